"""The automatic lists of a Word 97-2003 document ([MS-DOC] 2.9.147 ff): formats, templates, starts by list index."""

from __future__ import annotations

import struct

from auditor.readers._doc_fib import Region
from auditor.readers._list_numbers import Level, List

_LIST_BYTES, _OVERRIDE_BYTES, _LEVEL_BYTES = 28, 16, 28
_LEVELS = 9
_SIMPLE, _LEGAL, _NO_RESTART = 0x01, 0x04, 0x08
_STARTS, _FORMATS_ANEW = 0x10, 0x20
_NOTHING = 2
#: Number formats by code, under the names that .docx uses; others are shown in digits.
_FORMATS = {
    1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital", 11: "japaneseCounting",
    14: "decimalFullWidth", 18: "decimalEnclosedCircle", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 30: "ideographTraditional", 31: "ideographZodiac",
    33: "taiwaneseCounting", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
    38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip


def parse_lists(table: bytes, lists: Region, overrides: Region) -> tuple[List, ...]:
    """Return the lists in the order in which paragraphs name them (from 1).

    Args:
        table: the table stream.
        lists, overrides: PlfLst, which the levels follow, and PlfLfo.

    Damaged descriptions give fewer lists: the text does not depend on them.
    """
    try:
        return _overridden(table, overrides.offset, _described(table, lists)) if lists.length and overrides.length else ()
    except (struct.error, IndexError):
        return ()


def _described(table: bytes, region: Region) -> dict[int, dict[int, Level]]:
    """Return the levels of each list by its identifier."""
    count = struct.unpack_from("<H", table, region.offset)[0]
    heads = [struct.unpack_from("<i22xB", table, region.offset + 2 + _LIST_BYTES * i) for i in range(count)]
    position = region.offset + region.length
    out: dict[int, dict[int, Level]] = {}
    for identifier, flags in heads:
        levels = out.setdefault(identifier, {})
        for at in range(1 if flags & _SIMPLE else _LEVELS):
            levels[at], position = _level(table, position)
    return out


def _level(table: bytes, position: int) -> tuple[Level, int]:
    """Return the level described at ``position`` and the position after it."""
    start, code, flags = struct.unpack_from("<iBB", table, position)
    follow = table[position + 15]
    chars, paragraph, limit = struct.unpack_from("<BBB", table, position + 24)
    position += _LEVEL_BYTES + chars + paragraph
    size = struct.unpack_from("<H", table, position)[0]
    text = table[position + 2 : position + 2 + 2 * size].decode("utf-16-le", "replace")
    template = "".join(f"%{ord(sign) + 1}" if ord(sign) < _LEVELS else sign for sign in text)
    restart = limit if flags & _NO_RESTART else None
    level = Level(start, _FORMATS.get(code, "decimal"), template, restart, bool(flags & _LEGAL), follow == _NOTHING)
    return level, position + 2 + 2 * size


def _overridden(table: bytes, offset: int, described: dict[int, dict[int, Level]]) -> tuple[List, ...]:
    """Return the lists that paragraphs name: each refers to a description and may start or look otherwise."""
    count = struct.unpack_from("<I", table, offset)[0]
    if count * _OVERRIDE_BYTES > len(table):
        return ()
    heads = [struct.unpack_from("<i8xB", table, offset + 4 + _OVERRIDE_BYTES * i) for i in range(count)]
    position = offset + 4 + _OVERRIDE_BYTES * count
    out = []
    for identifier, changes in heads:
        levels, starts = dict(described.get(identifier, {})), dict[int, int]()
        position += 4
        for _ in range(changes):
            start, flags = struct.unpack_from("<iI", table, position)
            position += 8
            at = flags & 0xF
            if flags & _FORMATS_ANEW:
                levels[at], position = _level(table, position)
            if flags & _STARTS:
                starts[at] = levels[at].start if flags & _FORMATS_ANEW else start
        out.append(List(str(identifier), levels, starts))
    return tuple(out)
