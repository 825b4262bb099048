"""Builds small Word 97-2003 files byte by byte: container, file information block, piece table, property pages."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from auditor.readers import doc
from auditor.types.grid import Grid

SECTOR = 512
TEXT_AT = 2048


@dataclass(frozen=True)
class Para:
    """A paragraph with its end mark, and the modifiers of the paragraph and (for its whole length) of its characters."""

    text: str
    grpprl: bytes = b""
    style: int = 0
    chars: bytes = b""


def modifier(code: int, operand: bytes) -> bytes:
    return struct.pack("<H", code) + operand


IN_TABLE = modifier(0x2416, b"\1")
ROW_END = IN_TABLE + modifier(0x2417, b"\1")
DELETED = modifier(0x0800, b"\1")


def depth(level: int) -> bytes:
    return IN_TABLE + modifier(0x6649, struct.pack("<I", level))


def row(borders: list[int], flags: list[int] | None = None) -> bytes:
    """Return the modifiers of a row's end mark: sprmTDefTable with a TC80 for each of ``flags``."""
    body = struct.pack(f"<B{len(borders)}h", len(borders) - 1, *borders)
    body += b"".join(struct.pack("<HH16x", flag, 0) for flag in flags or [])
    return ROW_END + define(body)


def define(body: bytes) -> bytes:
    return modifier(0xD608, struct.pack("<H", len(body) + 1) + body)


