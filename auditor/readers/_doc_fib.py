"""The file information block of a Word 97-2003 document: where everything else lies ([MS-DOC] 2.5)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from auditor.errors import UnreadableError

WORD_97 = 0xA5EC
#: wIdent of Word 6.0/95 and older, and the same files' first word where no container surrounds them.
OLDER = frozenset({0xA5DC, 0xA5DB, 0xA59B, 0xA59C, 0xA697, 0xA698, 0xA699})
#: Last nFib of Word 6.0/95; Word 97 begins at 0xC1.
LAST_OLD_FIB = 0x69

SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后再审核。"

_ENCRYPTED = 0x0100
_TABLE_1 = 0x0200


@dataclass(frozen=True, slots=True)
class Region:
    """A structure in the table stream: offset and length in bytes."""

    offset: int
    length: int

    def cut(self, stream: bytes) -> bytes:
        """Return the bytes of the region, as far as the stream goes."""
        return stream[self.offset : self.offset + self.length]


@dataclass(frozen=True, slots=True)
class Fib:
    """What the reader needs of the file information block.

    Attributes:
        table_stream: ``0Table`` or ``1Table``.
        main_length: characters of the main text.
        textbox_start, textbox_length: characters of the text boxes' text.
        pieces, paragraph_runs, character_runs, fonts, styles, lists, list_overrides: regions of the table stream.
    """

    table_stream: str
    main_length: int
    textbox_start: int
    textbox_length: int
    pieces: Region
    paragraph_runs: Region
    character_runs: Region
    fonts: Region
    styles: Region
    lists: Region
    list_overrides: Region


def parse_fib(stream: bytes) -> Fib:
    """Parse the file information block at the start of the WordDocument stream.

    Raises:
        UnreadableError: encrypted, Word 6.0/95, or no Word document at all.
        struct.error: the stream is too short.
    """
    ident, version = struct.unpack_from("<HH", stream)
    flags = struct.unpack_from("<H", stream, 0x0A)[0]
    if ident in OLDER or (ident == WORD_97 and version <= LAST_OLD_FIB):
        raise UnreadableError("文件是 Word 6.0/95 的旧格式", SAVE_AS)
    if ident != WORD_97:
        raise UnreadableError("文件头不是 Word 97-2003 文档", SAVE_AS)
    if flags & _ENCRYPTED:
        raise UnreadableError("文档设有打开密码", "请用 Word 或 WPS 打开，取消密码后另存，再审核。")
    text, footnotes, headers, macros, notes, endnotes, boxes = struct.unpack_from("<7i", stream, 0x4C)
    return Fib(
        table_stream="1Table" if flags & _TABLE_1 else "0Table",
        main_length=text,
        textbox_start=sum(max(0, part) for part in (text, footnotes, headers, macros, notes, endnotes)),
        textbox_length=max(0, boxes),
        pieces=_region(stream, 33),
        paragraph_runs=_region(stream, 13),
        character_runs=_region(stream, 12),
        fonts=_region(stream, 15),
        styles=_region(stream, 1),
        lists=_region(stream, 73),
        list_overrides=_region(stream, 74),
    )


def _region(stream: bytes, index: int) -> Region:
    """Return the fc/lcb pair number ``index`` of FibRgFcLcb97."""
    return Region(*struct.unpack_from("<II", stream, 0x9A + 8 * index))
