"""Reads the cells of one .xlsx worksheet as they are displayed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from auditor.readers._format_dates import serial_of
from auditor.readers._number_format import display
from auditor.readers._sheet import Merge, Sheet
from auditor.readers._xlsx_workbook import Workbook, rich_text, unescape
from auditor.readers._xml import Element
from auditor.readers._xml_stream import stream

#: Cells and rows that carry a format and nothing else, by the million in some files. They are cut out before the XML is
#: parsed, which takes a third of the time. A number of its own is asked for, so that no place is ever counted wrong.
_BLANK_CELL = re.compile(rb'<c r="[A-Z]+\d+"[^<>]*(?:/>|></c>)')
_BLANK_ROW = re.compile(rb'<row r="\d+"[^<>]*(?:/>|></row>)')
_ROW_LIMIT = 1 << 20
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def read_cells(pieces: Iterable[bytes], name: str, sheet: Sheet, workbook: Workbook) -> None:
    """Fill ``sheet`` with the cells and merged ranges of the worksheet part ``name``.

    Raises:
        UnreadableError: the part is damaged; what was read before stays in ``sheet``.
    """
    row = -1
    for _, element in stream(_without_blanks(pieces), name, (), ("row", "mergeCell")):
        if element.tag.endswith("mergeCell"):
            merge = _merge(element.get("ref", ""))
            if merge:
                sheet.merges.append(merge)
        else:
            number = element.get("r", "")
            row = int(number) - 1 if number.isdecimal() else row + 1
            if not sheet.full:
                _read_row(element, row, sheet, workbook)


def _without_blanks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield whole rows without blank cells; a row that is too long is passed on as it is."""
    rest = b""
    for piece in pieces:
        rest += piece
        cut = rest.rfind(b"<row")
        if cut < 0 or len(rest) > _ROW_LIMIT:
            cut = len(rest)
        if cut:
            yield _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", rest[:cut]))
            rest = rest[cut:]
    yield rest


def _read_row(element: Element, row: int, sheet: Sheet, workbook: Workbook) -> None:
    space = element.tag.removesuffix("row")
    column = -1
    for cell in element:
        place = _place(cell.get("r", ""))
        column = place[1] if place else column + 1
        if not len(cell):
            continue
        stored = cell.findtext(f"{space}v")
        if not stored and cell.get("t") != "str" and cell.find(f"{space}f") is not None:
            sheet.uncalculated += 1
        elif cell.get("t") == "inlineStr":
            inline = cell.find(f"{space}is")
            sheet.add(row, column, "" if inline is None else rich_text(inline))
        elif stored:
            sheet.add(row, column, _shown(stored, cell.get("t", "n"), cell.get("s"), workbook))


def _shown(stored: str, kind: str, style: str | None, workbook: Workbook) -> str:
    """Return the displayed text of a stored value; kinds are those of ECMA-376 part 1, 18.18.11."""
    if kind == "b":
        return "TRUE" if stored.strip() == "1" else "FALSE"
    if kind == "e":
        return stored
    code = workbook.format(style)
    if kind in ("s", "str"):
        text = _shared(stored, workbook) if kind == "s" else unescape(stored)
        return display(text, code)
    number = serial_of(stored) if kind == "d" else _number(stored)
    return stored if number is None else display(number, code, workbook.epoch_1904 and kind != "d")


def _shared(stored: str, workbook: Workbook) -> str:
    index = int(stored) if stored.strip().isdecimal() else len(workbook.strings)
    return workbook.strings[index] if index < len(workbook.strings) else ""


def _number(stored: str) -> float | None:
    try:
        return float(stored)
    except ValueError:
        return None


def _merge(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last)
    return Merge(*start, *end) if start and end else None


def _place(reference: str) -> tuple[int, int] | None:
    """Return row and column, 0-based, of a reference such as AB12; None where it is none."""
    match = _REFERENCE.fullmatch(reference)
    return (int(match[2]) - 1, _column(match[1])) if match else None


@lru_cache(maxsize=20000)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
