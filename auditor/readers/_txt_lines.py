"""Lines of a text dump of a Word document, rid of marks that are no text, grouped into blocks between blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")
#: Instructions of Word's fields that a dump writes out beside their result; they end in backslash switches.
_FIELD = re.compile(
    r"(?:^|(?<=\s))(?:TC|XE|TOC|HYPERLINK|PAGEREF|REF|SEQ)\s[^\\\n]*"
    r'(?:\\(?:[fl]\s+[A-Z0-9](?!\S)|[A-Za-z*@#!](?:\s*"[^"\n]*")?)\s*)+'
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        number: 1-based.
        text: without leading tab of a cell, tabs inside as blanks, stripped.
        cell: whether it begins a cell.
        blank: whether nothing at all stands in it; a line of mere spaces is an empty paragraph, not blank.
        page_break: whether a page begins with it.
    """

    number: int
    text: str
    cell: bool = False
    blank: bool = False
    page_break: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Lines between blank lines.

    Attributes:
        gap: number of blank lines before it.
        lead: lines before the first cell.
        cells: lines of each cell; the lines after the first one have no tab.
    """

    gap: int
    lead: tuple[Line, ...]
    cells: tuple[tuple[Line, ...], ...] = ()


def clean(text: str) -> list[Line]:
    """Return the lines of ``text`` without bookmarks and field instructions."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").rstrip("\x1a").split("\n")
    # A dump that replaces the page break by a blank has one at its very beginning.
    spaced = raw[0].startswith(" ")
    return [_line(number, line, spaced) for number, line in enumerate(raw, start=1)]


def _line(number: int, raw: str, spaced: bool) -> Line:
    broken = raw.startswith("\f") or (spaced and raw[:1] == " " and raw[1:2].strip(" ") != "")
    text = raw.replace("\f", "")
    # The blank at the beginning of the file stands before the tab of the first cell.
    text = text[1:] if number == 1 and text.startswith(" \t") else text
    bare = _FIELD.sub("", _BOOKMARK.sub("", text))
    return Line(
        number=number,
        text=bare.replace("\t", " ").strip(),
        cell=bare.startswith("\t"),
        blank=not text,
        page_break=broken,
    )


def blocks(lines: Iterable[Line]) -> Iterator[Block]:
    """Group ``lines`` into blocks."""
    gap, current = 0, list[Line]()
    for line in lines:
        if not line.blank:
            current.append(line)
            continue
        if current:
            yield _block(gap, current)
            gap, current = 0, []
        gap += 1
    if current:
        yield _block(gap, current)


def _block(gap: int, lines: Sequence[Line]) -> Block:
    starts = [index for index, line in enumerate(lines) if line.cell]
    cells = tuple(tuple(lines[start:end]) for start, end in pairwise([*starts, len(lines)]))
    return Block(gap, tuple(lines[: starts[0]] if starts else lines), cells)


def joined(parts: Sequence[Block]) -> Block:
    """Return the first block going on with the others: their leading lines belong to the last cell, behind blank lines."""
    if len(parts) == 1:
        return parts[0]
    cells = [list(cell) for cell in parts[0].cells]
    for part in parts[1:]:
        if part.lead:
            first = part.lead[0].number
            cells[-1].extend(Line(number, "", blank=True) for number in range(first - part.gap, first))
            cells[-1].extend(part.lead)
        cells.extend(list(cell) for cell in part.cells)
    return replace(parts[0], cells=tuple(tuple(cell) for cell in cells))
