"""Lays rows of cells with row and column spans out on a grid, as browsers do (HTML standard, 4.9.12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.errors import UnreadableError
from auditor.types.grid import Cell

#: The standard's own limit of a column span.
MAX_COLUMN_SPAN = 1000
#: Columns and places of the largest table taken for a real one.
MAX_COLUMNS, MAX_PLACES = 4096, 8_000_000


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as the markup states it; a row span of 0 reaches to the end of its row group."""

    text: str
    row_span: int = 1
    column_span: int = 1


def lay_out(groups: Sequence[Sequence[Sequence[RawCell]]]) -> tuple[tuple[Cell, ...], int, int]:
    """Return the cells at their places in reading order, the number of rows and the number of columns.

    No cell reaches beyond its row group; where two would overlap, the later one is narrowed. Columns in which no cell
    begins have no width on the screen and are left out.

    Args:
        groups: row groups of rows of cells (thead, tbody …).

    Raises:
        UnreadableError: more places than a real table can have.
    """
    cells: list[Cell] = []
    row = 0
    for group in groups:
        end, taken = row + len(group), dict[int, int]()
        for raw_cells in group:
            taken = {column: until for column, until in taken.items() if until > row}
            cells += _row(raw_cells, row, end, taken)
            row += 1
    rank = {column: index for index, column in enumerate(sorted({cell.column for cell in cells}))}
    if row * len(rank) > MAX_PLACES:
        raise UnreadableError(f"表格异常：{row} 行 {len(rank)} 列", "请核对原文件，删去多余的行列后另存。")
    if all(column == index for column, index in rank.items()) and max(rank, default=0) + 1 == max(map(_end, cells), default=1):
        return tuple(cells), row, len(rank)
    ends = _ends(rank, cells)
    narrowed = (Cell(c.text, c.row, rank[c.column], c.row_span, ends[_end(c)] - rank[c.column]) for c in cells)
    return tuple(narrowed), row, len(rank)


def _row(raw_cells: Sequence[RawCell], row: int, end: int, taken: dict[int, int]) -> list[Cell]:
    """Place one row's cells; ``taken`` says until which row each column is covered from above."""
    out: list[Cell] = []
    column = 0
    for raw in raw_cells:
        while column in taken:
            column += 1
        if column >= MAX_COLUMNS:
            break
        width = max(1, min(raw.column_span, MAX_COLUMN_SPAN))
        width = min((other - column for other in taken if column < other < column + width), default=width)
        height = min(raw.row_span or end, end - row)
        out.append(Cell(raw.text, row, column, max(1, height), width))
        column += width
    for cell in out:
        if cell.row_span > 1:
            taken.update(dict.fromkeys(range(cell.column, cell.column + cell.column_span), row + cell.row_span))
    return out


def _ends(rank: dict[int, int], cells: Sequence[Cell]) -> dict[int, int]:
    """Return the rank of each column at which a cell ends: the number of columns that begin before it."""
    begins = iter(sorted(rank))
    ends: dict[int, int] = {}
    count, begin = 0, next(begins, None)
    for end in sorted(set(map(_end, cells))):
        while begin is not None and begin < end:
            count, begin = count + 1, next(begins, None)
        ends[end] = count
    return ends


def _end(cell: Cell) -> int:
    return cell.column + cell.column_span
