"""Word documents: the budget tables, then the indicator tables in one of three forms."""

from __future__ import annotations

import io
from typing import Any

import docx
from _budget import around
from _model import Row, Source, Table, merged
from _package import settled
from docx.oxml.ns import qn
from docx.shared import Pt

HEADER = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
_FONT = "宋体"


def word(source: Source) -> bytes:
    """Return the document as a docx file."""
    document = docx.Document()
    _fonts(document)
    document.add_heading(f"{source.unit}{source.year}年预算信息公开", 1)
    document.add_paragraph(f"根据预算公开的有关要求，{source.unit}公开{source.year}年预算、“三公”经费和项目绩效目标。")
    document.add_heading("一、主要职责", 2)
    document.add_paragraph(source.duties)
    document.add_heading("二、预算收支情况", 2)
    for title, rows in around(source):
        document.add_paragraph(f"{title}（单位：万元）")
        _grid(document, rows)
    document.add_heading("三、项目绩效目标", 2)
    for number, table in enumerate(source.tables, start=1):
        _FORMS[source.form](document, source, table, number)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = source.unit, source.file.rsplit(".", 1)[0], ""
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue())


def _fonts(document: Any) -> None:
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = _FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    document.styles["Normal"].font.size = Pt(9)


def _grid(document: Any, rows: list[list[str]]) -> Any:
    made = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for line, cells in zip(made.rows, rows, strict=True):
        for cell, text in zip(line.cells, cells, strict=True):
            cell.text = text
    return made


def _six_columns(document: Any, source: Source, table: Table, number: int) -> None:
    document.add_paragraph(f"{number}、{table.project}绩效目标表")
    _grid(document, [["绩效目标", table.goal]])
    _merge(_grid(document, _body(table, HEADER)), table.rows, 1)


def _with_block(document: Any, source: Source, table: Table, number: int) -> None:
    """The form with 项目编码, 预算数 and 资金支出计划 above the indicators."""
    amount = f"{table.amount:.2f}"
    document.add_paragraph(f"{number}、{table.project}绩效目标表")
    document.add_paragraph(f"301001{source.unit}　　单位：万元")
    head = [
        ["项目编码", table.code, "", "项目名称", table.project, ""],
        ["预算数", amount, "", "其中：财政资金", amount, ""],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底", ""],
        ["", "10.00", "45.00", "80.00", "100.00", ""],
        ["绩效目标", table.goal, "", "", "", ""],
    ]
    made = _grid(document, [*head, *_body(table, HEADER)])
    for line, first, last in ((0, 1, 2), (0, 4, 5), (1, 1, 2), (1, 4, 5), (2, 4, 5), (3, 4, 5), (4, 1, 5)):
        made.cell(line, first).merge(made.cell(line, last))
    made.cell(2, 0).merge(made.cell(3, 0))
    _merge(made, table.rows, len(head) + 1)


def _central(document: Any, source: Source, table: Table, number: int) -> None:
    """The form of the Ministry of Finance: project, funds, goal and indicators in one table of four columns."""
    amount = f"{table.amount:.2f}"
    document.add_paragraph("项目支出绩效目标表")
    head = [
        [f"（{source.year}年度）", "", "", ""],
        ["项目名称", table.project, "", ""],
        ["主管部门", source.unit, "实施单位", source.unit],
        ["项目资金（万元）", "年度资金总额：", amount, ""],
        ["", "其中：财政拨款", amount, ""],
        ["", "其他资金", "0.00", ""],
        ["年度总体目标", table.goal, "", ""],
    ]
    made = _grid(document, [*head, *_body(table, ("一级指标", "二级指标", "三级指标", "指标值"))])
    for line, first, last in ((0, 0, 3), (1, 1, 3), (3, 2, 3), (4, 2, 3), (5, 2, 3), (6, 1, 3)):
        made.cell(line, first).merge(made.cell(line, last))
    made.cell(3, 0).merge(made.cell(5, 0))
    _merge(made, table.rows, len(head) + 1)


_FORMS = {"hebei": _six_columns, "hebei-block": _with_block, "central": _central}


def _body(table: Table, header: tuple[str, ...]) -> list[list[str]]:
    """Return header and rows with the text of merged cells in their first row only."""
    return [list(header), *(list(cells) for cells in blanked(table.rows))]


def blanked(rows: tuple[Row, ...]) -> list[tuple[str, ...]]:
    """Return the cells of the rows; level1 and level2 are empty where the cell above covers them."""
    first, second = spans(rows)
    return [
        (row.row[0] if a else "", row.row[1] if b else "", *row.row[2:]) for row, a, b in zip(rows, first, second, strict=True)
    ]


def spans(rows: tuple[Row, ...]) -> tuple[list[int], list[int]]:
    """Return how many rows each cell of level1 and of level2 covers."""
    return merged([row.row[0] for row in rows]), merged([row.row[0] + row.row[1] for row in rows])


def _merge(made: Any, rows: tuple[Row, ...], top: int) -> None:
    for column, covered in enumerate(spans(rows)):
        for index, span in enumerate(covered):
            if span > 1:
                made.cell(top + index, column).merge(made.cell(top + index + span - 1, column))
