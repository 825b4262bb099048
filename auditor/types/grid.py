"""Rectangular tables and paragraphs, as a reader found them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the original document.

    Attributes:
        grid: 1-based number of the grid among all tables of the document, 0 for none.
        row: 1-based row within the grid (within the sheet for spreadsheets), 0 for the whole grid.
        column: 1-based column within the grid, 0 for the whole row.
        page: 1-based page where the format has fixed pages.
        sheet: name of the sheet in a workbook.
        line: 1-based line in a plain text file.
    """

    grid: int = 0
    row: int = 0
    column: int = 0
    page: int | None = None
    sheet: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; a merged cell stands once, at its top left corner.

    Attributes:
        text: displayed text; line breaks inside the cell are kept.
        row: 0-based first row.
        column: 0-based first column.
        row_span: number of rows covered, at least 1.
        column_span: number of columns covered, at least 1.
        page: 1-based page, where pages are fixed.
        line: 1-based line in a plain text file.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a document. A nested table is a grid of its own, after its outer grid.

    Attributes:
        cells: in reading order; each place of the rectangle is covered by at most one cell.
        rows: number of rows.
        columns: number of columns.
        number: 1-based number among the grids of the document.
        page: page on which it begins.
        sheet: name of the sheet it fills.
        certain: False where the borders were guessed (borderless PDF, text dump).
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    number: int = 1
    page: int | None = None
    sheet: str | None = None
    certain: bool = True

    def matrix(self) -> list[list[Cell | None]]:
        """Return rows x columns of cells; a merged cell stands at every place it covers, None where no cell is."""
        out: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for r in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for c in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    out[r][c] = cell
        return out


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text outside tables.

    Attributes:
        text: without the trailing line break.
        page: 1-based page, where pages are fixed.
        line: 1-based line in a plain text file.
        heading: whether the format marks it as a heading.
    """

    text: str
    page: int | None = None
    line: int | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a reader or extraction could not read, told to the user as EX901 or EX902.

    Attributes:
        reason: what happened, in Chinese, without the file's name.
        advice: what to do next, in Chinese.
        page: 1-based page it concerns, None for the whole document.
        sheet: sheet it concerns.
        fatal: True where nothing could be read (EX901); False for a part.
        note: True where nothing is missing and the user should only know of it (EX902).
    """

    reason: str
    advice: str
    page: int | None = None
    sheet: str | None = None
    fatal: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader hands on: paragraphs and grids in reading order.

    Attributes:
        source: the file's name as the user gave it; members of an archive as ``archive.zip!/inner/name.docx``.
        format: name of the reader (``docx``, ``pdf`` …).
        blocks: paragraphs and grids in reading order.
        troubles: parts that could not be read.
    """

    source: str
    format: str
    blocks: tuple[Paragraph | Grid, ...] = ()
    troubles: tuple[Trouble, ...] = field(default=())

    @property
    def grids(self) -> Iterator[Grid]:
        """The grids in reading order."""
        return (block for block in self.blocks if isinstance(block, Grid))

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs in reading order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))
