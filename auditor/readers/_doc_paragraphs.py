"""Paragraph properties of Word 97-2003 documents: how deep in tables a paragraph stands and what its end mark ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from auditor.readers import _doc_sprm as sprm
from auditor.readers._doc_fkp import Runs
from auditor.readers._doc_text import DROPPED, Text
from auditor.readers._list_numbers import Counters, List
from auditor.readers._symbols import PRIVATE_AREA

_ENDS = re.compile("[\x07\x0c\r]")
_CELL_MARK = "\x07"
#: Built-in styles 标题 1 to 标题 9.
_HEADING_STYLES = range(1, 10)
_BODY_LEVEL = 9
#: Characters that are no text: pictures, note references, field marks; line, page and column breaks; special hyphens.
_CLEAN = {
    **dict.fromkeys([*range(0x09), *range(0x0F, 0x1E)], ""),
    0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x0E: "\n", 0x1E: "-", 0x1F: "",
    **PRIVATE_AREA,
}  # fmt: skip


class Ends(Enum):
    """What the mark at the end of a paragraph ends besides the paragraph."""

    NOTHING = 0
    CELL = 1
    ROW = 2


@dataclass(frozen=True, slots=True)
class Properties:
    """Properties of a paragraph as far as they matter here.

    Attributes:
        depth: 0 outside tables, 1 in a table, 2 in a table within a table's cell …
        row_end: the mark ends a row (and carries the row's definition).
        inner_cell: the mark ends a cell of a nested table.
        inner_row_end: the mark ends a row of a nested table.
        heading: the paragraph is a heading.
        listing, level: 1-based list that numbers the paragraph, 0 for none, and its 0-based level.
        grpprl: all modifiers, for the row's definition.
    """

    depth: int = 0
    row_end: bool = False
    inner_cell: bool = False
    inner_row_end: bool = False
    heading: bool = False
    listing: int = 0
    level: int = 0
    grpprl: bytes = b""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph.

    Attributes:
        text: as shown.
        emptied: True where it had text, but all of it is deleted or hidden.
        depth: as in Properties, but never 0 for a cell's end.
        ends: what its mark ends.
        properties: of the paragraph.
    """

    text: str
    emptied: bool
    depth: int
    ends: Ends
    properties: Properties


@lru_cache(maxsize=4096)
def parse_properties(papx: bytes) -> Properties:
    """Parse istd and grpprl; a later modifier overrides an earlier one."""
    style = int.from_bytes(papx[:2], "little")
    values: dict[int, int] = {}
    for code, operand in sprm.modifiers(papx[2:]):
        if len(operand) <= 4:
            values[code] = int.from_bytes(operand, "little", signed=code == sprm.P_DTAP)
    inside = bool(values.get(sprm.PF_IN_TABLE) or values.get(sprm.PF_TTP))
    depth = values.get(sprm.P_ITAP, 1 if inside else 0) + values.get(sprm.P_DTAP, 0)
    return Properties(
        depth=max(1, min(depth, 16)) if inside else 0,
        row_end=bool(values.get(sprm.PF_TTP)),
        inner_cell=bool(values.get(sprm.PF_INNER_TABLE_CELL)),
        inner_row_end=bool(values.get(sprm.PF_INNER_TTP)),
        heading=style in _HEADING_STYLES or values.get(sprm.P_OUTLINE, _BODY_LEVEL) < _BODY_LEVEL,
        listing=values.get(sprm.P_LIST, 0),
        level=values.get(sprm.P_LEVEL, 0),
        grpprl=papx[2:],
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """What gives paragraphs their properties: runs, styles by index, lists by number with their counters."""

    runs: Runs
    styles: tuple[bytes, ...] = ()
    lists: tuple[List, ...] = ()
    counters: Counters = field(default_factory=Counters)

    def properties(self, text: Text, position: int) -> Properties:
        """Return the properties of the paragraph whose end mark is at ``position``: style, then own, then the piece's."""
        piece = text.piece_at(position)
        papx = self.runs.at(piece.offset + (position - piece.start) * piece.width)
        style = int.from_bytes(papx[:2], "little")
        base = self.styles[style] if style < len(self.styles) else b""
        return parse_properties(papx[:2] + base + papx[2:] + piece.grpprl)

    def label(self, properties: Properties) -> str:
        """Return the automatic number of the next paragraph, empty for none."""
        if not 0 < properties.listing <= len(self.lists):
            return ""
        return self.counters.label(self.lists[properties.listing - 1], str(properties.listing), properties.level)


def entries(text: Text, characters: str, layout: Layout, start: int, end: int) -> Iterator[Entry]:
    """Yield the paragraphs of the characters [start, end) in order.

    Args:
        text: for the place of a mark in the file.
        characters: the characters to show, position by position the same as those of ``text``.
        layout: paragraph properties.
        start, end: the part of the document to walk.
    """
    begin = start
    while begin < end:
        match = _ENDS.search(characters, begin, end)
        mark = match.start() if match else end
        properties = layout.properties(text, min(mark, end - 1))
        depth, ends = _ending(properties, characters[mark : mark + 1])
        shown = clean(characters[begin:mark])
        emptied = not shown and DROPPED in characters[begin:mark]
        label = "" if emptied or ends is Ends.ROW else layout.label(properties)
        yield Entry(label + shown, emptied, depth, ends, properties)
        begin = mark + 1


def clean(raw: str) -> str:
    """Return the text of a paragraph as a person sees it."""
    text = raw.translate(_CLEAN)
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _ending(properties: Properties, mark: str) -> tuple[int, Ends]:
    """Return depth and what ends. A cell mark is in a table whatever its properties say."""
    depth = properties.depth
    if mark == _CELL_MARK:
        return 1, Ends.ROW if properties.row_end else Ends.CELL
    if depth > 1 and properties.inner_row_end:
        return depth, Ends.ROW
    if depth > 1 and properties.inner_cell:
        return depth, Ends.CELL
    return depth, Ends.NOTHING
