"""Finds the rows and tables of a text dump from structure alone: blank lines and the number of cells.

A dump writes each cell as a tab and its text, a blank line after each row and one more after the table. A cell may
itself hold blank lines, so a blank line does not always end a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.readers._txt_lines import Block, joined

#: A row whose cells hold blank lines falls into at most this many blocks.
_MAX_PARTS = 4
#: Blank lines that a cell may hold.
_MAX_GAP = 4
#: Rows of the same width (or falling apart in the same way) that must be there before one blank line counts as inside a row.
_SUPPORT = 4
#: Rows whose cells are all as long as this are running text with indented paragraphs.
_PROSE = 20

Table = list[Block]


def assemble(found: Sequence[Block]) -> Iterator[Block | Table]:
    """Yield tables, each a list of rows (one block each), and between them blocks of running text."""
    region: list[Block] = []
    for block in _continued(found):
        if block.lead:
            yield from _tables(region)
            region = []
            yield Block(block.gap, block.lead)
        if block.cells:
            region.append(Block(block.gap, (), block.cells))
    yield from _tables(region)


def _continued(found: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, text after a single blank line joined to the cell before where the dump ends tables with two."""
    triples = zip([Block(0, ()), *found], found, found[1:], strict=False)
    ends_by_two = sum(_vote(above, row, after) for above, row, after in triples) > 0
    parts: list[Block] = []
    for block in found:
        if not (ends_by_two and parts and parts[0].cells and block.lead and block.gap == 1):
            if parts:
                yield joined(parts)
            parts = []
        parts.append(block)
    if parts:
        yield joined(parts)


def _vote(above: Block, row: Block, after: Block) -> int:
    """Return 1 where text after a row speaks for two blank lines at the end of tables, -1 where it speaks for one, else 0."""
    if not row.cells or not after.lead:
        return 0
    if after.gap > 1 or (after.cells and len(row.cells) + len(after.cells) == len(above.cells)):
        return 1
    return -1 if after.cells and len(row.cells) == len(above.cells) else 0


def _tables(region: Sequence[Block]) -> Iterator[Block | Table]:
    """Yield the tables of blocks that follow one another without text between them."""
    table: Table = []
    for row in _rows(region):
        same = table and len(row.cells) == len(table[-1].cells) > 2 and row.gap == 2
        if table and row.gap > 1 and not same:
            yield from _table_or_text(table)
            table = []
        table.append(row)
    if table:
        yield from _table_or_text(table)


def _table_or_text(table: Table) -> Iterator[Block | Table]:
    """Yield ``table``, or its lines as text where it only looks like one: paragraphs that begin with a tab."""
    width = max(len(row.cells) for row in table)
    prose = all(len(cell[0].text) >= _PROSE for row in table if len(row.cells) > 1 for cell in row.cells)
    if width > 1 and not prose:
        yield table
        return
    for row in table:
        yield Block(row.gap, tuple(line for cell in row.cells for line in cell))


def _rows(region: Sequence[Block]) -> list[Block]:
    """Return the rows: blocks, put together where a cell holds blank lines."""
    sizes = [len(block.cells) for block in region]
    widths, splits = Counter(sizes), Counter(pairwise(sizes))
    rows: list[Block] = []
    start = 0
    while start < len(region):
        end = start + 1
        if rows:
            width = len(rows[-1].cells)
            alike = splits[sizes[start], sizes[start + 1]] if start + 1 < len(sizes) else 0
            certain = widths[width] + alike >= _SUPPORT
            end = start + _end_of_row(region[start : start + 2 * _MAX_PARTS], width, certain)
        rows.append(joined(region[start:end]))
        start = end
    return rows


def _end_of_row(ahead: Sequence[Block], width: int, certain: bool) -> int:
    """Return how many of the blocks ``ahead`` make up one row.

    Args:
        ahead: the next blocks, as many as two rows may have.
        width: number of cells of the row above.
        certain: whether the table has enough rows of that width to trust a single blank line inside a row.
    """
    parts = _parts(ahead, width)
    if parts < 2:
        return 1
    wide_gaps = all(block.gap > 1 for block in ahead[1:parts])
    rest = ahead[parts:] if len(ahead) > parts and ahead[parts].gap == 1 else ()
    beyond = len(rest[0].cells) if rest else 0
    # A last part as wide as the block after it is the beginning of rows of their own.
    alone = beyond == len(ahead[parts - 1].cells) and not (wide_gaps and _parts(rest, width))
    return parts if (wide_gaps or certain or beyond == width) and not alone else 1


def _parts(ahead: Sequence[Block], width: int) -> int:
    """Return how many of the blocks ``ahead`` have ``width`` cells together, 0 where no number of them has."""
    total = 0
    for index, block in enumerate(ahead[:_MAX_PARTS]):
        total += len(block.cells)
        if total > width or (index and block.gap > _MAX_GAP):
            break
        if total == width:
            return index + 1
    return 0
