"""Workbooks: one flat sheet with a column for each part of a value, or a sheet for each table."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
from _budget import around
from _model import Source, Table, merged
from _package import settled
from _word import HEADER, blanked, spans
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

_FLAT = (
    "单位名称",
    "项目名称",
    "预算数",
    "年度绩效目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标解释",
    "计算符号",
    "指标值",
    "计量单位",
    "指标值确定依据",
)
_OWN = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
_PARTS = re.compile(r"([≥≤=]?)(\d+(?:\.\d+)?)(.*)")
_LINE = Border(*(Side(style="thin"),) * 4)


def sheets(source: Source) -> bytes:
    """Return a workbook with the budget tables and a sheet for each indicator table."""
    book = _book(source)
    for title, rows in around(source):
        sheet = book.create_sheet(title.replace("“三公”经费", "三公经费"))
        _lines(sheet, [[title], [f"编制单位：{source.unit}"], ["金额单位：万元"], *rows])
        _across(sheet, 1, len(rows[0]))
    for number, table in enumerate(source.tables, start=1):
        made = book.create_sheet(f"{number}.{table.project}"[:31])
        (_own if table.template else _hebei)(made, source, table)
    return _saved(book)


def flat(source: Source) -> bytes:
    """Return a workbook with one line an indicator, as the province's budget system exports it."""
    book = _book(source)
    sheet = book.create_sheet("项目绩效目标")
    _lines(sheet, [[f"{source.unit}项目支出绩效目标汇总表（{source.year}年度）"], ["金额单位：元"], list(_FLAT)])
    _across(sheet, 1, len(_FLAT))
    for table in source.tables:
        _project(sheet, table)
    title, rows = around(source)[0]
    _lines(book.create_sheet("收支总表"), [[title], *rows])
    return _saved(book)


def _project(sheet: Any, table: Table) -> None:
    top = sheet.max_row + 1
    for index, cells in enumerate(row.row for row in table.rows):
        level1, level2, name, about, value, basis = cells
        head = (table.unit, table.project, round(table.amount * 10_000), table.goal) if index == 0 else ("", "", None, "")
        _lines(sheet, [[*head, level1, level2, name, about, *parts(value), basis]])
    last = sheet.max_row
    for column in range(1, 5):
        sheet.merge_cells(start_row=top, end_row=last, start_column=column, end_column=column)
    for index, span in enumerate(merged([row.row[0] for row in table.rows])):
        if span > 1:
            sheet.merge_cells(start_row=top + index, end_row=top + index + span - 1, start_column=5, end_column=5)


def parts(value: str) -> tuple[str, str, str]:
    """Split a displayed value into operator, number and unit; a date or a word stays whole."""
    match = _PARTS.fullmatch(value)
    if match is None or value.endswith(("前", "内")):
        return "", value, ""
    return match[1], match[2], match[3]


def _hebei(sheet: Any, source: Source, table: Table) -> None:
    title = f"{table.project}绩效目标表"
    head = [[title], [f"编制单位：{source.unit}"], [f"（{source.year}年度）"], ["绩效目标", table.goal], list(HEADER)]
    _lines(sheet, [*head, *(list(cells) for cells in blanked(table.rows))])
    _across(sheet, 1, len(HEADER))
    _across(sheet, 4, len(HEADER), 2)
    _merge(sheet, table, len(head))


def _own(sheet: Any, source: Source, table: Table) -> None:
    """自评表: what was reached beside what was promised."""
    head = [
        ["项目支出绩效自评表"],
        [f"（{table.year}年度）"],
        ["项目名称", table.project],
        ["主管部门", source.unit],
        ["年度总体目标", table.goal],
        list(_OWN),
    ]
    _lines(sheet, [*head, *(list(cells) for cells in blanked(table.rows))])
    for line, first in ((1, 1), (2, 1), (3, 2), (4, 2), (5, 2)):
        _across(sheet, line, len(_OWN), first)
    _merge(sheet, table, len(head))


def _merge(sheet: Any, table: Table, above: int) -> None:
    for column, covered in enumerate(spans(table.rows), start=1):
        for index, span in enumerate(covered, start=above + 1):
            if span > 1:
                sheet.merge_cells(start_row=index, end_row=index + span - 1, start_column=column, end_column=column)


def _across(sheet: Any, line: int, columns: int, first: int = 1) -> None:
    sheet.merge_cells(start_row=line, end_row=line, start_column=first, end_column=columns)


def _lines(sheet: Any, rows: list[list[Any]]) -> None:
    """Append rows; a number without anything else is stored as a number, as people type it."""
    for cells in rows:
        sheet.append([_typed(cell) for cell in cells])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            cell.border = _LINE


def _typed(cell: Any) -> Any:
    if isinstance(cell, str) and re.fullmatch(r"\d{1,9}(?:\.\d+)?", cell):
        return float(cell) if "." in cell else int(cell)
    return None if cell == "" else cell


def _book(source: Source) -> Any:
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator, book.properties.title = source.unit, source.file.rsplit(".", 1)[0]
    return book


def _saved(book: Any) -> bytes:
    for sheet in book.worksheets:
        sheet["A1"].font = Font(bold=True, size=14)
        for column in range(1, sheet.max_column + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 16 if column < sheet.max_column else 24
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())
