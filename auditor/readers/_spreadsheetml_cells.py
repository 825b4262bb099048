"""Reads the cells of XML spreadsheets of Excel 2003 as they are displayed."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.readers._format_dates import serial_of
from auditor.readers._number_format import display
from auditor.readers._sheet import Budget, Merge, Sheet
from auditor.readers._xml import Element, child, children, local
from auditor.readers._xml_stream import stream

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
#: Formats that the files name in words.
_NAMED = {
    "General Number": "General", "General Date": "yyyy/m/d h:mm", "Short Date": "yyyy/m/d", "Medium Date": "d-mmm-yy",
    "Long Date": 'yyyy"年"m"月"d"日"', "Short Time": "h:mm", "Medium Time": "h:mm AM/PM", "Long Time": "h:mm:ss",
    "Currency": "¥#,##0.00", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00",
    "Yes/No": '"Yes";"Yes";"No"', "True/False": '"True";"True";"False"', "On/Off": '"On";"On";"Off"',
}  # fmt: skip


def read_sheets(pieces: Iterable[bytes], name: str, sheets: list[Sheet]) -> None:
    """Append to ``sheets`` every worksheet of the file ``name``.

    Raises:
        UnreadableError: the file is damaged; what was read before stays in ``sheets``.
    """
    formats: dict[str, str] = {}
    budget, row = Budget(), 0
    for event, element in stream(pieces, name, ("Worksheet",), ("Style", "Row", "Visible")):
        kind = local(element)
        if event == "start":
            sheets.append(Sheet(element.get(f"{_SS}Name", ""), budget))
            row = 0
        elif kind == "Style":
            formats[element.get(f"{_SS}ID", "")] = _format(element, formats)
        elif sheets and kind == "Visible":
            sheets[-1].hidden = (element.text or "").strip() != "SheetVisible"
        elif sheets and kind == "Row":
            row = _number(element, "Index", row + 1) - 1
            _read_row(element, row, sheets[-1], formats)
            row += 1 + _number(element, "Span", 0)


def _format(style: Element, formats: dict[str, str]) -> str:
    own = child(style, "NumberFormat")
    code = None if own is None else own.get(f"{_SS}Format")
    if code is None:
        return formats.get(style.get(f"{_SS}Parent", "Default"), "General")
    return _NAMED.get(code, code)


def _read_row(element: Element, row: int, sheet: Sheet, formats: dict[str, str]) -> None:
    column = 0
    for cell in children(element, "Cell"):
        column = _number(cell, "Index", column + 1) - 1
        code = formats.get(cell.get(f"{_SS}StyleID") or element.get(f"{_SS}StyleID") or "Default", "General")
        data = child(cell, "Data")
        if data is not None:
            sheet.add(row, column, _shown("".join(map(str, data.itertext())), data.get(f"{_SS}Type", "String"), code))
        elif cell.get(f"{_SS}Formula") is not None:
            sheet.uncalculated += 1
        across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
        if across or down:
            sheet.merges.append(Merge(row, column, row + down, column + across))
        column += 1 + across


def _shown(text: str, kind: str, code: str) -> str:
    if kind == "Boolean":
        return "TRUE" if text.strip() == "1" else "FALSE"
    if kind in ("Number", "DateTime"):
        number = serial_of(text) if kind == "DateTime" else _float(text)
        return text if number is None else display(number, code)
    return display(text, code) if kind == "String" else text


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _number(element: Element, name: str, default: int) -> int:
    text = element.get(f"{_SS}{name}", "")
    return int(text) if text.isdecimal() else default
