"""From a table's skeleton and its runs of text to a grid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from auditor.readers._pdf_grid import Area, Skeleton
from auditor.readers._pdf_text import Run, cell_text
from auditor.types.grid import Cell, Grid


def grid_of(frame: Skeleton, runs: Mapping[int, Sequence[Run]], page: int, certain: bool) -> Grid:
    """Return a table with its text.

    Args:
        frame: its borders.
        runs: the runs of each cell by index; cells without text have none.
        page: 1-based page on which it stands.
        certain: False where borders or text were guessed.
    """
    texts = [cell_text(runs[index]) if index in runs else "" for index in range(len(frame.areas))]
    kept = _rows_kept(frame.areas, texts, len(frame.ys) - 1)
    cells = []
    for area, text in zip(frame.areas, texts, strict=True):
        top, bottom = bisect_left(kept, area.top), bisect_left(kept, area.bottom)
        if bottom > top:
            cells.append(Cell(text, top, area.left, bottom - top, area.right - area.left, page))
    return Grid(tuple(cells), len(kept), len(frame.xs) - 1, page=page, certain=certain)


def _rows_kept(areas: Sequence[Area], texts: Sequence[str], rows: int) -> list[int]:
    """Return the rows to keep: all but those that only a blank cell makes, beside text that runs on from the row above.

    Such a row comes of a border drawn short where a merged cell is cut by the end of a page.
    """
    filled, crossed = [False] * rows, [False] * rows
    for area, text in zip(areas, texts, strict=True):
        if text:
            filled[area.top] = True
            crossed[area.top + 1 : area.bottom] = [True] * (area.bottom - area.top - 1)
    return [row for row in range(rows) if filled[row] or not crossed[row]]
