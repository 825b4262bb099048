"""Reads a spreadsheet back with openpyxl, for the tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from auditor.reports import xlsx
from auditor.types.finding import Report
from auditor.types.indicator import IndicatorTable
from tests.reports import sample

RED = "FFC00000"


def save(report: Report, tmp_path: Path) -> Any:
    path = tmp_path / "report.xlsx"
    xlsx.write(report, path)
    return load_workbook(path, rich_text=True)


def titles(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[1]]


def column(sheet: Worksheet, title: str) -> int:
    return titles(sheet).index(title) + 1


def line_of(sheet: Worksheet, **wanted: Any) -> int:
    """Return the only line whose columns show what is wanted."""
    found = [
        number
        for number in range(2, sheet.max_row + 1)
        if all(str(sheet.cell(number, column(sheet, title)).value) == str(value) for title, value in wanted.items())
    ]
    assert len(found) == 1, (wanted, found)
    return found[0]


def cell(sheet: Worksheet, title: str, **wanted: Any) -> Any:
    return sheet.cell(line_of(sheet, **wanted), column(sheet, title))


def runs(value: Any) -> list[tuple[str, bool]]:
    """Return the pieces of a rich text, and whether each is red."""
    assert isinstance(value, CellRichText)
    return [(str(piece), isinstance(piece, TextBlock) and piece.font.color.rgb == RED) for piece in value]


def fill(cell: Any) -> str:
    return str(cell.fill.start_color.rgb)


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None)


def one_row(**cells: str) -> IndicatorTable:
    return replace(sample.SAFETY, rows=(replace(sample.SAFETY.rows[0], **cells),))


def report_of(table: IndicatorTable, *findings: Any) -> Report:
    return Report((replace(sample.DOCUMENTS[0], tables=(table,)),), findings, sample.RULES)
