"""Remembering what was made of a text, in so little memory that thousands of documents do not add up."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Made = TypeVar("Made")

#: Texts up to this length are cells; names, units and values come again and again.
_CELL, _CELLS = 512, 8192
#: Longer ones are goals and pages, of which each is asked about only while its table is looked at.
_LONG_TEXTS = 16


def remembered(make: Callable[[str], Made]) -> Callable[[str], Made]:
    """Return ``make`` with a memory: of some thousand cells, but of few long texts, whose length nothing bounds."""
    cell, long = lru_cache(maxsize=_CELLS)(make), lru_cache(maxsize=_LONG_TEXTS)(make)

    @wraps(make)
    def recall(text: str) -> Made:
        return cell(text) if len(text) <= _CELL else long(text)

    return recall
