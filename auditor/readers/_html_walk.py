"""Reads the tags of a web page once, without keeping them, and collects what it shows."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache
from typing import Any, cast

from lxml import etree

from auditor.errors import UnreadableError
from auditor.readers._html_tree import Flow, Line, Table, TableCell, on_screen

_BLOCKS = frozenset(
    (  # noqa: SIM905 - one name a line would fill the screen
        "address article aside blockquote body br center dd details dir div dl dt fieldset figcaption figure footer form "
        "frameset h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary ul"
    ).split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Elements of which a person sees nothing, or nothing that counts (deleted text, drop-down lists, buttons).
_UNSEEN = frozenset(
    (  # noqa: SIM905 - as above
        "applet audio button canvas datalist del embed head iframe map math noframes noscript object script select style "
        "svg template title video xml"
    ).split()
)
_TABULAR = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*comment", re.IGNORECASE)
_SPAN = re.compile(r"\s*(\d{1,6})")
_TYPED = frozenset({"", "text", "number", "date"})
#: Tables inside tables; deeper ones are taken as part of the last.
MAX_NESTED = 40

#: Lines and cells of the largest page taken on: about 700 MB.
MAX_ITEMS = 2_400_000
_PIECE = 1 << 20


def show(text: str) -> Flow:
    """Return what the page shows.

    Raises:
        UnreadableError: so many lines and cells that memory would run out.
    """
    walk = _Walk()
    # cast: the stubs ask for a target that takes bytes as well, which the parser never hands over
    parser = etree.HTMLParser(target=cast("Any", walk), encoding="utf-8", huge_tree=True)
    data = text.encode("utf-8", "replace")
    for start in range(0, len(data), _PIECE):
        parser.feed(data[start : start + _PIECE])
        if walk.items > MAX_ITEMS:
            raise UnreadableError("网页内容过多", "请把网页拆成几份，或在 Excel 中打开后另存为 .xlsx 再审核。")
    with contextlib.suppress(etree.XMLSyntaxError):  # a page without a single element
        parser.close()
    walk.end_line()
    return walk.page


class _Opened(Enum):
    """What a start tag opened, for the end tag to close."""

    NOTHING = auto()
    UNSEEN = auto()
    BLOCK = auto()
    HEADING = auto()
    PREFORMATTED = auto()
    TABLE = auto()
    GROUP = auto()
    FLOW = auto()


class _Walk:
    """Where the walk stands, called by the parser for each tag and text; it sees to it that tags pair up."""

    def __init__(self) -> None:
        self.page = Flow()
        self.opened: list[_Opened] = []
        self.flows = [self.page]
        self.tables: list[Table] = []
        self.line: list[str] = []
        self.unseen = self.headings = self.preformatted = self.items = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        opened = self._open(tag, attributes)
        self.opened.append(opened)
        self.unseen += opened is _Opened.UNSEEN
        self.headings += opened is _Opened.HEADING
        self.preformatted += opened is _Opened.PREFORMATTED

    def data(self, text: str) -> None:
        """Take text."""
        if self.unseen:
            return
        if self.preformatted:
            *lines, text = text.split("\n")
            for line in lines:
                self.line.append(line)
                self.end_line()
        self.line.append(text)

    def end(self, tag: str) -> None:
        """Take an end tag, stated or implied."""
        opened = self.opened.pop()
        if opened is _Opened.UNSEEN:
            self.unseen -= 1
        elif opened is not _Opened.NOTHING:
            self.end_line()
            self._close(opened)

    def close(self) -> None:
        """Take the end of the page."""

    def end_line(self) -> None:
        """Finish the current line; an empty one leaves nothing behind."""
        if self.line:
            text = on_screen("".join(self.line))
            self.line.clear()
            if text:
                self.items += 1
                self.flows[-1].items.append(Line(text, self.headings > 0))

    def _open(self, tag: str, attributes: Mapping[str, str]) -> _Opened:
        if self.unseen or tag in _UNSEEN or (attributes and _is_hidden(attributes)):
            return _Opened.UNSEEN
        if tag == "input" and attributes.get("type", "").lower() in _TYPED:
            self.line.append(attributes.get("value", ""))
        if tag in _BLOCKS or tag in _TABULAR:
            self.end_line()
        if tag in _TABULAR and (self.tables or tag == "table"):
            return self._open_tabular(tag, attributes)
        if tag in _HEADINGS:
            return _Opened.HEADING
        if tag == "pre":
            return _Opened.PREFORMATTED
        return _Opened.BLOCK if tag in _BLOCKS or tag in _TABULAR else _Opened.NOTHING

    def _open_tabular(self, tag: str, attributes: Mapping[str, str]) -> _Opened:
        """Open a table or a part of the innermost one."""
        if tag == "table":
            if len(self.tables) >= MAX_NESTED:
                return _Opened.BLOCK
            self.tables.append(Table())
            self.flows[-1].items.append(self.tables[-1])
            return _Opened.TABLE
        table = self.tables[-1]
        if tag in ("td", "th"):
            cell = TableCell(_span(attributes, "rowspan"), _span(attributes, "colspan"))
            table.add_cell(cell)
            self.items += 1
            self.flows.append(cell.flow)
            return _Opened.FLOW
        if tag == "caption":
            self.flows.append(table.caption)
            return _Opened.FLOW
        if tag == "tr":
            table.add_row()
            return _Opened.BLOCK
        table.add_group()
        return _Opened.GROUP

    def _close(self, opened: _Opened) -> None:
        if opened is _Opened.TABLE:
            self.tables.pop()
        elif opened is _Opened.FLOW:
            self.flows.pop()
        elif opened is _Opened.GROUP:
            self.tables[-1].add_group()
        elif opened is _Opened.HEADING:
            self.headings -= 1
        elif opened is _Opened.PREFORMATTED:
            self.preformatted -= 1


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or ("style" in attributes and _hides(attributes["style"]))


@lru_cache(maxsize=4096)
def _hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None


def _span(attributes: Mapping[str, str], name: str) -> int:
    match = _SPAN.match(attributes[name]) if attributes and name in attributes else None
    return int(match[1]) if match else 1
