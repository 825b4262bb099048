"""Collects the cells of Word 97-2003 tables and lays rows with borders of their own onto one grid of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from auditor.readers._doc_rows import CellFormat
from auditor.types.grid import Cell, Grid

#: Borders of different rows within 150 twips (2.6 mm) are one border dragged by hand, not a column between.
_SLACK = 150
#: Width given to cells where no row of the table says any.
_PLAIN_WIDTH = 1440


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the text of each cell and, where the file defines them as many, the cells' formats."""

    texts: tuple[str, ...]
    formats: tuple[CellFormat, ...]


@dataclass(slots=True)
class TableBuilder:
    """Collects one table while its paragraphs go by; nested tables found in its cells wait in ``nested``."""

    rows: list[Row] = field(default_factory=list)
    nested: list[TableBuilder] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _emptied: bool = False

    def add_line(self, text: str, emptied: bool = False) -> None:
        """Add a paragraph to the cell at hand; ``emptied`` where all its text is deleted or hidden."""
        self._lines.append(text)
        self._emptied = self._emptied or emptied

    def end_cell(self) -> None:
        """Close the cell at hand."""
        self._cells.append("\n".join(self._lines).strip("\n"))
        self._lines.clear()

    def end_row(self, formats: tuple[CellFormat, ...]) -> None:
        """Close the row at hand; a row whose whole text was deleted in tracked changes is not kept."""
        if any(self._lines):
            self.end_cell()
        if self._cells and (any(self._cells) or not self._emptied):
            self.rows.append(Row(tuple(self._cells), formats))
        self._cells, self._lines, self._emptied = [], [], False

    def grids(self) -> list[Grid]:
        """Return the table and after it those nested in it."""
        self.end_row(())
        grid = build_grid(self.rows)
        inner = [found for builder in self.nested for found in builder.grids()]
        return ([grid] if grid else []) + inner


def build_grid(rows: Sequence[Row]) -> Grid | None:
    """Return the rows as a grid over the union of their cell borders, None where there is no row."""
    if not rows:
        return None
    formats = _completed(rows)
    columns = _columns(formats)
    cells: list[Cell] = []
    above: dict[tuple[int, int], int] = {}
    for number, (row, row_formats) in enumerate(zip(rows, formats, strict=True)):
        here: dict[tuple[int, int], int] = {}
        for text, cell in _joined(row.texts, row_formats):
            span = columns[cell.left], columns[cell.right]
            if cell.continued and span in above:
                here[span] = above[span]
                first = cells[above[span]]
                cells[above[span]] = Cell(first.text, first.row, first.column, number - first.row + 1, first.column_span)
            else:
                here[span] = len(cells)
                cells.append(Cell(text, number, span[0], 1, span[1] - span[0]))
        above = here
    return Grid(tuple(cells), len(rows), max(columns.values()))


def _joined(texts: Sequence[str], formats: Sequence[CellFormat]) -> list[tuple[str, CellFormat]]:
    """Join the cells merged sideways: the first of a set keeps its text, the others give their width alone."""
    out: list[tuple[str, CellFormat]] = []
    first = 0
    for text, cell in zip(texts, formats, strict=True):
        # either of the two marks may stand for the first cell of a set (the specification and the programs differ)
        if first and cell.horizontal and cell.horizontal != first:
            head_text, head = out[-1]
            out[-1] = head_text, CellFormat(head.left, cell.right, 0, head.continued, head.restart)
        else:
            first = cell.horizontal
            out.append((text, cell))
    return [(text, cell) for text, cell in out if cell.right > cell.left]


def _completed(rows: Sequence[Row]) -> list[tuple[CellFormat, ...]]:
    """Return formats for every row, as many as it has cells; where the file has none, another row's or equal widths."""
    usable = [_usable(row) for row in rows]
    by_count = {len(formats): formats for formats in reversed(usable) if formats}
    known = [cell for formats in usable for cell in formats]
    left = min((cell.left for cell in known), default=0)
    right = max((cell.right for cell in known), default=left + _PLAIN_WIDTH * max(len(row.texts) for row in rows))
    return [
        formats or by_count.get(len(row.texts)) or _equal(len(row.texts), left, right)
        for row, formats in zip(rows, usable, strict=True)
    ]


def _usable(row: Row) -> tuple[CellFormat, ...]:
    """Return the row's own formats where they fit its cells, else nothing."""
    formats = row.formats[: len(row.texts)]
    crushed = any(text and cell.right <= cell.left for text, cell in zip(row.texts, formats, strict=False))
    return formats if len(formats) == len(row.texts) and not crushed and formats[-1].right > formats[0].left else ()


def _equal(count: int, left: int, right: int) -> tuple[CellFormat, ...]:
    """Return cells of one width between two borders."""
    right = max(right, left + count)
    borders = [left + (right - left) * i // count for i in range(count + 1)]
    return tuple(CellFormat(a, b) for a, b in pairwise(borders))


def _columns(formats: Sequence[tuple[CellFormat, ...]]) -> dict[int, int]:
    """Return the column index of each border; borders close to each other are one where no row has both."""
    owners: dict[int, set[int]] = {}
    for number, row in enumerate(dict.fromkeys(formats)):
        for cell in row:
            owners.setdefault(cell.left, set()).add(number)
            owners.setdefault(cell.right, set()).add(number)
    index: dict[int, int] = {}
    start, taken = 0, set[int]()
    for border in sorted(owners):
        if index and border - start <= _SLACK and not taken & owners[border]:
            taken |= owners[border]
            index[border] = max(index.values())
        else:
            start, taken = border, set(owners[border])
            index[border] = len(set(index.values()))
    return index
