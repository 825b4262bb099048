"""Tables without borders: columns told by the gaps that run down between them, only where the alignment is strong."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from statistics import median

from auditor.readers._pdf_grid import Area, Skeleton, arranged
from auditor.readers._pdf_rulings import Line
from auditor.readers._pdf_text import Run, rows_of

#: Fewer columns than this are text with an indent, fewer lines a list of signatures.
_COLUMNS, _LINES = 3, 4
#: A gap between columns is at least this wide, in heights of a character.
_GUTTER = 0.8
#: Runs of a column share an edge or their middle within this, in heights; this share of them does.
_ALIGNED, _ALIGNED_SHARE = 0.7, 0.7
#: A line further below than this many usual distances no longer belongs to the table.
_FAR = 2.2
#: A distance this much larger than the smallest separates rows where cells have several lines.
_ROW_GAP = 1.3
#: A ruling line that spans this share of the table's width separates rows.
_SPANS = 0.6

_Gap = tuple[float, float]


def borderless(runs: Sequence[Run], rulings: Sequence[Line]) -> list[Skeleton]:
    """Return the tables that the runs of a page make up without borders.

    Args:
        runs: all runs of a page without ruled tables.
        rulings: level ruling lines of the page, which separate rows where there are any.
    """
    lines = rows_of(runs)
    if sum(len(line) >= _COLUMNS for line in lines) < _LINES:
        return []
    found = []
    first = 0
    while first < len(lines):
        last, gaps = _grown(lines, first) if len(lines[first]) >= _COLUMNS else (first + 1, [])
        table = lines[first:last]
        if len(gaps) + 1 >= _COLUMNS and _strong(table, gaps):
            found.append(_skeleton(table, gaps, rulings))
        first = last
    return found


def _grown(lines: Sequence[list[Run]], first: int) -> tuple[int, list[_Gap]]:
    """Return the line after the last that leaves enough gaps open, and the gaps that all lines from ``first`` leave."""
    gaps = _gaps(lines[first])
    usual = _usual_distance(lines)
    last = first + 1
    while last < len(lines) and lines[last][0].middle - lines[last - 1][0].middle < _FAR * usual:
        narrowed = _narrowed(gaps, lines[last])
        if len(narrowed) + 1 < _COLUMNS:
            break
        gaps = narrowed
        last += 1
    return last, gaps


def _usual_distance(lines: Sequence[list[Run]]) -> float:
    return median(b[0].middle - a[0].middle for a, b in itertools.pairwise(lines))


def _gaps(line: Sequence[Run]) -> list[_Gap]:
    """Return the gaps of a line that are wide enough to part columns."""
    pairs = itertools.pairwise(line)
    return [(a.x1, b.x0) for a, b in pairs if b.x0 - a.x1 >= _GUTTER * max(a.height, b.height)]


def _narrowed(gaps: Sequence[_Gap], line: Sequence[Run]) -> list[_Gap]:
    """Return what a further line leaves of the gaps; a gap that a run crosses is gone."""
    out = []
    for left, right in gaps:
        for run in line:
            if run.x0 < right and run.x1 > left:
                middle = (left + right) / 2
                left, right = (max(left, run.x1), right) if (run.x0 + run.x1) / 2 < middle else (left, min(right, run.x0))
        if right - left >= _GUTTER * line[0].height / 2:
            out.append((left, right))
    return out


def _columns(table: Sequence[Sequence[Run]], gaps: Sequence[_Gap]) -> list[list[Run]]:
    borders = [(left + right) / 2 for left, right in gaps]
    columns: list[list[Run]] = [[] for _ in range(len(gaps) + 1)]
    for line in table:
        for run in line:
            columns[bisect_right(borders, (run.x0 + run.x1) / 2)].append(run)
    return columns


def _strong(table: Sequence[Sequence[Run]], gaps: Sequence[_Gap]) -> bool:
    """Tell whether enough lines fill enough columns and the columns are aligned."""
    if sum(len(line) >= _COLUMNS for line in table) < _LINES:
        return False
    return all(_aligned(column) for column in _columns(table, gaps))


def _aligned(column: Sequence[Run]) -> bool:
    if len(column) < 2:
        return False
    slack = _ALIGNED * median(run.height for run in column)
    edges = ([r.x0 for r in column], [r.x1 for r in column], [(r.x0 + r.x1) / 2 for r in column])
    return any(sum(abs(x - median(xs)) <= slack for x in xs) >= _ALIGNED_SHARE * len(xs) for xs in edges)


def _skeleton(table: Sequence[Sequence[Run]], gaps: Sequence[_Gap], rulings: Sequence[Line]) -> Skeleton:
    left, right = min(line[0].x0 for line in table) - 1, max(line[-1].x1 for line in table) + 1
    xs = [left, *((a + b) / 2 for a, b in gaps), right]
    ys = _ruled_rows(table, xs, rulings) or _text_rows(table, len(gaps) + 1)
    areas = [Area(r, c, r + 1, c + 1) for r in range(len(ys) - 1) for c in range(len(xs) - 1)]
    return arranged(xs, ys, areas, certain=False)


def _top(table: Sequence[Sequence[Run]]) -> float:
    return min(run.middle - run.height / 2 for run in table[0]) - 1


def _bottom(table: Sequence[Sequence[Run]]) -> float:
    return max(run.middle + run.height / 2 for run in table[-1]) + 1


def _ruled_rows(table: Sequence[Sequence[Run]], xs: Sequence[float], rulings: Sequence[Line]) -> list[float]:
    """Return the borders of the rows where level lines separate them, nothing where the lines are too few."""
    top, bottom = _top(table), _bottom(table)
    width = xs[-1] - xs[0]
    within = sorted(r.at for r in rulings if top < r.at < bottom and min(r.end, xs[-1]) - max(r.start, xs[0]) > _SPANS * width)
    return [top, *within, bottom] if len(within) + 1 >= _LINES else []


def _text_rows(table: Sequence[Sequence[Run]], columns: int) -> list[float]:
    """Return the borders of the rows as the text tells: by wider distances, else by lines that fill their first column."""
    middles = [line[0].middle for line in table]
    distances = [b - a for a, b in itertools.pairwise(middles)]
    smallest = min(distances)
    spaced = max(distances) > _ROW_GAP * smallest and any(2 * len(line) <= columns for line in table)
    borders = [_top(table)]
    for before, line, distance in zip(table, table[1:], distances, strict=False):
        begins = distance > _ROW_GAP * smallest if spaced else 2 * len(line) > columns
        if begins:
            borders.append((before[0].middle + line[0].middle) / 2)
    return [*borders, _bottom(table)]
