"""From the rows of a Word table, in which merges are marks on cells, to cells with spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.errors import UnreadableError
from auditor.types.grid import Cell

#: Word itself allows 63 columns and 32,767 rows.
MAX_SPAN, MAX_PLACES = 63, 5_000_000


@dataclass(frozen=True, slots=True)
class RawCell:
    """A ``w:tc``.

    Attributes:
        text: its own text; Word does not show that of a continued cell.
        column: 0-based first column.
        span: number of grid columns.
        continued: whether it goes on the cell above.
    """

    text: str
    column: int
    span: int = 1
    continued: bool = False


def merge(rows: Sequence[Sequence[RawCell]]) -> tuple[tuple[Cell, ...], int]:
    """Return the cells with row and column spans, in reading order, and the number of columns.

    A continued cell whose edges differ from those of the cell above stands by itself with the text of the upper one:
    that is what a person sees, and no place may be covered twice.

    Raises:
        UnreadableError: more places than a real table can have.
    """
    columns = max((cell.column + cell.span for row in rows for cell in row), default=0)
    if columns * len(rows) > MAX_PLACES:
        raise UnreadableError(f"表格异常：{len(rows)} 行 {columns} 列", "请在 Word 中打开核对该表，删去多余的行列后另存。")
    cells: list[Cell] = []
    open_at: dict[int, int] = {}
    for index, row in enumerate(rows):
        above, open_at = open_at, {}
        for raw in row:
            upper = above.get(raw.column) if raw.continued else None
            if upper is not None and cells[upper].column_span == raw.span:
                cells[upper] = replace(cells[upper], row_span=index - cells[upper].row + 1)
                open_at[raw.column] = upper
                continue
            text = raw.text if upper is None else cells[upper].text
            open_at[raw.column] = len(cells)
            cells.append(Cell(text, index, raw.column, column_span=raw.span))
    return tuple(cells), columns
