"""From the borders of one table to its cells: columns, rows, and which places one cell covers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.readers._pdf_geometry import Box
from auditor.readers._pdf_rulings import SLACK, Frame, Line

#: Lines that run on this far past the outermost crossing border show that the border there was left undrawn.
_OPEN_END = 8.0
#: A rectangle with fewer borders than this lies beside the table, not in it.
_SIDES = 3


@dataclass(frozen=True, slots=True)
class Area:
    """A cell: rows [top, bottom) and columns [left, right) of the skeleton."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A table without its text.

    Attributes:
        xs, ys: borders of the columns and rows, ascending.
        areas: the cells in reading order.
        owners: index into ``areas`` of each place, row by row; -1 where no cell is.
        certain: False where the borders were guessed from the text.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]
    owners: tuple[tuple[int, ...], ...]
    certain: bool = True

    @property
    def box(self) -> Box:
        """The outer border."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def area_box(self, index: int) -> Box:
        """The borders of a cell."""
        area = self.areas[index]
        return self.xs[area.left], self.ys[area.top], self.xs[area.right], self.ys[area.bottom]

    def area_at(self, x: float, y: float) -> int:
        """Return the index of the cell at a point within ``box``, -1 for none."""
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        return self.owners[max(0, row)][max(0, column)]


def skeleton(frame: Frame) -> Skeleton | None:
    """Return the cells that the borders enclose, None where they enclose fewer than two."""
    across, down = list(frame.across), list(frame.down)
    xs, ys = _positions(down), _positions(across)
    _close_sides(across, down, xs, ys)
    if len(xs) < 2 or len(ys) < 2:
        return None
    upright = _cover(down, xs, ys)
    level = _cover(across, ys, xs)
    areas = [area for area in _areas(upright, level) if _sides(area, upright, level) >= _SIDES]
    if len(areas) < 2:
        return None
    return arranged(xs, ys, areas)


def arranged(xs: Sequence[float], ys: Sequence[float], areas: Iterable[Area], certain: bool = True) -> Skeleton:
    """Return the skeleton of the cells; rows and columns in which none begins are dropped."""
    cells = sorted(areas, key=lambda area: (area.top, area.left))
    rows, columns = sorted({area.top for area in cells}), sorted({area.left for area in cells})
    kept = [
        Area(bisect_left(rows, a.top), bisect_left(columns, a.left), bisect_left(rows, a.bottom), bisect_left(columns, a.right))
        for a in cells
    ]
    owners = [[-1] * len(columns) for _ in rows]
    for index, area in enumerate(kept):
        for r in range(area.top, area.bottom):
            owners[r][area.left : area.right] = [index] * (area.right - area.left)
    right, bottom = max(xs[area.right] for area in cells), max(ys[area.bottom] for area in cells)
    return Skeleton(
        (*(xs[i] for i in columns), right),
        (*(ys[i] for i in rows), bottom),
        tuple(kept),
        tuple(map(tuple, owners)),
        certain,
    )


def _positions(lines: Iterable[Line]) -> list[float]:
    """Return where the lines lie, those of one border once."""
    out: list[float] = []
    for at in sorted(line.at for line in lines):
        if not out or at - out[-1] > SLACK:
            out.append(at)
    return out


def _close_sides(across: list[Line], down: list[Line], xs: list[float], ys: list[float]) -> None:
    """Add the outer borders that were left undrawn (open sides; a row cut by the end of the page) to lines and positions."""
    for lines, crossing, places in ((down, across, xs), (across, down, ys)):
        first, last = places[0], places[-1]
        before = [line for line in crossing if line.start < first - _OPEN_END]
        after = [line for line in crossing if line.end > last + _OPEN_END]
        if len(before) > 1:
            places.insert(0, min(line.start for line in before))
            lines.append(_along(places[0], before, lines))
        if len(after) > 1:
            places.append(max(line.end for line in after))
            lines.append(_along(places[-1], after, lines))
        # the cells of a row that is cut end where their text does: all of them reach the border that was added
        for line in before if len(before) > 1 else ():
            line.start = places[0]
        for line in after if len(after) > 1 else ():
            line.end = places[-1]


def _along(at: float, crossing: Sequence[Line], parallel: Sequence[Line]) -> Line:
    """Return a border at ``at`` that joins the ends of the lines crossing it and is as long as the one next to it."""
    beside = min(parallel, key=lambda line: abs(line.at - at))
    ends = [*(line.at for line in crossing), beside.start, beside.end]
    return Line(at, min(ends), max(ends))


def _cover(lines: Iterable[Line], places: Sequence[float], steps: Sequence[float]) -> list[int]:
    """Return for each place the intervals between ``steps`` that a line covers there, as bits."""
    cover = [0] * len(places)
    for line in lines:
        first = bisect_left(steps, line.start - SLACK)
        last = bisect_right(steps, line.end + SLACK) - 1
        if last > first:
            nearest = min(range(len(places)), key=lambda i: abs(places[i] - line.at))
            cover[nearest] |= (1 << last) - (1 << first)
    return cover


def _areas(upright: Sequence[int], level: Sequence[int]) -> list[Area]:
    """Return the rectangles that no border divides, in reading order; an outline with a corner is cut into rectangles."""
    rows, columns = len(level) - 1, len(upright) - 1
    taken = [0] * rows
    found = []
    for top in range(rows):
        for left in range(columns):
            if taken[top] >> left & 1:
                continue
            right = left + 1
            while right < columns and not upright[right] >> top & 1 and not taken[top] >> right & 1:
                right += 1
            bits = (1 << right) - (1 << left)
            bottom = top + 1
            while bottom < rows and not level[bottom] & bits and _same(upright, bottom, left, right):
                bottom += 1
            for row in range(top, bottom):
                taken[row] |= bits
            found.append(Area(top, left, bottom, right))
    return found


def _same(upright: Sequence[int], row: int, left: int, right: int) -> bool:
    """Tell whether no border divides the columns [left, right) in a row."""
    return not any(upright[i] >> row & 1 for i in range(left + 1, right))


def _sides(area: Area, upright: Sequence[int], level: Sequence[int]) -> int:
    """Return how many of the four borders of a rectangle are drawn in full length."""
    rows = (1 << area.bottom) - (1 << area.top)
    columns = (1 << area.right) - (1 << area.left)
    return (
        (upright[area.left] & rows == rows)
        + (upright[area.right] & rows == rows)
        + (level[area.top] & columns == columns)
        + (level[area.bottom] & columns == columns)
    )