def container(streams: dict[str, bytes]) -> bytes:
    """Return an OLE container with the streams in its root. Each is padded over the size where mini streams begin."""
    bodies = {name: body.ljust(4096, b"\0") for name, body in streams.items()}
    sizes = [-(-len(body) // SECTOR) for body in bodies.values()]
    directory_at = sum(sizes)
    directory_size = -(-(len(bodies) + 1) // 4)
    fat: list[int] = []
    starts = []
    for size in [*sizes, directory_size]:
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + size), 0xFFFFFFFE]
    fat_at = len(fat)
    fat.append(0xFFFFFFFD)
    assert len(fat) <= SECTOR // 4
    fat += [0xFFFFFFFF] * (SECTOR // 4 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, directory_at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, fat_at)
    header = header.ljust(SECTOR, b"\xff")
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for i, (name, body) in enumerate(bodies.items(), 1):
        entries.append(_entry(name, 2, starts[i - 1], len(body), right=i + 1 if i < len(bodies) else 0xFFFFFFFF))
    directory = b"".join(entries).ljust(directory_size * SECTOR, b"\0")
    data = b"".join(body.ljust(-(-len(body) // SECTOR) * SECTOR, b"\0") for body in bodies.values())
    return header + data + directory + struct.pack(f"<{SECTOR // 4}I", *fat)


def _entry(name: str, kind: int, start: int, size: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def word_streams(
    paragraphs: list[Para],
    *,
    compressed: tuple[int, ...] = (),
    prm: dict[int, int] | None = None,
    clx_modifiers: tuple[bytes, ...] = (),
    data: bytes = b"",
    version: int = 0xC1,
    ident: int = 0xA5EC,
    flags: int = 0x0200,
    box: int = 0,
) -> dict[str, bytes]:
    """Return the streams of a document whose pieces are its paragraphs, stored in reverse order as a fast save may do.

    Args:
        paragraphs: text and properties; the text includes the end mark.
        compressed: paragraphs stored with one byte a character.
        prm: modifier word of a paragraph's piece.
        clx_modifiers: the grpprls that such words refer to.
        data: the data stream.
        version, ident, flags: words of the file information block.
        box: how many characters at the end belong to text boxes.
    """
    text, places = b"", {}
    for i in reversed(range(len(paragraphs))):
        raw = paragraphs[i].text.encode(*(("latin-1",) if i in compressed else ("utf-16-le", "surrogatepass")))
        text += b"\0" * (len(text) % 2)
        places[i] = (TEXT_AT + len(text), len(raw))
        text += raw
    lengths = [places[i][1] // (1 if i in compressed else 2) for i in range(len(paragraphs))]
    bounds = [sum(lengths[:i]) for i in range(len(lengths) + 1)]
    pieces = b"".join(struct.pack("<I", bound) for bound in bounds)
    for i in range(len(paragraphs)):
        word = places[i][0] * 2 | 0x40000000 if i in compressed else places[i][0]
        pieces += struct.pack("<HIH", 0, word, (prm or {}).get(i, 0))
    clx = (
        b"".join(b"\1" + struct.pack("<H", len(m)) + m for m in clx_modifiers) + b"\2" + struct.pack("<I", len(pieces)) + pieces
    )
    page_at = -(-(TEXT_AT + len(text)) // SECTOR)
    spans = [(places[i], paragraphs[i]) for i in reversed(range(len(paragraphs)))]
    pages = [_papx_page(spans[i : i + 4]) for i in range(0, len(spans), 4)]
    sign_pages = [_chpx_page(spans[i : i + 8]) for i in range(0, len(spans), 8)]
    stream = bytearray((bytes(TEXT_AT) + text).ljust(page_at * SECTOR, b"\0") + b"".join(pages + sign_pages))
    papx_plc = _plc(len(pages), page_at)
    chpx_plc = _plc(len(sign_pages), page_at + len(pages))
    struct.pack_into("<HH", stream, 0, ident, version)
    struct.pack_into("<H", stream, 0x0A, flags)
    struct.pack_into("<i", stream, 0x4C, bounds[-1] - box)
    struct.pack_into("<i", stream, 0x64, box)
    table = clx + papx_plc + chpx_plc
    struct.pack_into("<II", stream, 0x9A + 8 * 33, 0, len(clx))
    struct.pack_into("<II", stream, 0x9A + 8 * 13, len(clx), len(papx_plc))
    struct.pack_into("<II", stream, 0x9A + 8 * 12, len(clx) + len(papx_plc), len(chpx_plc))
    streams = {"WordDocument": bytes(stream), "1Table": table}
    return {**streams, "Data": data} if data else streams


def word_file(paragraphs: list[Para], **options: object) -> bytes:
    """Return a whole .doc file; the options are those of ``word_streams``."""
    return container(word_streams(paragraphs, **options))  # type: ignore[arg-type]


def _plc(count: int, first: int) -> bytes:
    return bytes(4 * (count + 1)) + struct.pack(f"<{count}I", *range(first, first + count))


def _papx_page(spans: list[tuple[tuple[int, int], Para]]) -> bytes:
    """Odd and even lengths take the two forms that a PapxInFkp has."""
    page = bytearray(SECTOR)
    at = SECTOR - 2
    for i, ((start, length), para) in enumerate(spans):
        body = struct.pack("<H", para.style) + para.grpprl
        body = struct.pack("<B", (len(body) + 1) // 2) + body if len(body) % 2 else struct.pack("<BB", 0, len(body) // 2) + body
        at = (at - len(body)) & ~1
        page[at : at + len(body)] = body
        struct.pack_into("<II", page, 4 * i, start, start + length)
        page[4 * (len(spans) + 1) + 13 * i] = at // 2
    page[-1] = len(spans)
    return bytes(page)


def _chpx_page(spans: list[tuple[tuple[int, int], Para]]) -> bytes:
    page = bytearray(SECTOR)
    at = SECTOR - 2
    for i, ((start, length), para) in enumerate(spans):
        struct.pack_into("<II", page, 4 * i, start, start + length)
        if para.chars:
            body = struct.pack("<B", len(para.chars)) + para.chars
            at = (at - len(body)) & ~1
            page[at : at + len(body)] = body
            page[4 * (len(spans) + 1) + i] = at // 2
    page[-1] = len(spans)
    return bytes(page)


def grid_of(paragraphs: list[Para], **options: object) -> Grid:
    """Build a file, read it and return its one table."""
    (grid,) = doc.read(word_file(paragraphs, **options), "a.doc").grids
    return grid


def spans(grid: Grid) -> list[tuple[str, int, int, int, int]]:
    """Return text, row, column and spans of each cell."""
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


def cells(*texts: str) -> list[Para]:
    """Return the cells of a row; its end mark follows."""
    return [Para(text + "\x07", IN_TABLE) for text in texts]
