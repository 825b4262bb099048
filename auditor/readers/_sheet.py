"""Collects the cells of a worksheet and lays them out as a grid with real row and column positions, in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from auditor.types.grid import Cell, Grid, Paragraph, Trouble

#: Places of the largest grid handed on; the stages after the readers hold one list entry for each.
MAX_PLACES = 8_000_000
#: Beyond this column of an oversized sheet nobody keeps a table (it is the width of an .xls sheet).
WIDE = 256
#: Rows and columns by which a merged range with text may reach beyond the last cell with text.
REACH = 100
#: Columns of the widest worksheet, rounded up to a power of two.
STRIDE = 16384

_SPLIT = "请把工作表拆成几个文件，或删去表外的多余内容后重试。"


class Merge(NamedTuple):
    """A merged range, 0-based, both ends included."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Budget:
    """What one workbook may still take up, over all its sheets."""

    cells: int = 2_000_000
    characters: int = 100_000_000


@dataclass(slots=True)
class Sheet:
    """A worksheet while it is read.

    Attributes:
        name: as on the tab.
        budget: shared by the sheets of a workbook.
        hidden: whether the tab is hidden from the user.
        texts: what the cells show, by row * STRIDE + column (0-based); blank cells are not kept.
        merges: merged ranges, as the file states them.
        full: whether cells were left out because the budget was used up.
        uncalculated: number of formulas whose result the file does not hold.
    """

    name: str
    budget: Budget
    hidden: bool = False
    texts: dict[int, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    full: bool = False
    uncalculated: int = 0

    def add(self, row: int, column: int, text: str) -> None:
        """Take a cell's displayed text."""
        text = text.strip()
        if not text or not 0 <= column < STRIDE or row < 0:
            return
        self.budget.cells -= 1
        self.budget.characters -= len(text)
        if self.budget.cells < 0 or self.budget.characters < 0:
            self.full = True
            return
        self.texts[row * STRIDE + column] = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

    def lay_out(self, number: int) -> tuple[Grid | None, list[Trouble]]:
        """Return the grid from A1 to the last cell with text (None for an empty sheet) and what the user must know of it.

        A merged range shows the text of its first cell only; of two ranges that overlap, the first counts.
        """
        texts, rows, columns = _near(self.texts)
        grid = self._grid(texts, rows, columns, number) if texts else None
        return grid, list(self._troubles(grid, len(self.texts) - len(texts)))

    def _grid(self, texts: dict[int, str], rows: int, columns: int, number: int) -> Grid:
        shown = [merge for merge in self.merges if merge.row * STRIDE + merge.column in texts]
        rows = max([rows, *(min(merge.last_row + 1, rows + REACH) for merge in shown)])
        columns = max([columns, *(min(merge.last_column + 1, columns + REACH) for merge in shown)])
        taken = bytearray(rows * columns)
        out: list[Cell] = []
        for merge in self.merges:
            span = _claim(merge, rows, columns, taken)
            if span is not None:
                out.append(Cell(texts.get(merge.row * STRIDE + merge.column, ""), merge.row, merge.column, *span))
        for place, text in texts.items():
            row, column = divmod(place, STRIDE)
            if not taken[row * columns + column]:
                out.append(Cell(text, row, column))
        out.sort(key=lambda cell: (cell.row, cell.column))
        return Grid(tuple(out), rows, columns, number, sheet=self.name)

    def _troubles(self, grid: Grid | None, far: int) -> Iterator[Trouble]:
        tell = partial(Trouble, sheet=self.name)
        if self.full:
            yield tell(f"工作表“{self.name}”内容过多，只读取了前面的一部分", _SPLIT)
        if far:
            yield tell(f"工作表“{self.name}”范围过大，有 {far} 个离表格很远的单元格没有读取", _SPLIT)
        if self.uncalculated:
            reason = f"工作表“{self.name}”有 {self.uncalculated} 个公式没有保存计算结果，按空单元格处理"
            yield tell(reason, "请用 Excel 或 WPS 打开，重新计算并保存后再审核。")
        if self.hidden and grid is not None and _is_table(grid):
            reason = f"工作表“{self.name}”是隐藏的，已一并读取"
            yield tell(reason, "请取消隐藏后核对；不需要报送的，请删除后重新报送。", note=True)


def _near(texts: dict[int, str]) -> tuple[dict[int, str], int, int]:
    """Return the cells to keep and the number of rows and columns that they take up: all, unless stray ones lie far off."""
    rows = max(texts, default=-STRIDE) // STRIDE + 1
    columns = max((place % STRIDE for place in texts), default=-1) + 1
    if rows * columns <= MAX_PLACES:
        return texts, rows, columns
    width = min(columns, WIDE)
    return _near({p: t for p, t in texts.items() if p % STRIDE < width and p // STRIDE < MAX_PLACES // width})


def _claim(merge: Merge, rows: int, columns: int, taken: bytearray) -> tuple[int, int] | None:
    """Mark the range as taken and return the rows and columns it covers; None where it lies outside or on another one."""
    height, width = min(merge.last_row + 1, rows) - merge.row, min(merge.last_column + 1, columns) - merge.column
    if height < 1 or width < 1 or min(merge.row, merge.column) < 0 or height * width == 1:
        return None
    starts = range(merge.row * columns + merge.column, (merge.row + height) * columns, columns)
    if any(1 in taken[start : start + width] for start in starts):
        return None
    for start in starts:
        taken[start : start + width] = b"\x01" * width
    return height, width


def _is_table(grid: Grid) -> bool:
    """A hidden sheet with two filled columns in two rows is a table; a single column is a list for drop-down cells."""
    filled = Counter(cell.row for cell in grid.cells if cell.text)
    return sum(count > 1 for count in filled.values()) > 1


def assemble(sheets: Iterable[Sheet]) -> tuple[tuple[Paragraph | Grid, ...], tuple[Trouble, ...]]:
    """Return name and grid of each sheet that shows anything, grids numbered from 1, and the troubles of all sheets."""
    blocks: list[Paragraph | Grid] = []
    troubles: list[Trouble] = []
    for sheet in sheets:
        grid, told = sheet.lay_out(len(blocks) // 2 + 1)
        troubles += told
        if grid is not None:
            blocks += [Paragraph(sheet.name, heading=True), grid]
    return tuple(blocks), tuple(troubles)
