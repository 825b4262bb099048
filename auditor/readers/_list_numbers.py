"""Counts the paragraphs of Word's automatic lists, whose ordinals stand nowhere in the text of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.readers._list_numerals import numeral

_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    Attributes:
        start: first number.
        format: Word's name of the number format.
        template: text with ``%1`` … for the numbers of the levels.
        restart: 1-based level whose count restarts this one, 0 for never, None for any higher level.
        plain: whether higher levels are written in digits here.
        tight: whether nothing follows the number.
        style: paragraph style that brings this level.
    """

    start: int = 1
    format: str = "decimal"
    template: str = ""
    restart: int | None = None
    plain: bool = False
    tight: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A list as paragraphs name it: counters are shared by all lists of the same ``shared`` definition."""

    shared: str
    levels: Mapping[int, Level]
    overrides: Mapping[int, int]


class Counters:
    """The counters of one document; paragraphs must be asked in reading order."""

    def __init__(self) -> None:
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, listing: List, list_id: str, level: int) -> str:
        """Return the number to print before the next paragraph of a list, empty for a level that the list lacks.

        Args:
            listing: the list.
            list_id: its name; lists that share counters have names of their own.
            level: 0-based.
        """
        if level not in listing.levels:
            return ""
        self._count(listing, list_id, level)
        return self._print(listing, level)

    def _count(self, listing: List, list_id: str, level: int) -> None:
        counters = self._counters.setdefault(listing.shared, {})
        fresh = (list_id, level) not in self._begun
        self._begun.add((list_id, level))
        if fresh and level in listing.overrides:
            counters[level] = listing.overrides[level]
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = listing.levels[level].start
        for deeper in [key for key in counters if key > level]:
            restart = listing.levels[deeper].restart if deeper in listing.levels else None
            if restart is None or (restart and level < restart):
                del counters[deeper]

    def _print(self, listing: List, level: int) -> str:
        counters, own = self._counters[listing.shared], listing.levels[level]

        def write(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = listing.levels.get(at, own)
            return numeral(counters.get(at, other.start), "decimal" if own.plain and at != level else other.format)

        text = "" if own.format == "bullet" else _PLACEHOLDER.sub(write, own.template)
        # "1" before "2024年" would read as another number.
        return f"{text} " if text and text[-1].isalnum() and not own.tight else text
