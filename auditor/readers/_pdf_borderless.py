"""Tables without borders: columns told by the gaps that run down between them, only where the alignment is strong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from auditor.readers._pdf_grid import Area, Skeleton, arranged
from auditor.readers._pdf_rulings import Line
from auditor.readers._pdf_text import Run

#: Fewer columns than this are text with an indent, fewer lines, and cells in them, a list of signatures.
_COLUMNS, _LINES, _CELLS = 3, 2, 10
#: A gap between columns is at least this wide, in heights of a character.
_GUTTER = 0.8
#: Runs of a column share an edge or their middle within this, in heights; this share of them does.
_ALIGNED, _ALIGNED_SHARE = 0.7, 0.7
#: A line further below than this many times the widest distance yet no longer belongs to the table.
_FAR = 1.8
#: Rows on a further page lie no further apart than this, in heights.
_APART = 4.0
#: A distance this much larger than the smallest separates rows where cells have several lines.
_ROW_GAP = 1.3
#: A ruling line that spans this share of the table's width separates rows.
_SPANS = 0.6

_Gap = tuple[float, float]


def borderless(lines: Sequence[list[Run]], rulings: Sequence[Line], carried: Skeleton | None = None) -> list[Skeleton]:
    """Return the tables that the lines of a page make up without borders.

    Args:
        lines: the lines of a page without ruled tables, from the top, each from the left.
        rulings: level ruling lines of the page, which separate rows where there are any.
        carried: the table at the end of the page before, which may go on.
    """
    first = free = _continued(lines, carried) if carried else 0
    found = [_skeleton(lines[:first], _inner(carried), rulings, carried)] if carried and first else []
    if sum(len(line) for line in lines[first:] if len(line) >= _COLUMNS) < _CELLS:
        return found
    while first < len(lines):
        last, gaps = _grown(lines, first) if len(lines[first]) >= _COLUMNS else (first + 1, [])
        table = lines[first:last]
        if len(gaps) + 1 >= _COLUMNS and _strong(table, gaps):
            found += _label_and_text(lines[free:first])
            found.append(_skeleton(table, gaps, rulings))
            free = last
        first = last
    return found + (_label_and_text(lines[free:]) if found else [])


def _continued(lines: Sequence[list[Run]], carried: Skeleton) -> int:
    """Return how many lines at the top of a page go on with a table: those whose runs each keep to one of its columns."""
    count = 0
    for line in lines:
        columns = [(bisect_right(carried.xs, run.x0), bisect_right(carried.xs, run.x1)) for run in line]
        within = all(left == right and 0 < left < len(carried.xs) for left, right in columns)
        far = count and line[0].middle - lines[count - 1][0].middle > _APART * line[0].height
        if not within or far:
            break
        count += 1
    cells = [len(line) for line in lines[:count]]
    # a lone run at the left edge is as well a paragraph
    return count if cells and (max(cells) > 1 or lines[0][0].x0 > carried.xs[1]) else 0


def _inner(table: Skeleton) -> list[_Gap]:
    """Return the borders between a table's columns as gaps of no width."""
    return [(x, x) for x in table.xs[1:-1]]


def _label_and_text(lines: Sequence[list[Run]]) -> list[Skeleton]:
    """Return the row of a label and the text beside it that end right above a table (or at the end of a page), in a list."""
    start = next((i for i in reversed(range(len(lines))) if len(lines[i]) == 2), len(lines))
    row = lines[start:]
    if not row or not _gaps(row[0]):
        return []
    edge = row[0][1]
    if not all(len(line) == 1 and abs(line[0].x0 - edge.x0) <= _ALIGNED * edge.height for line in row[1:]):
        return []
    gap = row[0][0].x1, min(line[-1].x0 for line in row)
    left, right = row[0][0].x0 - 1, max(line[-1].x1 for line in row) + 1
    return [arranged([left, sum(gap) / 2, right], [_top(row), _bottom(row)], [Area(0, 0, 1, 1), Area(0, 1, 1, 2)], False)]


def _grown(lines: Sequence[list[Run]], first: int) -> tuple[int, list[_Gap]]:
    """Return the line after the last that leaves enough gaps open, and the gaps that all lines from ``first`` leave."""
    gaps = _gaps(lines[first])
    widest = median(b[0].middle - a[0].middle for a, b in pairwise(lines))
    last = first + 1
    while last < len(lines):
        distance = lines[last][0].middle - lines[last - 1][0].middle
        narrowed = _narrowed(gaps, lines[last])
        # only a line of several cells may show that a gap lay within a cell; a single one that crosses gaps is a title
        closes = len(narrowed) < len(gaps) and len(lines[last]) < _COLUMNS
        if distance > _FAR * widest or closes or len(narrowed) + 1 < _COLUMNS:
            break
        gaps, widest = narrowed, max(widest, distance)
        last += 1
    return last, gaps


def _gaps(line: Sequence[Run]) -> list[_Gap]:
    """Return the gaps of a line that are wide enough to part columns."""
    return [(a.x1, b.x0) for a, b in pairwise(line) if b.x0 - a.x1 >= _GUTTER * max(a.height, b.height)]


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
    full = [len(line) for line in table if len(line) >= _COLUMNS]
    if len(full) < _LINES or sum(full) < _CELLS:
        return False
    return all(_aligned(column) for column in _columns(table, gaps))


def _aligned(column: Sequence[Run]) -> bool:
    if not column:
        return False
    slack = _ALIGNED * median(run.height for run in column)
    edges = ([r.x0 for r in column], [r.x1 for r in column], [(r.x0 + r.x1) / 2 for r in column])
    return any(sum(abs(x - median(xs)) <= slack for x in xs) >= _ALIGNED_SHARE * len(xs) for xs in edges)


def _skeleton(
    table: Sequence[Sequence[Run]], gaps: Sequence[_Gap], rulings: Sequence[Line], like: Skeleton | None = None
) -> Skeleton:
    left, right = min(line[0].x0 for line in table) - 1, max(line[-1].x1 for line in table) + 1
    if like:
        left, right = like.xs[0], like.xs[-1]
    # cells mostly begin at their left edge: a longer one on the next page may reach further into the gap
    xs = [left, *(b - min(1.0, (b - a) / 2) for a, b in gaps), right]
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
    return [top, *within, bottom] if len(within) > _LINES else []


def _text_rows(table: Sequence[Sequence[Run]], columns: int) -> list[float]:
    """Return the borders of the rows as the text tells: by wider distances, else by lines that fill most columns."""
    middles = [line[0].middle for line in table]
    distances = [b - a for a, b in pairwise(middles)]
    if not distances:
        return [_top(table), _bottom(table)]
    smallest = min(distances)
    spaced = max(distances) > _ROW_GAP * smallest and any(2 * len(line) <= columns for line in table)
    borders = [_top(table)]
    for before, line, distance in zip(table, table[1:], distances, strict=False):
        begins = distance > _ROW_GAP * smallest if spaced else 2 * len(line) > columns
        if begins:
            borders.append((before[0].middle + line[0].middle) / 2)
    return [*borders, _bottom(table)]
