"""Reads the cells of OpenDocument spreadsheets as they are displayed (ODF 1.3 part 3, 9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import repeat

from lxml import etree

from auditor.readers._format_dates import serial_of
from auditor.readers._number_format import display
from auditor.readers._sheet import STRIDE, Budget, Merge, Sheet
from auditor.readers._xml import Element, children, local
from auditor.readers._xml_stream import stream

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE = f"{{{_NAMES}table:1.0}}", f"{{{_NAMES}office:1.0}}"
_TEXT, _STYLE = f"{{{_NAMES}text:1.0}}", f"{{{_NAMES}style:1.0}}"
#: Whether a row is more than blank cells, which some programs write by the million.
_SAYS_SOMETHING = etree.XPath(
    "boolean(*/* | */@o:value-type | */@t:formula | */@t:number-rows-spanned)",
    namespaces={"o": f"{_NAMES}office:1.0", "t": f"{_NAMES}table:1.0"},
)
_BLANKS = re.compile(r"[ \t\r\n]+")
#: Parts of a paragraph that do not stand in its text: comments, notes, drawings, the reading of characters.
_BESIDE = frozenset({"annotation", "note", "frame", "custom-shape", "ruby-text"})


def read_sheets(pieces: Iterable[bytes], name: str, sheets: list[Sheet]) -> None:
    """Append to ``sheets`` every sheet of the part ``name``.

    Raises:
        UnreadableError: the part is damaged; what was read before stays in ``sheets``.
    """
    hidden: set[str] = set()
    open_tables: list[bool] = []  # innermost last: whether it is a sheet, not a copy of linked data or a table in a cell
    budget, row = Budget(), 0
    for event, element in stream(pieces, name, ("table",), ("style", "table-row", "table")):
        kind = local(element)
        if kind == "style":
            if any(part.get(f"{_TABLE}display") == "false" for part in children(element, "table-properties")):
                hidden.add(element.get(f"{_STYLE}name", ""))
        elif event == "start":
            parent = element.getparent()
            open_tables.append(parent is not None and local(parent) == "spreadsheet")
            if open_tables == [True]:
                style = element.get(f"{_TABLE}style-name", "")
                sheets.append(Sheet(element.get(f"{_TABLE}name", ""), budget, style in hidden))
                row = 0
        elif kind == "table":
            open_tables.pop()
        elif open_tables == [True]:
            row += _read_row(element, row, sheets[-1])


def _read_row(element: Element, row: int, sheet: Sheet) -> int:
    """Read a row that may stand for many; return for how many."""
    count, column = _repeated(element, "rows"), 0
    if not _SAYS_SOMETHING(element):
        return count
    for cell in element:
        kind = local(cell)
        if kind not in ("table-cell", "covered-table-cell"):
            continue
        times = _repeated(cell, "columns")
        text = _shown(cell, sheet) if len(cell) or cell.get(f"{_OFFICE}value-type") or cell.get(f"{_TABLE}formula") else ""
        if text.strip():
            _add(sheet, text, range(row, row + count), range(column, min(column + times, STRIDE)))
        merge = _merge(cell, row, column)
        if merge:
            sheet.merges.append(merge)
        column += times
    return count


def _add(sheet: Sheet, text: str, rows: range, columns: range) -> None:
    for row in rows:
        for column in columns:
            if sheet.full:
                return
            sheet.add(row, column, text)


def _repeated(element: Element, what: str) -> int:
    number = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(number) if number.isdecimal() else 1


def _merge(cell: Element, row: int, column: int) -> Merge | None:
    rows, columns = (cell.get(f"{_TABLE}number-{what}-spanned", "1") for what in ("rows", "columns"))
    if rows == columns == "1" or not (rows.isdecimal() and columns.isdecimal()):
        return None
    return Merge(row, column, row + int(rows) - 1, column + int(columns) - 1)


def _shown(cell: Element, sheet: Sheet) -> str:
    """Return the text of the cell's paragraphs; programs that write none leave the value to be shown."""
    text = "\n".join(_paragraphs(cell))
    kind = cell.get(f"{_OFFICE}value-type")
    if text or kind is None:
        sheet.uncalculated += not text and kind is None and cell.get(f"{_TABLE}formula") is not None
        return text
    if kind == "date":
        serial = serial_of(cell.get(f"{_OFFICE}date-value", ""))
        return "" if serial is None else display(serial, "yyyy/m/d" if serial == int(serial) else "yyyy/m/d h:mm")
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", "").upper()
    if kind in ("string", "time"):
        return cell.get(f"{_OFFICE}{kind}-value", "")
    try:
        number = float(cell.get(f"{_OFFICE}value", ""))
    except ValueError:
        return ""
    return display(number, "0.##########%" if kind == "percentage" else "General")


def _paragraphs(cell: Element) -> Iterator[str]:
    for part in cell:
        if local(part) in ("p", "h"):
            yield "".join(_inline(part))
        elif local(part) in ("list", "list-item"):
            yield from _paragraphs(part)


def _inline(element: Element) -> Iterator[str]:
    """Yield the pieces of a paragraph; only stated blanks and breaks count (ODF 1.3 part 3, 6.1.2)."""
    yield _BLANKS.sub(" ", element.text or "")
    for part in element:
        kind = local(part)
        if kind == "s":
            number = part.get(f"{_TEXT}c", "1")
            yield from repeat(" ", min(int(number), 100) if number.isdecimal() else 1)
        elif kind in ("tab", "line-break"):
            yield "\n" if kind == "line-break" else " "
        elif kind and kind not in _BESIDE:
            yield from _inline(part)
        yield _BLANKS.sub(" ", part.tail or "")
