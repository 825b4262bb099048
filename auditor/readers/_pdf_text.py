"""From characters to runs of text: each run belongs to one cell of a table or to none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from auditor.readers._pdf_geometry import Box
from auditor.readers._pdf_grid import Skeleton
from auditor.readers._pdf_raw import Page

_EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
_NOWHERE: Box = (1.0, 1.0, 0.0, 0.0)
_SPACES = frozenset(" \t\r\n\f\v\0\u00a0\u00ad\u200b\u2002\u2003\u2009\u3000\ufeff\ufffe\uffff\x02")
#: All in heights of a character: gap that ends a run, gap of a blank between Latin words, overlap of neighbours.
_GAP, _BLANK, _OVERLAP = 0.9, 0.12, 0.45
#: Centres this close, in heights of the taller, lie on one line: for the next character of a run, and for two runs.
_SAME_RUN, _SAME_LINE = 0.5, 0.4
#: A character this far over a border, in widths, runs over it into the next cell.
_OVER = 0.15
_FIRST_WIDE = "\u2e80"


@dataclass(slots=True)
class Run:
    """Characters of one line without a wide gap.

    Attributes:
        text: the characters, blanks between Latin words included.
        x0, x1: extent.
        middle: centre of the line.
        height: of its largest character.
    """

    text: str
    x0: float
    x1: float
    middle: float
    height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """The runs of a page: of each cell of each table, and of no table."""

    cells: tuple[dict[int, list[Run]], ...]
    outside: list[Run]


def place(page: Page, tables: Sequence[Skeleton]) -> Placed:
    """Put the characters of a page into runs and the runs into cells, by the centre of each character.

    Text that runs over a border without a gap stays in the cell in which it begins (spreadsheets print it so).
    """
    finder = _Finder(tables)
    for chain in _chains(page):
        _put(chain, finder)
    return Placed(tuple(finder.cells), finder.outside)


@dataclass(slots=True)
class _Chain:
    """Characters of one line without a wide gap, whatever cells they lie in: signs with their left and right edges."""

    signs: list[str]
    lefts: list[float]
    rights: list[float]
    middle: float
    height: float

    def run(self, first: int, last: int) -> Run:
        """Return the characters [first, last) as a run."""
        return Run("".join(self.signs[first:last]).lstrip(), self.lefts[first], self.rights[last - 1], self.middle, self.height)

    def centre(self, index: int) -> float:
        """Return the middle of a character."""
        return (self.lefts[index] + self.rights[index]) / 2


def _chains(page: Page) -> Iterator[_Chain]:
    """Yield the chains of a page in the order of writing; a character drawn twice to look bold stands once."""
    chain: _Chain | None = None
    middle, height, x0, x1 = -1e9, 0.0, 0.0, 0.0
    for sign, left, top, right, bottom in zip(page.text, *page.boxes, strict=False):
        if sign in _SPACES:
            continue
        tall, at = bottom - top, (top + bottom) / 2
        taller = tall if tall > height else height
        if chain and -_SAME_RUN * taller < at - middle < _SAME_RUN * taller:
            gap = left - x1
            if -_OVERLAP * taller < gap < _GAP * taller:
                if gap > _BLANK * taller and sign < _FIRST_WIDE and chain.signs[-1] < _FIRST_WIDE:
                    sign = " " + sign
                chain.signs.append(sign)
                chain.lefts.append(left)
                chain.rights.append(right)
                x0, x1 = left, right
                if tall > height:
                    height, middle = tall, at
                continue
            if sign == chain.signs[-1] and -_OVERLAP * taller < left - x0 < _OVERLAP * taller:
                continue
        if chain:
            chain.middle, chain.height = middle, height
            yield chain
        chain = _Chain([sign], [left], [right], at, tall)
        middle, height, x0, x1 = at, tall, left, right
    if chain:
        chain.middle, chain.height = middle, height
        yield chain


def _put(chain: _Chain, finder: _Finder) -> None:
    """Put a chain into the cell that holds it, or its parts into theirs."""
    first, count = 0, len(chain.signs)
    while first < count:
        cell = finder.find(chain.centre(first), chain.middle)
        last = count
        if not cell.box[0] <= chain.centre(count - 1) < cell.box[2]:
            last = next((i for i in range(first + 1, count) if not _belongs(chain, i, cell.box)), count)
        cell.runs.append(chain.run(first, last))
        first = last


def _belongs(chain: _Chain, index: int, box: Box) -> bool:
    """Tell whether a character lies in a cell, or past its right border with text before it that crosses the border."""
    left, right, before = chain.lefts[index], chain.rights[index], chain.rights[index - 1]
    if box[0] <= (left + right) / 2 < box[2]:
        return True
    if left - before > _BLANK * chain.height or box is _NOWHERE:
        return False
    over = _OVER * (right - left)
    return left < box[2] - over or before > box[2] + over


class _Place(NamedTuple):
    """Where characters go: the runs of a cell (or of no cell), and the box within which further ones go there too."""

    runs: list[Run]
    box: Box


class _Finder:
    """Finds the cell at a point and keeps the runs of each."""

    def __init__(self, tables: Sequence[Skeleton]) -> None:
        self.cells: list[dict[int, list[Run]]] = [{} for _ in tables]
        self.outside: list[Run] = []
        # a table inside another's cell is asked first
        self._tables = sorted(enumerate(tables), key=lambda item: _size(item[1].box))
        self._nested = any(_overlap(a.box, b.box) for i, a in enumerate(tables) for b in tables[i + 1 :])

    def find(self, x: float, y: float) -> _Place:
        """Return where a character at a point goes."""
        for number, table in self._tables:
            x0, y0, x1, y1 = table.box
            if x0 <= x < x1 and y0 <= y < y1:
                index = table.area_at(x, y)
                if index >= 0:
                    return _Place(self.cells[number].setdefault(index, []), self._cell(table, index))
        return _Place(self.outside, self._free(y))

    def _cell(self, table: Skeleton, index: int) -> Box:
        """Return the borders of a cell; nothing where another table lies in it, so that each character is asked anew."""
        box = table.area_box(index)
        if self._nested and any(_overlap(box, other.box) for _, other in self._tables if other is not table):
            return _NOWHERE
        return box

    def _free(self, y: float) -> Box:
        """Return everywhere where no table stands beside, else nothing, so that each character is asked anew."""
        beside = any(table.box[1] <= y < table.box[3] for _, table in self._tables)
        return _NOWHERE if beside else _EVERYWHERE


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs line by line from the top, each line from the left; what was drawn twice stands once."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda item: item.middle):
        if lines and abs(run.middle - lines[-1][0].middle) < _SAME_LINE * max(run.height, lines[-1][0].height):
            lines[-1].append(run)
        else:
            lines.append([run])
    for line in lines:
        line.sort(key=lambda item: item.x0)
        twice = [b for a, b in pairwise(line) if a.text == b.text and b.x0 - a.x0 < _OVERLAP * b.height]
        line[:] = [run for run in line if not any(run is double for double in twice)]
    return lines


def joined(line: Sequence[Run]) -> str:
    """Return the text of a line; a blank stands for a gap."""
    out = line[0].text
    for before, after in pairwise(line):
        out += (" " if after.x0 - before.x1 > _GAP * after.height / 2 else "") + after.text
    return out


def cell_text(runs: Sequence[Run]) -> str:
    """Return the text of a cell, its lines separated by line breaks."""
    if len(runs) == 1:
        return runs[0].text
    return "\n".join(joined(line) for line in rows_of(runs))
