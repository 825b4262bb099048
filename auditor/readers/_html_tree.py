"""What a web page shows, as flows of lines and tables: hidden parts left out, white space as on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_BLANKS = re.compile(r"[ \t\r\n\f]+")
#: Scripts that are written without blanks: a line break of the source between them is none on the page.
_WIDE = "\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
_WRAP = re.compile(f"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on the page."""

    text: str
    heading: bool = False


@dataclass(slots=True)
class Flow:
    """Lines and tables one below the other: the page itself, a cell, a caption."""

    items: list[Line | Table] = field(default_factory=list)

    @property
    def lines(self) -> Iterator[Line]:
        """The lines outside inner tables."""
        return (item for item in self.items if isinstance(item, Line))

    @property
    def tables(self) -> Iterator[Table]:
        """The tables inside."""
        return (item for item in self.items if isinstance(item, Table))

    @property
    def text(self) -> str:
        """The lines outside inner tables, joined by line breaks."""
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class TableCell:
    """A td or th with its spans as stated."""

    row_span: int
    column_span: int
    flow: Flow = field(default_factory=Flow)


@dataclass(slots=True)
class Table:
    """A table: row groups of rows of cells, and its caption."""

    groups: list[list[list[TableCell]]] = field(default_factory=lambda: [[]])
    caption: Flow = field(default_factory=Flow)

    def add_group(self) -> None:
        """Begin a row group."""
        if self.groups[-1]:
            self.groups.append([])

    def add_row(self) -> None:
        """Begin a row."""
        self.groups[-1].append([])

    def add_cell(self, cell: TableCell) -> None:
        """Add a cell to the last row; a table may begin without one."""
        if not self.groups[-1]:
            self.add_row()
        self.groups[-1][-1].append(cell)

    @property
    def cells(self) -> Iterator[TableCell]:
        """All cells in reading order."""
        return (cell for group in self.groups for row in group for cell in row)


def on_screen(text: str) -> str:
    """Return text with white space as a browser shows it."""
    text = text.strip(" \t\r\n\f")
    if "\n" in text:
        text = _WRAP.sub("", text)
    return _BLANKS.sub(" ", text).replace("\xa0", " ").strip()
