"""Sheet 疑点清单, read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from auditor.reports import _xlsx_places
from auditor.reports._xlsx_findings import DECISIONS
from tests.reports import sample
from tests.reports.readback import RED, cell, column, fill, line_of, runs, save, titles


def test_a_finding_stands_beside_the_cells_of_its_row(book: Any) -> None:
    sheet = book["疑点清单"]
    line = line_of(sheet, 代码="BP101")
    shown = {title: str(sheet.cell(line, column(sheet, title)).value) for title in titles(sheet)}
    expected = {
        "序号": "6",
        "级别": "错误",
        "疑点": "跨领域套用",
        "单位": "青禾县教育局",
        "项目": "乡村小学营养午餐补助",
        "表序": "1",
        "行序": "4",
        "一级指标": "效益指标",
        "二级指标": "社会效益指标",
        "三级指标": "观影活动场次",
        "绩效指标描述": "露天电影放映覆盖的行政村比例",
        "指标值": "逐步提高",
        "指标值确定依据": "县教育局年度工作计划",
        "绩效目标": "None",
        "问题栏目": "绩效指标描述",
        "说明": "“露天电影”不属于教育项目",
        "判断依据": "见原文",
        "置信度": "0.9",
        "文件": sample.SCHOOL,
        "位置": "表1 第4行",
        "处理意见": "None",
        "备注": "None",
    }
    assert {title: shown[title] for title in expected} == expected


def test_words_at_fault_are_red_and_the_others_are_not(book: Any) -> None:
    sheet = book["疑点清单"]
    assert runs(cell(sheet, "绩效指标描述", 代码="BP101").value) == [("露天电影", True), ("放映覆盖的行政村比例", False)]
    assert runs(cell(sheet, "三级指标", 代码="BP101").value) == [("观影", True), ("活动场次", False)]
    assert runs(cell(sheet, "指标值", 代码="UN301", 行序=1).value) == [("≥", False), ("8600", True)]
    goal = "1.为全县乡村小学在校生提供营养午餐。\n2.改善学生体质。\n3."
    assert runs(cell(sheet, "绩效目标", 代码="GO703").value) == [(goal, False), ("改善学生体质", True), ("。", False)]


def test_a_cell_at_fault_as_a_whole_is_red_without_runs(book: Any) -> None:
    found = cell(book["疑点清单"], "指标值", 代码="VA602")
    assert found.value == "逐步提高"
    assert found.font.color.rgb == RED


def test_an_empty_cell_at_fault_is_filled(book: Any) -> None:
    sheet = book["疑点清单"]
    empty, sound = cell(sheet, "指标值确定依据", 代码="BA401"), cell(sheet, "指标值确定依据", 代码="BP101")
    assert empty.value is None
    assert fill(empty) == "FFFADBD8"
    assert fill(sound) == "00000000"


def test_severities_are_told_apart_by_colour(book: Any) -> None:
    sheet = book["疑点清单"]
    shown = {code: fill(cell(sheet, "级别", 代码=code)) for code in ("BA401", "ST501", "VA602")}
    assert shown == {"BA401": "FFFADBD8", "ST501": "FFFFF2CC", "VA602": "FFDDEBF7"}


def test_related_places_name_the_file_where_it_is_another(book: Any) -> None:
    assert cell(book["疑点清单"], "关联位置", 代码="DU201").value == f"表1 第2行（同一内容）\n{sample.FARM} 表1"


@pytest.mark.parametrize(
    ("wanted", "row", "title", "shown"),
    [
        ({"代码": "UN301", "行序": 1}, 1, "指标值", "≥8600"),
        ({"代码": "BP101"}, 4, "绩效指标描述", "露天电影放映覆盖的行政村比例"),
        ({"代码": "DU201"}, 3, "三级指标", "抽检合格率"),
        ({"代码": "UN301", "行序": 2}, 2, "指标值", "≤60"),
        ({"代码": "ST501"}, 1, "项目", "乡村小学营养午餐补助"),
        ({"代码": "GO703"}, 1, "绩效目标", sample.MEALS.goal),
    ],
)
def test_links_lead_to_the_cell_at_fault(book: Any, wanted: dict[str, Any], row: int, title: str, shown: str) -> None:
    link = cell(book["疑点清单"], "明细", **wanted).hyperlink.location
    name, place = link.split("!")
    details = book[name.strip("'")]
    target = details[place]
    assert target.value == shown
    assert details.cell(1, target.column).value == title
    assert details.cell(target.row, column(details, "行序")).value == row


def test_a_finding_on_a_document_has_no_link(book: Any) -> None:
    found = cell(book["疑点清单"], "明细", 代码="EX901")
    assert (found.value, found.hyperlink) == (None, None)


def test_links_beyond_the_limit_are_formulas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_xlsx_places, "MAX_LINKS", 3)
    sheet = save(sample.report(), tmp_path)["疑点清单"]
    kinds = [sheet.cell(line, column(sheet, "明细")) for line in (4, 5)]
    assert kinds[0].hyperlink.location == "'指标明细'!I2"
    assert kinds[1].hyperlink is None
    assert kinds[1].value == '=HYPERLINK("#\'指标明细\'!J4","查看")'


def test_the_reviewer_chooses_a_decision_from_a_list(book: Any) -> None:
    sheet = book["疑点清单"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.type == "list"
    assert rule.formula1 == f'"{",".join(DECISIONS)}"'
    letter = sheet.cell(1, column(sheet, "处理意见")).column_letter
    assert str(rule.sqref) == f"{letter}2:{letter}{1 + len(sample.findings())}"
