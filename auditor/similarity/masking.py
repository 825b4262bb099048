"""Numbers taken out of texts: rows that were copied with other numbers become identical."""

from __future__ import annotations

import re

#: Digits of any script and width, with separators between them: 1,200.5, ２０２５, 3．6.
_NUMBER = re.compile(r"\d+(?:[.,．，]\d+)*")
MASK = "#"


def mask_numbers(text: str) -> str:
    """Return the text with each number in digits replaced by one ``#``; the unit behind it stays."""
    return _NUMBER.sub(MASK, text)
