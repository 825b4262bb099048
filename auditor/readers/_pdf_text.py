"""From characters to runs of text: each run belongs to one cell of a table or to none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.readers._pdf_geometry import Box
from auditor.readers._pdf_grid import Skeleton
from auditor.readers._pdf_raw import Page

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
    x0 = x1 = middle = height = 0.0
    area = _NOWHERE
    signs: list[str] = []
    run: Run | None = None
    for sign, left, top, right, bottom in zip(page.text, *page.boxes, strict=False):
        if sign in _SPACES:
            continue
        tall, at = bottom - top, (top + bottom) / 2
        taller = tall if tall > height else height
        if run is not None and abs(at - middle) < _SAME_RUN * taller:
            gap = left - x1
            if -_OVERLAP * taller < gap < _GAP * taller:
                centre = (left + right) / 2
                inside = area[0] <= centre < area[2] and area[1] <= at < area[3]
                if inside or _runs_over(area, x1, left, right, gap, taller):
                    if gap > _BLANK * taller and sign < _FIRST_WIDE and signs[-1] < _FIRST_WIDE:
                        signs.append(" ")
                    signs.append(sign)
                    x0, x1 = left, right
                    if tall > height:
                        height, middle = tall, at
                    continue
            elif sign == signs[-1] and abs(left - x0) < _OVERLAP * taller:
                continue  # drawn twice to look bold
        if run is not None:
            run.text, run.x1, run.middle, run.height = "".join(signs), x1, middle, height
        run, signs = Run("", left, right, at, tall), [sign]
        x0, x1, middle, height = left, right, at, tall
        area = finder.add(run, (left + right) / 2, at)
    if run is not None:
        run.text, run.x1, run.middle, run.height = "".join(signs), x1, middle, height
    return Placed(tuple(finder.cells), finder.outside)


def _runs_over(area: Box, x1: float, left: float, right: float, gap: float, tall: float) -> bool:
    """Tell whether a character past the right border belongs to the text before it, which crosses the border."""
    if gap > _BLANK * tall or area is _NOWHERE:
        return False
    over = _OVER * (right - left)
    return left < area[2] - over or x1 > area[2] + over


class _Finder:
    """Finds the cell at a point and keeps the runs of each."""

    def __init__(self, tables: Sequence[Skeleton]) -> None:
        self.cells: list[dict[int, list[Run]]] = [{} for _ in tables]
        self.outside: list[Run] = []
        # a table inside another's cell is asked first
        self._tables = sorted(enumerate(tables), key=lambda item: _size(item[1].box))
        self._nested = any(_overlap(a.box, b.box) for i, a in enumerate(tables) for b in tables[i + 1 :])

    def add(self, run: Run, x: float, y: float) -> Box:
        """Keep a run that begins at a point; return the box in which its further characters may lie."""
        for number, table in self._tables:
            x0, y0, x1, y1 = table.box
            if x0 <= x < x1 and y0 <= y < y1:
                index = table.area_at(x, y)
                if index >= 0:
                    self.cells[number].setdefault(index, []).append(run)
                    return self._cell(table, index)
        self.outside.append(run)
        return self._free(y)

    def _cell(self, table: Skeleton, index: int) -> Box:
        """Return the borders of a cell; nothing where another table lies in it, so that each character is asked anew."""
        box = table.area_box(index)
        if self._nested and any(_overlap(box, other.box) for _, other in self._tables if other is not table):
            return _NOWHERE
        return box

    def _free(self, y: float) -> Box:
        """Return the band around ``y`` that touches no table."""
        top, bottom = -1e9, 1e9
        for _, table in self._tables:
            _, y0, _, y1 = table.box
            if y1 <= y:
                top = max(top, y1)
            elif y0 > y:
                bottom = min(bottom, y0)
            else:
                return _NOWHERE
        return (-1e9, top, 1e9, bottom)


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
