"""The text of a Word 97-2003 document: piece table, fields, deleted and hidden runs, symbols ([MS-DOC] 2.4.1)."""

from __future__ import annotations

import re
import struct
from array import array
from bisect import bisect_right
from dataclasses import dataclass

from auditor.errors import UnreadableError
from auditor.readers import _doc_sprm as sprm
from auditor.readers._doc_fkp import Runs
from auditor.readers._symbols import symbol

#: Stands for a character that is not shown; the cell and paragraph marks keep their places.
DROPPED = "\0"
MARKS = "\x07\x0c\r"
_COMPRESSED = 0x40000000
_FIELD_MARKS = re.compile("[\x13-\x15]")
_BROKEN = ("文档的文字索引已损坏", "请用 Word 或 WPS 打开并另存为 .docx，再审核；打不开时请报送单位重新提供。")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: characters [start, end) lie at ``offset`` of the WordDocument stream.

    Attributes:
        start, end: character positions.
        offset: byte position of the first character.
        width: bytes a character, 1 or 2.
        grpprl: modifiers that a fast save laid over the whole piece.
    """

    start: int
    end: int
    offset: int
    width: int
    grpprl: bytes = b""


def parse_pieces(clx: bytes, limit: int) -> tuple[Piece, ...]:
    """Parse the Clx (modifiers of fast saves, then the piece table).

    Args:
        clx: bytes of the structure.
        limit: length of the WordDocument stream; more text than that has bytes is a damaged table.

    Raises:
        UnreadableError: no piece table, or positions that cannot be.
        struct.error, IndexError: the bytes end too early.
    """
    position, modifiers = 0, []
    while clx[position] == 1:
        size = struct.unpack_from("<H", clx, position + 1)[0]
        modifiers.append(clx[position + 3 : position + 3 + size])
        position += 3 + size
    if clx[position] != 2:
        raise UnreadableError(*_BROKEN)
    size = struct.unpack_from("<I", clx, position + 1)[0]
    table = clx[position + 5 : position + 5 + size]
    count = (len(table) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", table)
    if list(bounds) != sorted(bounds) or bounds[-1] > limit:
        raise UnreadableError(*_BROKEN)
    pieces = []
    for i in range(count):
        _, word, prm = struct.unpack_from("<HIH", table, 4 * (count + 1) + 8 * i)
        width = 1 if word & _COMPRESSED else 2
        offset = (word & (_COMPRESSED - 1)) // (2 if width == 1 else 1)
        pieces.append(Piece(bounds[i], bounds[i + 1], offset, width, _piece_modifiers(prm, modifiers)))
    return tuple(piece for piece in pieces if piece.end > piece.start)


def _piece_modifiers(prm: int, modifiers: list[bytes]) -> bytes:
    """Return the grpprl of a piece: an index into those of the Clx, or one modifier in the word itself."""
    if prm & 1:
        return modifiers[prm >> 1] if prm >> 1 < len(modifiers) else b""
    return sprm.short_modifier(prm) if prm else b""


@dataclass(frozen=True, slots=True)
class Text:
    """The characters of all parts of the document, and where each lies in the file.

    Attributes:
        characters: those that the file lacks are DROPPED.
        pieces, starts: the pieces and their first positions.
        complete: False where the file lacks characters.
    """

    characters: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    complete: bool

    def piece_at(self, position: int) -> Piece:
        """Return the piece that holds the character at ``position``."""
        return self.pieces[bisect_right(self.starts, position) - 1]


def assemble(pieces: tuple[Piece, ...], stream: bytes) -> Text:
    """Read the characters of the pieces from the WordDocument stream; bytes that are missing become blanks not shown.

    Raises:
        UnreadableError: no text at all lies where the pieces say.
    """
    parts = [
        _decode(stream[p.offset : p.offset + (p.end - p.start) * p.width], p).ljust(p.end - p.start, DROPPED) for p in pieces
    ]
    characters = "".join(parts)
    if pieces and not characters.strip(DROPPED):
        raise UnreadableError(*_BROKEN)
    complete = all(p.offset + (p.end - p.start) * p.width <= len(stream) for p in pieces)
    return Text(characters, pieces, tuple(piece.start for piece in pieces), complete)


def _decode(raw: bytes, piece: Piece) -> str:
    """Decode one character a code unit, so that positions hold; a surrogate pair stays two characters."""
    if piece.width == 1:
        return raw.decode("cp1252", "replace")
    raw = raw[: len(raw) & ~1]
    text = raw.decode("utf-16-le", "surrogatepass")
    if 2 * len(text) == len(raw):
        return text
    units = array("I", memoryview(raw).cast("H"))
    return units.tobytes().decode("utf-32-le", "surrogatepass")


def shown(text: Text, runs: Runs, fonts: tuple[str, ...]) -> str:
    """Return the characters with deleted and hidden runs and field instructions dropped and symbols put in.

    Cell and paragraph marks stay; everything else that is not shown becomes DROPPED, so that positions hold.
    """
    out = list(text.characters)
    for piece in text.pieces:
        for start, end, grpprl in runs.within(piece.offset, piece.offset + (piece.end - piece.start) * piece.width):
            first = piece.start + (start - piece.offset) // piece.width
            last = piece.start + -(-(end - piece.offset) // piece.width)
            _apply(out, first, min(last, piece.end), grpprl + piece.grpprl, fonts)
    for start, end in _instructions(text.characters):
        _drop(out, start, end)
    return "".join(out)


def _apply(out: list[str], first: int, last: int, grpprl: bytes, fonts: tuple[str, ...]) -> None:
    """Lay one run's properties over its characters."""
    if not (b"\x00\x08" in grpprl or b"\x3c\x08" in grpprl or b"\x09\x6a" in grpprl):
        return
    for code, value in sprm.modifiers(grpprl):
        if code in (sprm.CF_DELETED, sprm.CF_VANISH) and value[0] & 1:
            _drop(out, first, last)
        elif code == sprm.C_SYMBOL:
            font, sign = struct.unpack("<HH", value)
            for i in range(first, last):
                if out[i] == "(":
                    out[i] = symbol(sign, fonts[font] if font < len(fonts) else "")


def _drop(out: list[str], start: int, end: int) -> None:
    """Put DROPPED for the characters [start, end) except for the marks."""
    for i in range(start, end):
        if out[i] not in MARKS:
            out[i] = DROPPED


def _instructions(characters: str) -> list[tuple[int, int]]:
    """Return the ranges of field instructions; the result after the separator is text, a mark without its partner nothing."""
    open_fields: list[tuple[int, int | None]] = []
    found = []
    for match in _FIELD_MARKS.finditer(characters):
        if match[0] == "\x13":
            open_fields.append((match.start(), None))
        elif not open_fields:
            continue
        elif match[0] == "\x14":
            open_fields[-1] = (open_fields[-1][0], match.start())
        else:
            start, separator = open_fields.pop()
            found.append((start, match.start() if separator is None else separator))
    return found
