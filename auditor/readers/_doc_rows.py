"""Row definitions of Word 97-2003 tables: where cells begin and end and how they are merged ([MS-DOC] 2.6.3)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from functools import lru_cache

from auditor.readers import _doc_sprm as sprm

_CELL_BYTES = 20
_HORIZONTAL = 0x0003
_VERTICAL_SHIFT = 5
_MERGED, _RESTART = 1, 3


@dataclass(frozen=True, slots=True)
class CellFormat:
    """A cell of a row definition.

    Attributes:
        left, right: its borders in twips (1/1440 inch).
        horizontal: 0, or part of a set of cells merged sideways.
        continued: merged with the cell above.
        restart: first of cells merged downwards.
    """

    left: int
    right: int
    horizontal: int = 0
    continued: bool = False
    restart: bool = False


@lru_cache(maxsize=4096)
def parse_row(grpprl: bytes) -> tuple[CellFormat, ...]:
    """Return the cells that a row end's modifiers define, empty where they define none."""
    cells: list[CellFormat] = []
    for code, operand in sprm.modifiers(grpprl):
        if code == sprm.T_DEF_TABLE:
            cells = _definition(operand)
        elif code in _EDITS and cells:
            cells = _EDITS[code](cells, operand)
    return tuple(cells)


def _definition(operand: bytes) -> list[CellFormat]:
    """Parse a TDefTableOperand; cells without a description of their own count as plain."""
    count = operand[0] if operand else 0
    if len(operand) < 1 + 2 * (count + 1):
        return []
    borders = struct.unpack_from(f"<{count + 1}h", operand, 1)
    cells = []
    for i in range(count):
        at = 1 + 2 * (count + 1) + _CELL_BYTES * i
        flags = int.from_bytes(operand[at : at + 2], "little")
        vertical = flags >> _VERTICAL_SHIFT & 3
        left, right = borders[i], max(borders[i], borders[i + 1])
        cells.append(CellFormat(left, right, flags & _HORIZONTAL, vertical == _MERGED, vertical in (2, _RESTART)))
    return cells


def _vertical(cells: list[CellFormat], operand: bytes) -> list[CellFormat]:
    """Apply sprmTVertMerge: one cell."""
    if len(operand) >= 2 and operand[0] < len(cells):
        index, flag = operand[0], operand[1]
        cells[index] = replace(cells[index], continued=flag == _MERGED, restart=flag in (2, _RESTART))
    return cells


def _merge(cells: list[CellFormat], operand: bytes) -> list[CellFormat]:
    """Apply sprmTMerge: the cells [first, limit) become one, its content that of the first."""
    first, limit = operand[0], min(operand[1], len(cells))
    return [
        replace(cell, horizontal=(1 if i == first else 2) if first <= i < limit else cell.horizontal)
        for i, cell in enumerate(cells)
    ]


def _split(cells: list[CellFormat], operand: bytes) -> list[CellFormat]:
    """Apply sprmTSplit: the cells [first, limit) are no longer merged."""
    return [replace(cell, horizontal=0) if operand[0] <= i < operand[1] else cell for i, cell in enumerate(cells)]


def _insert(cells: list[CellFormat], operand: bytes) -> list[CellFormat]:
    """Apply sprmTInsert: new cells of one width before a cell; the later ones move right."""
    first, count, width = struct.unpack("<BBH", operand)
    first = min(first, len(cells))
    left = cells[first].left if first < len(cells) else cells[-1].right
    new = [CellFormat(left + width * i, left + width * (i + 1)) for i in range(count)]
    moved = [_moved(cell, width * count) for cell in cells[first:]]
    return cells[:first] + new + moved


def _delete(cells: list[CellFormat], operand: bytes) -> list[CellFormat]:
    """Apply sprmTDelete: the cells [first, limit) go; the later ones move left."""
    first, limit = operand[0], min(operand[1], len(cells))
    if first >= limit:
        return cells
    width = cells[limit - 1].right - cells[first].left
    return cells[:first] + [_moved(cell, -width) for cell in cells[limit:]]


def _widths(cells: list[CellFormat], operand: bytes) -> list[CellFormat]:
    """Apply sprmTDxaCol: the cells [first, limit) get a width."""
    first, limit, width = struct.unpack("<BBh", operand)
    out, shift = [], 0
    for i, cell in enumerate(cells):
        left, right = cell.left + shift, cell.right + shift
        if first <= i < limit:
            shift += width - (right - left)
            right = left + width
        out.append(replace(cell, left=left, right=max(left, right)))
    return out


def _moved(cell: CellFormat, distance: int) -> CellFormat:
    return replace(cell, left=cell.left + distance, right=cell.right + distance)


_EDITS = {
    sprm.T_VERT_MERGE: _vertical,
    sprm.T_MERGE: _merge,
    sprm.T_SPLIT: _split,
    sprm.T_INSERT: _insert,
    sprm.T_DELETE: _delete,
    sprm.T_COLUMN_WIDTH: _widths,
}
