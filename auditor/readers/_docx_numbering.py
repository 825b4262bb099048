"""Counts automatically numbered paragraphs, whose ordinals stand nowhere in the text of a Word file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.readers._docx_numerals import numeral
from auditor.readers._docx_styles import Styles
from auditor.readers._xml import Element, attribute, child, children, number, switched_on

_PLACEHOLDER = re.compile(r"%([1-9])")
_MAX_LEVEL = 8


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
    levels: dict[int, Level]
    overrides: dict[int, int]


class Numbering:
    """The lists of one document with their counters; paragraphs must be asked in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        shared = {attribute(item, "abstractNumId") or "": item for item in children(root, "abstractNum")}
        self._styles = styles
        self._lists = {attribute(item, "numId") or "": _list(item, shared) for item in children(root, "num")}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: Element | None) -> str:
        """Return the number to print before a paragraph with ``properties`` (``w:pPr``), empty for none."""
        if not self._lists or properties is None:
            return ""
        list_id, level = self._reference(properties)
        listing = self._lists.get(list_id or "")
        if listing is None or level not in listing.levels:
            return ""
        self._count(listing, list_id or "", level)
        return self._print(listing, level)

    def _reference(self, properties: Element) -> tuple[str | None, int]:
        direct = child(properties, "numPr")
        list_id, level = attribute(child(direct, "numId")), child(direct, "ilvl")
        style_id = attribute(child(properties, "pStyle"))
        styled_id, styled_level = self._styles.numbering(style_id) if style_id else (None, None)
        if level is not None:
            return list_id or styled_id, min(max(number(level), 0), _MAX_LEVEL)
        listing = self._lists.get(list_id or styled_id or "")
        linked = [key for key, item in listing.levels.items() if item.style and item.style == style_id] if listing else []
        return list_id or styled_id, linked[0] if linked else styled_level or 0

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


def _list(item: Element, shared: dict[str, Element]) -> List:
    name = attribute(child(item, "abstractNumId")) or ""
    levels = {number(level, "ilvl"): _level(level) for level in children(_definition(name, shared), "lvl")}
    overrides: dict[int, int] = {}
    for override in children(item, "lvlOverride"):
        at, start, redefined = number(override, "ilvl"), child(override, "startOverride"), child(override, "lvl")
        if redefined is not None:
            levels[at] = _level(redefined)
        if start is not None:
            overrides[at] = number(start, default=1)
    return List(name, levels, overrides)


def _definition(name: str, shared: dict[str, Element]) -> Element | None:
    """Return the definition ``name``, or the one that it borrows through a list style."""
    found = shared.get(name)
    link = attribute(child(found, "numStyleLink"))
    if link is None:
        return found
    return next((item for item in shared.values() if attribute(child(item, "styleLink")) == link), found)


def _level(item: Element) -> Level:
    restart = child(item, "lvlRestart")
    return Level(
        start=number(child(item, "start"), default=1) if child(item, "start") is not None else 0,
        format=attribute(child(item, "numFmt")) or "decimal",
        template=attribute(child(item, "lvlText")) or "",
        restart=number(restart) if restart is not None else None,
        plain=switched_on(child(item, "isLgl")),
        tight=attribute(child(item, "suff")) == "nothing",
        style=attribute(child(item, "pStyle")),
    )
