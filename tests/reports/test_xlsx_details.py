"""Sheet 指标明细, read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.reports import _xlsx_details
from auditor.types.finding import Severity
from tests.reports import sample
from tests.reports.readback import cell, column, fill, one_row, report_of, save, texts, titles


def test_every_row_stands_in_the_details(book: Any) -> None:
    sheet = book["指标明细"]
    keys = [column(sheet, title) for title in ("文件", "表序", "行序", "三级指标", "位置")]
    shown = [tuple(sheet.cell(line, key).value for key in keys) for line in range(2, sheet.max_row + 1)]
    assert shown[5:] == [
        (sample.SCHOOL, 2, 1, "鉴定校舍数", "表2 第1行"),
        (sample.FARM, 1, 1, "推广面积", "工作表“项目” 第6行"),
        (sample.FARM, 1, 2, "亩均补助", "工作表“项目” 第7行"),
        (sample.ROAD, 1, 1, "维修桥梁数", "第2页 表1 第1行"),
        (sample.CLEAN, 1, 1, "接种率", "第18行(文本)"),
    ]
    assert [line[2] for line in shown[:5]] == [1, 2, 3, 4, 5]


def test_optional_columns_are_there_only_where_a_template_has_them(book: Any, tmp_path: Path) -> None:
    assert {"权重", "指标性质"} <= set(titles(book["指标明细"]))
    assert "实际完成值" not in titles(book["指标明细"])
    assert cell(book["指标明细"], "权重", 三级指标="亩均补助").value == "10"
    assert "权重" not in titles(save(report_of(sample.MEALS), tmp_path)["指标明细"])


def test_faulty_cells_are_coloured_by_the_gravest_finding(book: Any) -> None:
    sheet = book["指标明细"]
    assert fill(cell(sheet, "指标值", 三级指标="受益学生数")) == "FFFADBD8"
    assert fill(cell(sheet, "指标值", 三级指标="观影活动场次")) == "FFDDEBF7"
    assert fill(cell(sheet, "三级指标", 三级指标="抽检合格率")) == "FFFFF2CC"
    assert fill(cell(sheet, "指标值", 三级指标="家长满意度")) == "00000000"
    assert fill(cell(sheet, "项目", 三级指标="家长满意度")) == "FFFFF2CC"  # a finding on the table
    assert fill(cell(sheet, "项目", 三级指标="鉴定校舍数")) == "00000000"


def test_notes_name_the_codes(book: Any) -> None:
    sheet = book["指标明细"]
    assert cell(sheet, "指标值", 三级指标="受益学生数").comment.text == "UN301 缺少计量单位（错误）"
    assert cell(sheet, "项目", 三级指标="受益学生数").comment.text == "ST501 缺少必设指标类别（全表）（警告）"
    assert cell(sheet, "项目", 三级指标="家长满意度").comment is None  # told once a table
    assert cell(sheet, "指标值", 三级指标="家长满意度").comment is None


def test_several_findings_of_a_row_are_named_together(book: Any) -> None:
    sheet = book["指标明细"]
    assert cell(sheet, "疑点", 三级指标="观影活动场次").value == "BP101 跨领域套用\nVA602 指标值未量化"
    assert cell(sheet, "疑点", 三级指标="家长满意度").value is None


def test_two_findings_on_one_cell_share_its_note(tmp_path: Path) -> None:
    table = one_row(value="逐步提高")
    both = (
        sample.finding("VA602", Severity.INFO, table, 1, "value"),
        sample.finding("UN301", Severity.ERROR, table, 1, "value"),
    )
    sheet = save(report_of(table, *both), tmp_path)["指标明细"]
    found = cell(sheet, "指标值", 行序=1)
    assert found.comment.text == "VA602 指标值未量化（提示）\nUN301 缺少计量单位（错误）"
    assert fill(found) == "FFFADBD8"


def test_notes_stop_at_the_limit_and_the_codes_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_xlsx_details, "MAX_NOTES", 3)
    sheet = save(sample.report(), tmp_path)["指标明细"]
    assert cell(sheet, "指标值", 三级指标="亩均补助").comment is None
    assert cell(sheet, "疑点", 三级指标="亩均补助").value == "UN301 缺少计量单位"


def test_a_table_without_rows_still_has_its_line(tmp_path: Path) -> None:
    table = replace(sample.MEALS, rows=())
    book = save(report_of(table, sample.finding("ST501", Severity.WARNING, table, None, "")), tmp_path)
    found = cell(book["指标明细"], "项目", 项目=table.project)
    assert fill(found) == "FFFFF2CC"
    assert "没有读到指标行" in texts(book["指标明细"])
    assert cell(book["疑点清单"], "明细", 代码="ST501").hyperlink.location == f"'指标明细'!{found.coordinate}"
