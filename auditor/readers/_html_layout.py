"""From the tables of a web page to grids; tables that only lay the page out fall apart into what they hold."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.readers._html_tree import Flow, Line, Table
from auditor.readers._spans import RawCell, lay_out
from auditor.types.grid import Grid, Paragraph

#: Rows of a data table in which two cells hold text of their own; a layout table has fewer.
_DATA_ROWS = 2


def blocks(flow: Flow) -> Iterator[Paragraph | Grid]:
    """Yield paragraphs and grids in reading order, grids not yet numbered; a nested table comes after its outer grid."""
    for item in flow.items:
        if isinstance(item, Line):
            yield Paragraph(item.text, heading=item.heading)
        else:
            yield from _table(item)


def _table(table: Table) -> Iterator[Paragraph | Grid]:
    yield from blocks(table.caption)
    for cell in table.cells:
        _unwrap(cell.flow)
    if _only_lays_out(table):
        for cell in table.cells:
            yield from blocks(cell.flow)
        return
    grid = _grid(table)
    if grid is not None:
        yield grid
    for cell in table.cells:
        for inner in cell.flow.tables:
            yield from _table(inner)


def _unwrap(flow: Flow) -> None:
    """Take the text out of inner tables of a single cell: they only frame what the outer cell says."""
    while any(_frame(item) for item in flow.items if isinstance(item, Table)):
        out: list[Line | Table] = []
        for item in flow.items:
            inner = _frame(item) if isinstance(item, Table) else None
            out += inner.items if inner is not None else [item]
        flow.items = out


def _frame(table: Table) -> Flow | None:
    """Return the flow of the table's only cell, None where there are more."""
    cells = table.cells
    first = next(cells, None)
    return first.flow if first is not None and next(cells, None) is None and not table.caption.items else None


def _only_lays_out(table: Table) -> bool:
    if not any(inner for cell in table.cells for inner in cell.flow.tables):
        return False
    filled = (sum(1 for cell in row if next(cell.flow.lines, None)) for group in table.groups for row in group)
    return sum(count > 1 for count in filled) < _DATA_ROWS


def _grid(table: Table) -> Grid | None:
    """Return the grid of the cells' own text, None where there is none; empty rows at the end are left out."""
    groups = [[[RawCell(c.flow.text, c.row_span, c.column_span) for c in row] for row in group] for group in table.groups]
    while groups and not any(cell.text for row in groups[-1][-1:] for cell in row):
        del groups[-1][-1:]
        if not groups[-1]:
            groups.pop()
    if not groups:
        return None
    return Grid(*lay_out(groups))
