"""A table continued in the next grid or on the next page is one table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.extraction.headers import match_header
from auditor.extraction.lines import Line, lines_of
from auditor.extraction.vocabulary import vocabulary
from auditor.text.normalise import normalise
from auditor.types.grid import Document, Grid, Paragraph

#: What stands between two pages and belongs to neither: page numbers, marks of continuation, the currency of the table.
_FURNITURE = re.compile(
    r"[-—–―_\s]*(?:第?\d{1,4}页?(?:[/,，]?共?\d{1,4}页?)?|[（(]?续(?:表|上表|前表)?[)）]?\d*|续表:?|(?:金额)?单位:.?元)?[-—–―_\s]*"
)
#: A grid without one of the stems of the vocabulary is kept only while it is as small as a header block.
_SMALL = 40


@dataclass(frozen=True, slots=True)
class Strip:
    """The rows of one table, however many grids it was cut into.

    Attributes:
        lines: rows in reading order; empty for a grid that is no concern of extraction.
        before: paragraphs between the previous strip and this one.
    """

    lines: tuple[Line, ...]
    before: tuple[Paragraph, ...]


def strips(document: Document) -> Iterator[Strip]:
    """Yield the tables of the document in reading order, and last the paragraphs after them (a strip without lines)."""
    paragraphs: list[Paragraph] = []
    held: Strip | None = None
    for block in document.blocks:
        if isinstance(block, Paragraph):
            paragraphs.append(block)
            continue
        if held and held.lines and _continues(held, block, paragraphs):
            held = Strip((*held.lines, *lines_of(block)), held.before)
        else:
            if held:
                yield held
            held = Strip(lines_of(block) if relevant(block) else (), tuple(paragraphs))
        paragraphs = []
    if held:
        yield held
    yield Strip((), tuple(paragraphs))


def relevant(grid: Grid) -> bool:
    """Tell cheaply whether a grid may be an indicator table or its header block."""
    if len(grid.cells) <= _SMALL:
        return True
    stems = vocabulary().words.stems
    return any(stem in cell.text for cell in grid.cells for stem in stems)


def is_furniture(text: str) -> bool:
    """Tell whether a paragraph is but a page number, a mark of continuation or the currency of a table."""
    return len(text) < 24 and _FURNITURE.fullmatch(normalise(text)) is not None


def _continues(held: Strip, grid: Grid, between: list[Paragraph]) -> bool:
    """Tell whether ``grid`` carries on the table held.

    On paged documents it must begin the next page; elsewhere it must follow at once. A grid with a header of its own
    and no page break before it is a table of its own.
    """
    last = held.lines[-1].grid
    if grid.columns != last.columns or grid.sheet != last.sheet:
        return False
    if not all(is_furniture(paragraph.text) for paragraph in between):
        return False
    page = held.lines[-1].place.page
    if page is not None and grid.page is not None:
        return grid.page == page + 1
    if last.certain is False or not _has_header(held.lines):
        return False
    return not _has_header(lines_of(grid)[:3])


def _has_header(lines: tuple[Line, ...]) -> bool:
    return any(match_header(lines, index) for index in range(len(lines)))
