"""Reads Word 97-2003 documents (.doc, and .wps of the same container) from their binary structures."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator

from auditor.errors import UnreadableError
from auditor.readers._doc_fib import SAVE_AS, Fib, Region, parse_fib
from auditor.readers._doc_fkp import character_runs, paragraph_runs
from auditor.readers._doc_lists import parse_lists
from auditor.readers._doc_paragraphs import Ends, Entry, Layout, entries
from auditor.readers._doc_rows import parse_row
from auditor.readers._doc_styles import paragraph_styles
from auditor.readers._doc_tables import TableBuilder
from auditor.readers._doc_text import assemble, parse_pieces, shown
from auditor.types.grid import Document, Grid, Paragraph, Trouble

TITLE = "Word 97-2003 文档"
SUFFIXES: frozenset[str] = frozenset({".doc", ".wps", ".dot", ".wpt"})

_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_BARE_WORD = (b"\xdb\xa5", b"\x9b\xa5")
_MAIN_STREAM = "WordDocument"
_DAMAGED = ("文档已损坏或没有传完整", "请用 Word 或 WPS 打开并另存为 .docx，再审核；打不开时请报送单位重新提供。")

_PART = Trouble("文档已损坏，部分文字或表格没有读出", "请与原件核对，或请报送单位重新提供完整的文件。")


def sniff(data: bytes) -> int:
    """Return 2 for a Word 97-2003 document, 1 for what only looks like one (damaged, RTF, older Word), 0 for anything else."""
    if data.startswith(_CONTAINER):
        names = _stream_names(data)
        if names is None:
            return 1
        return 2 if _MAIN_STREAM in names else 0
    return 1 if data.startswith((_RTF, *_BARE_WORD)) else 0


def read(data: bytes, source: str) -> Document:
    """Read paragraphs, tables and nested tables of the main text, then those of text boxes.

    Args:
        data: the file.
        source: its name as the user gave it.

    Raises:
        UnreadableError: encrypted, damaged, Word 6.0/95 or older, or another format under this name.
    """
    if data.startswith(_RTF):
        raise UnreadableError("文件其实是 RTF 格式", SAVE_AS)
    if data.startswith(_BARE_WORD):
        raise UnreadableError("文件是 Word 2.0 或更早的格式", SAVE_AS)
    if not data.startswith(_CONTAINER):
        raise UnreadableError(
            "文件不是 Word 97-2003 文档", "请核对扩展名与内容是否相符，或用 Word、WPS 另存为 .docx 后再审核。"
        )
    try:
        return _document(_streams(data), source)
    except (struct.error, IndexError, ValueError, OSError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(*_DAMAGED) from error


def _stream_names(data: bytes) -> set[str] | None:
    """Return the names in the container's root, None where the container is damaged."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return {entry[0] for entry in container.listdir() if len(entry) == 1}
    except Exception:  # olefile raises whatever a damaged sector leads to
        return None


def _streams(data: bytes) -> dict[str, bytes]:
    """Return the container's streams that hold text and properties.

    Raises:
        UnreadableError: the container is damaged or holds no Word document.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            names = (_MAIN_STREAM, "0Table", "1Table", "Data")
            found = {name: container.openstream(name).read() for name in names if container.exists(name)}
    except Exception as error:  # olefile raises whatever a damaged sector leads to
        raise UnreadableError(*_DAMAGED) from error
    if _MAIN_STREAM not in found:
        raise UnreadableError("文件里没有 Word 正文", "它可能是别的程序的文件，请核对后用 Word 或 WPS 另存为 .docx。")
    return found


def _document(streams: dict[str, bytes], source: str) -> Document:
    """Return the document with its grids numbered from 1."""
    stream = streams[_MAIN_STREAM]
    fib = parse_fib(stream)
    table = streams.get(fib.table_stream)
    if table is None:
        raise UnreadableError(*_DAMAGED)
    text = assemble(parse_pieces(fib.pieces.cut(table), len(stream)), stream)
    runs = paragraph_runs(fib.paragraph_runs.cut(table), stream, streams.get("Data", b""))
    characters = shown(text, character_runs(fib.character_runs.cut(table), stream), _fonts(fib.fonts, table))
    parts = _parts(fib, len(characters))
    layout = Layout(runs, paragraph_styles(fib.styles.cut(table)), parse_lists(table, fib.lists, fib.list_overrides))
    found = (block for start, end in parts for block in _walk(entries(text, characters, layout, start, end)))
    return Document(source, "doc", tuple(_numbered(found)), () if text.complete and runs.complete else (_PART,))


def _numbered(blocks: Iterable[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    number = 0
    for block in blocks:
        if isinstance(block, Grid):
            number += 1
            block = Grid(block.cells, block.rows, block.columns, number)
        yield block


def _parts(fib: Fib, length: int) -> list[tuple[int, int]]:
    """Return the character ranges to read: main text and text boxes; notes, headers and footers are left out."""
    boxes = fib.textbox_start, fib.textbox_start + fib.textbox_length
    return [(max(0, start), min(end, length)) for start, end in ((0, fib.main_length), boxes)]


def _walk(paragraphs: Iterator[Entry]) -> Iterator[Paragraph | Grid]:
    """Yield the blocks that the paragraphs make up."""
    open_tables: list[TableBuilder] = []
    for entry in paragraphs:
        while len(open_tables) > max(1, entry.depth):
            open_tables.pop()
        if not entry.depth:
            yield from _closed(open_tables)
            if entry.text.strip():
                yield Paragraph(entry.text, heading=entry.properties.heading)
            continue
        while len(open_tables) < entry.depth:
            builder = TableBuilder()
            if open_tables:
                open_tables[-1].nested.append(builder)
            open_tables.append(builder)
        _take(open_tables[-1], entry)
    yield from _closed(open_tables)


def _take(table: TableBuilder, entry: Entry) -> None:
    """Hand a paragraph to the table that it stands in."""
    if entry.ends is Ends.ROW:
        table.end_row(parse_row(entry.properties.grpprl))
        return
    table.add_line(entry.text, entry.emptied)
    if entry.ends is Ends.CELL:
        table.end_cell()


def _closed(open_tables: list[TableBuilder]) -> list[Grid]:
    """Close the outermost table and return its grids."""
    grids = open_tables[0].grids() if open_tables else []
    open_tables.clear()
    return grids


def _fonts(region: Region, table: bytes) -> tuple[str, ...]:
    """Return the names of the font table by index; a damaged table gives fewer."""
    raw = region.cut(table)
    names: list[str] = []
    position = 4
    while position < len(raw) and raw[position]:
        entry = raw[position + 1 : position + 1 + raw[position]]
        names.append(entry[39:].decode("utf-16-le", "replace").split("\0")[0])
        position += 1 + raw[position]
    return tuple(names)
