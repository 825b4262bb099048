"""One spelling for text that clerks spell in many ways; used for comparing, never for showing."""

from __future__ import annotations

import re
import unicodedata

from auditor.text.memory import remembered

#: Text of nothing but these is in half width already, and holds no blank and no operator that could be spelt otherwise.
_PLAIN = re.compile("[\u4e00-\u9fff0-9A-Za-z%、。《》“”·≥≤]*")
#: Characters that print nothing: zero-width marks, soft hyphen, byte order mark, direction marks.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
_OPERATORS = (
    (re.compile(r">=|=>|⩾|≧|＞＝|〉=|≥="), "≥"),
    (re.compile(r"<=|=<|⩽|≦|〈=|≤="), "≤"),
    (re.compile(r"≥≥+"), "≥"),
    (re.compile(r"≤≤+"), "≤"),
)
_PUNCTUATION = re.compile(r"[\s，。、；：！？“”‘’\"'（）()《》〈〉\[\]【】〔〕{}·\-—_/\\|,.;:!?~～…]+")


@remembered
def normalise(text: str) -> str:
    """Return text in half width (NFKC) without white space and invisible characters, operators in one spelling."""
    if _PLAIN.fullmatch(text) and "≥≥" not in text and "≤≤" not in text:
        return text
    text = _SPACE.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))
    for pattern, sign in _OPERATORS:
        text = pattern.sub(sign, text)
    return text


@remembered
def bare(text: str) -> str:
    """Return normalised text without punctuation: for asking whether two phrases say the same."""
    return _PUNCTUATION.sub("", normalise(text))


def join_lines(text: str) -> str:
    """Join the wrapped lines of a cell without spaces: what a person reads as one phrase.

    Blanks between two Latin words or numbers are kept, blanks around line breaks are not.
    """
    return _SPACE.sub(" ", "".join(line.strip() for line in _INVISIBLE.sub("", text).splitlines())).strip()
