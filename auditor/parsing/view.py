"""A cell's text in one spelling, with the way back to the raw characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from auditor.types.quantity import Span

#: Texts that need no change: their offsets are their own.
_PLAIN = re.compile(r"[\u4e00-\u9fff0-9a-z%‰≥≤<>=/\\.、。《》〔〕【】\[\]()~+*:;,!?|_×±·“”‘’-]*")
_INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufe0e\ufe0f\ufeff\x00-\x1f]")
#: NFKC would turn the ordinal ① into the number 1 and ¾ into digits that belong to nothing.
_KEEP = re.compile("[\u2460-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf¼-¾⅐-⅞]")
_TRANSLATE = {
    "≧": "≥",
    "⩾": "≥",
    "≦": "≤",
    "⩽": "≤",
    "﹤": "<",
    "﹥": ">",
    "—": "-",
    "–": "-",
    "―": "-",
    "−": "-",
    "∶": ":",
    "㎡": "m2",
    "／": "/",
    "﹪": "%",
    "٪": "%",
    "丨": "|",
}


@dataclass(frozen=True, slots=True)
class View:
    """Half-width, lower-case text without blanks.

    Attributes:
        raw: the cell as read.
        text: the spelling that grammars read.
        offsets: index in ``raw`` of each character of ``text``; None where they coincide.
    """

    raw: str
    text: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the raw characters that stand behind ``text[start:end]``; (0, 0) for nothing."""
        if start >= end:
            return (0, 0)
        if self.offsets is None:
            return (start, end)
        return (self.offsets[start], self.offsets[end - 1] + 1)


@lru_cache(maxsize=4096)
def _spell(char: str) -> str:
    if _INVISIBLE.match(char):
        return ""
    if _KEEP.match(char):
        return char
    text = _TRANSLATE.get(char) or unicodedata.normalize("NFKC", char)
    text = "".join(_TRANSLATE.get(part, part) for part in text if not _INVISIBLE.match(part))
    return "".join(part.lower() if part.isascii() else part for part in text)


@lru_cache(maxsize=1)
def _one_to_one() -> dict[int, str]:
    """Full-width forms, capital letters and dashes: one character each before and after, so that offsets stay."""
    common = (*map(chr, range(0x41, 0x5B)), *map(chr, range(0xFF01, 0xFF5F)), *(char for char in _TRANSLATE if char != "㎡"))
    return {ord(char): _spell(char) for char in common}


def view(raw: str) -> View:
    """Return ``raw`` as grammars read it, in time linear in its length."""
    if _PLAIN.fullmatch(raw):
        return View(raw, raw)
    text = raw.translate(_one_to_one())
    if _PLAIN.fullmatch(text):
        return View(raw, text)
    parts: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(raw):
        spelt = _spell(char)
        parts.append(spelt)
        offsets.extend([index] * len(spelt))
    text = "".join(parts)
    return View(raw, text, tuple(offsets))
