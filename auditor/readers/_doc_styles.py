"""The style sheet of a Word 97-2003 document: which paragraph modifiers a style brings ([MS-DOC] 2.9.271)."""

from __future__ import annotations

import struct

#: Styles resting on styles: deeper than this is a circle.
_DEPTH = 12
_NONE = 0xFFF
_PARAGRAPH = 1


def paragraph_styles(sheet: bytes) -> tuple[bytes, ...]:
    """Return the modifiers of each style by index (istd), those of the styles it rests on first.

    A damaged style sheet gives fewer styles: the text does not depend on them.
    """
    try:
        described = _described(sheet)
    except (struct.error, IndexError):
        return ()
    return tuple(_with_bases(described, index) for index in range(len(described)))


def _described(sheet: bytes) -> list[tuple[int, bytes]]:
    """Return base and own modifiers of each style."""
    head, count, fixed = struct.unpack_from("<HHH", sheet)
    position = 2 + head
    out = []
    for _ in range(count):
        size = struct.unpack_from("<H", sheet, position)[0]
        out.append(_style(sheet[position + 2 : position + 2 + size], fixed) if size else (_NONE, b""))
        position += 2 + size
    return out


def _style(style: bytes, fixed: int) -> tuple[int, bytes]:
    """Return base and modifiers of one style; ``fixed`` bytes come before its name."""
    kind_and_base = struct.unpack_from("<H", style, 2)[0]
    kind, base = kind_and_base & 0xF, kind_and_base >> 4
    if kind != _PARAGRAPH:
        return base, b""
    name = struct.unpack_from("<H", style, fixed)[0]
    position = fixed + 2 + 2 * (name + 1)
    size = struct.unpack_from("<H", style, position)[0]
    return base, style[position + 4 : position + 2 + size]


def _with_bases(described: list[tuple[int, bytes]], index: int) -> bytes:
    out = b""
    for _ in range(_DEPTH):
        if index >= len(described):
            break
        index, own = described[index]
        out = own + out
    return out
