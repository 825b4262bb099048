"""Sheets 汇总 and 规则说明, read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.reports import sample
from tests.reports.readback import column, fill, line_of, report_of, save, texts


def test_what_was_not_read_stands_before_all_figures(book: Any) -> None:
    shown = texts(book["汇总"])
    alarm = shown.index("1 份文件未读取，1 份文件部分读取")
    assert alarm < shown.index(sample.LOCKED) < shown.index("请用密码打开后另存为不加密的文件。") < shown.index("总体情况")
    assert "第3页：是扫描图片，没有文字；表1：跨页处有1行没有读全" in shown


def test_no_alarm_where_all_was_read(tmp_path: Path) -> None:
    assert "未读取，" not in texts(save(report_of(sample.SAFETY), tmp_path)["汇总"]).split("总体情况")[0]


def summary_line(sheet: Worksheet, section: str, name: str) -> list[Any]:
    """Return the values of the line under ``section`` in which ``name`` stands."""
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    start = next(number for number, line in enumerate(lines) if line[0] == section)
    return next(line for line in lines[start + 1 :] if name in line)


def test_key_figures(book: Any) -> None:
    lines = {line[1].value: (line[2].value, line[3].value) for line in book["汇总"].iter_rows()}
    assert lines["文件（份）"] == (5, "已读取 3，部分读取 1，未读取 1")
    assert lines["项目绩效目标表（张）"] == (5, "红灯 2，黄灯 1，绿灯 2")
    assert lines["指标（行）"] == (10, "分属 4 个单位")
    assert lines["疑点（条）"] == (9, "错误 5，警告 3，提示 1")


def test_units_are_counted_by_family(book: Any) -> None:
    sheet = book["汇总"]
    header = summary_line(sheet, "各单位疑点（按类别）", "单位")
    line = summary_line(sheet, "各单位疑点（按类别）", "青禾县教育局")
    shown = dict(zip(header, line, strict=True))
    assert shown["单位"] == "青禾县教育局"
    assert shown["报送情况"] == "1 份文件，2 张表，6 行指标"
    assert (shown["套用照搬\nBP"], shown["计量单位\nUN"], shown["读取\nEX"], shown["合计"]) == (1, 1, 0, 7)
    assert shown["错误／警告／提示"] == "3／3／1"


@pytest.mark.parametrize(
    ("project", "light", "colour"),
    [
        ("乡村小学营养午餐补助", "● 红", "FFFADBD8"),
        ("农村公路桥梁维修", "● 黄", "FFFFF2CC"),  # no finding, but not wholly read
        ("校舍抗震鉴定", "● 绿", "FFE2EFDA"),
    ],
)
def test_each_project_has_a_light(book: Any, project: str, light: str, colour: str) -> None:
    sheet = book["汇总"]
    (line,) = (found for found in sheet.iter_rows() if found[2].value == project)
    assert line[0].value == light
    assert fill(line[0]) == colour


def test_a_project_links_to_its_rows_and_findings(book: Any) -> None:
    sheet = book["汇总"]
    (line,) = (found for found in sheet.iter_rows() if found[2].value == "优质稻种推广")
    places = {found.value: found.hyperlink.location.split("!")[1] for found in line if found.hyperlink}
    assert book["指标明细"][places["明细"]].value == "优质稻种推广"
    found = book["疑点清单"][places["疑点"]]
    assert book["疑点清单"].cell(found.row, column(book["疑点清单"], "项目")).value == "优质稻种推广"


def test_every_rule_that_ran_is_explained(book: Any) -> None:
    sheet = book["规则说明"]
    line = line_of(sheet, 代码="BA401")
    shown = [sheet.cell(line, number).value for number in range(1, 11)]
    note = sample.RULES[0]
    assert shown == ["BA401", note.name, "确定依据", "错误", 1, note.why, note.how, "《预算法》第三十二条", note.bad, note.good]
    assert [sheet.cell(number, 1).value for number in range(2, sheet.max_row + 1)] == [rule.code for rule in sample.RULES]
