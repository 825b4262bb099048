"""One row of a grid as extraction walks it: cells by column, with the place they came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from auditor.extraction.vocabulary import LABEL_LENGTH, label_key
from auditor.text.normalise import join_lines
from auditor.types.grid import Cell, Grid, Place

_CHINESE_GAP = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")


class Piece(NamedTuple):
    """One cell as it shows in one row.

    Attributes:
        start, end: 0-based columns, the end excluded.
        text: as the reader gave it.
        cell: the cell.
        fresh: whether the cell begins in this row (a vertical merge does not).
    """

    start: int
    end: int
    text: str
    cell: Cell
    fresh: bool

    @property
    def key(self) -> str:
        """The text as a label, empty where it is too long to be one."""
        return label_key(self.text) if len(self.text) <= LABEL_LENGTH else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a grid.

    Attributes:
        cells: the cell covering each column, None where there is none.
        grid: the grid it belongs to.
        index: 0-based row within the grid.
        pieces: the cells from left to right, blank ones too.
    """

    cells: tuple[Cell | None, ...]
    grid: Grid
    index: int
    pieces: tuple[Piece, ...]

    @property
    def filled(self) -> tuple[Piece, ...]:
        """The pieces that hold text."""
        return tuple(piece for piece in self.pieces if piece.text)

    @property
    def place(self) -> Place:
        """Where the row stands; a vertical merge from an earlier page or line does not count."""
        own = [piece.cell for piece in self.pieces if piece.fresh]
        page = next((cell.page for cell in own if cell.page is not None), self.grid.page)
        line = next((cell.line for cell in own if cell.line is not None), None)
        return Place(self.grid.number, self.index + 1, page=page, sheet=self.grid.sheet, line=line)

    def text(self, start: int, end: int) -> str:
        """Return the raw text of the columns from ``start`` to before ``end``, each cell once, one cell a line."""
        seen: list[Cell] = []
        for cell in self.cells[start:end]:
            if cell is not None and cell.text and cell not in seen:
                seen.append(cell)
        return "\n".join(cell.text.strip() for cell in seen)


def lines_of(grid: Grid) -> tuple[Line, ...]:
    """Return the rows of a grid."""
    return tuple(_line(tuple(cells), grid, index) for index, cells in enumerate(grid.matrix()))


def _line(cells: tuple[Cell | None, ...], grid: Grid, index: int) -> Line:
    return Line(cells, grid, index, tuple(_pieces(cells, index)))


def _pieces(cells: tuple[Cell | None, ...], index: int) -> Iterator[Piece]:
    start = 0
    while start < len(cells):
        cell = cells[start]
        end = start + 1
        if cell is not None:
            while end < len(cells) and cells[end] is cell:
                end += 1
            yield Piece(start, end, cell.text.strip(), cell, cell.row == index)
        start = end


def tight(text: str) -> str:
    """Return a short label without the blanks that clerks put between its characters (产 出 指 标)."""
    return _CHINESE_GAP.sub("", join_lines(text))
