"""Property modifiers (sprm) of Word 97-2003 documents: splitting a grpprl, and the few codes that matter here."""

from __future__ import annotations

import struct
from collections.abc import Iterator

PF_IN_TABLE = 0x2416
PF_TTP = 0x2417
P_ITAP = 0x6649
P_DTAP = 0x664A
PF_INNER_TABLE_CELL = 0x244B
PF_INNER_TTP = 0x244C
P_OUTLINE = 0x2640
P_LEVEL = 0x260A
P_LIST = 0x460B
P_HUGE = frozenset({0x6645, 0x6646})
CF_DELETED = 0x0800
CF_VANISH = 0x083C
C_SYMBOL = 0x6A09
T_DEF_TABLE = 0xD608
T_VERT_MERGE = 0xD62B
T_MERGE = 0x5624
T_SPLIT = 0x5625
T_INSERT = 0x7621
T_DELETE = 0x5622
T_COLUMN_WIDTH = 0x7623

#: Operand bytes by the three highest bits of the code; 6 is variable.
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_VARIABLE = 6
_CHANGE_TABS = 0xC615
#: Prm0 (a modifier stored in the piece itself) by its isprm, where the modifier matters here ([MS-DOC] 2.9.214).
_SHORT = {0x18: PF_IN_TABLE, 0x19: PF_TTP, 0x41: CF_DELETED, 0x5C: CF_VANISH}


def modifiers(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield code and operand of each modifier; stops where the bytes end before the operand does."""
    position, end = 0, len(grpprl)
    while position + 2 < end:
        code = grpprl[position] | grpprl[position + 1] << 8
        position += 2
        size = _SIZES[code >> 13]
        if code >> 13 == _VARIABLE:
            head, size = _variable(code, grpprl, position)
            position += head
        if position + size > end:
            return
        yield code, grpprl[position : position + size]
        position += size


def short_modifier(prm: int) -> bytes:
    """Return the grpprl that a Prm0 stands for, empty where it does not matter to the text."""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return struct.pack("<HB", code, prm >> 8) if code else b""


def _variable(code: int, grpprl: bytes, position: int) -> tuple[int, int]:
    """Return how many bytes hold the size, and the size of the operand after them."""
    if code == T_DEF_TABLE:
        # its size takes two bytes and counts one of them
        return 2, max(0, int.from_bytes(grpprl[position : position + 2], "little") - 1)
    size = grpprl[position]
    if code == _CHANGE_TABS and size == 0xFF:
        deleted = grpprl[position + 1] if position + 1 < len(grpprl) else 0
        added_at = position + 2 + 4 * deleted
        added = grpprl[added_at] if added_at < len(grpprl) else 0
        size = 2 + 4 * deleted + 3 * added
    return 1, size
