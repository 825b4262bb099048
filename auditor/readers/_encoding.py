"""Finds the encoding of a text file: UTF-8, UTF-16 with or without mark, GB18030."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Share of wrong bytes that a damaged but readable text may have.
_TOLERANCE = 0.005
#: ASCII, CJK punctuation, ideographs, full-width forms, general punctuation and signs.
_COMMON = re.compile("[\t\n\f\r -~\u00a0-\u00ff\u2000-\u22ff\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_REPLACEMENT = "\ufffd"
#: Control characters that text files do hold: tab, line feed, vertical tab, form feed, carriage return, end of file (DOS).
_HARMLESS = frozenset("\t\n\v\f\r\x1a")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was in.

    Attributes:
        text: without byte order mark.
        encoding: Python's name of the encoding.
        lost: how many characters could not be decoded; each stands as U+FFFD.
    """

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes) -> Decoded | None:
    """Return the text of ``data``, None where the bytes are no text in any encoding known here."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data, encoding)
    wide = _wide(data[:8192])
    if wide:
        return _checked(data, wide)
    for encoding in ("utf-8", "gb18030"):
        try:
            return _without_controls(Decoded(data.decode(encoding), encoding))
        except UnicodeDecodeError:
            continue
    candidates = [found for encoding in ("utf-8", "gb18030") if (found := _checked(data, encoding))]
    return min(candidates, key=lambda found: found.lost, default=None)


def _wide(head: bytes) -> str | None:
    """Return the kind of UTF-16 without mark that ``head`` is in, None for bytes that are none.

    Line ends and digits have a zero byte, which no other encoding of text has; 一 (U+4E00) has one as well, on the
    other side, so zeros tell that it is UTF-16 but not of which kind.
    """
    if b"\x00" not in head:
        return None
    head = head[: len(head) // 2 * 2]
    share, encoding = max((_plausible(head.decode(name, errors="replace")), name) for name in ("utf-16-le", "utf-16-be"))
    return encoding if share > 0.8 else None


def _plausible(text: str) -> float:
    """Return the share of characters that Chinese text is made of."""
    return len(_COMMON.findall(text)) / max(1, len(text))


def _checked(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, errors="replace")
    lost = text.count(_REPLACEMENT)
    if lost > max(2, len(text) * _TOLERANCE):
        return None
    return _without_controls(Decoded(text, encoding, lost))


def _without_controls(found: Decoded) -> Decoded | None:
    """Return ``found`` unless it is full of control characters, as binary data is that happens to decode."""
    controls = sum(found.text.count(chr(code)) for code in range(32) if chr(code) not in _HARMLESS)
    return None if controls > max(2, len(found.text) * _TOLERANCE) else found
