"""Tables that no template describes are still read where their columns can be told, and the user is told."""

from __future__ import annotations

from tests.extraction.build import ROWS, filled, goal, grid, indicators, only, read, six


def test_an_unregistered_set_of_columns() -> None:
    header = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "测算依据"]
    rows = [[*row[:4], row[5]] for row in ROWS]
    table = only("行道树管护绩效目标表", indicators(rows, header))
    assert table.template == "未登记"
    assert [(row.level3, row.basis) for row in table.rows] == [(row[2], row[5]) for row in filled(ROWS)]
    assert any("未登记的表式" in trouble.reason for trouble in table.troubles)
    assert "value" not in table.roles
    assert table.confidence < 1.0


def test_columns_without_a_header_are_told_by_what_stands_in_them() -> None:
    table = only("行道树管护绩效目标表", goal("管护树木。"), grid(ROWS))
    assert [six(row) for row in table.rows] == filled(ROWS)
    assert any("按内容推断" in trouble.reason for trouble in table.troubles)
    assert table.rows[0].confidence < 1.0
    assert (table.project, table.rows[0].place.row) == ("行道树管护", 1)


def test_a_level_column_with_an_unknown_heading() -> None:
    header = ["类", "款", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
    table = only("行道树管护绩效目标表", indicators(header=header))
    assert [six(row) for row in table.rows] == filled(ROWS)
    assert any("按内容推断" in trouble.reason for trouble in table.troubles)


def test_content_instead_of_the_third_level() -> None:
    header = ["一级指标", "二级指标", "指标内容", "指标值", "备注"]
    rows = [[*row[:3], row[4], ""] for row in ROWS]
    table = only("行道树管护绩效目标表", indicators(rows, header))
    assert [row.level3 for row in table.rows] == [row[2] for row in ROWS]
    assert table.template == "指标内容与备注"
    assert "basis" not in table.roles
    assert table.troubles == ()


def test_only_two_levels() -> None:
    header = ["二级指标", "绩效指标名称", "目标值"]
    table = only("行道树管护绩效目标表", indicators([[row[1], row[2], row[4]] for row in ROWS], header))
    assert [(row.level2, row.level3, row.value) for row in table.rows] == [(row[1], row[2], row[4]) for row in ROWS]
    assert table.template == "两级指标"


def test_grades_instead_of_a_value() -> None:
    header = ["一级指标", "二级指标", "三级指标", "指标描述", "优", "良", "中", "差"]
    rows = [[*row[:4], row[4], "80%", "60%", "<60%"] for row in ROWS]
    table = only("行道树管护绩效目标表", indicators(rows, header))
    assert [row.value for row in table.rows] == [row[4] for row in ROWS]


def test_a_row_whose_cells_moved_is_doubted() -> None:
    rows = [*ROWS[:2], ["^", "≥92%", "苗木成活率", "成活苗木占栽植苗木的比例", "质量指标", "合同"], *ROWS[3:]]
    table = only("行道树管护绩效目标表", indicators(rows))
    assert ["第 3 行" in trouble.reason and "错列" in trouble.reason for trouble in table.troubles] == [True]
    assert len(table.rows) == 5


def test_a_mismatched_but_proper_level_is_no_doubt() -> None:
    rows = [["满意度指标", "数量指标", "管护林木株数", "", "≥3200株", ""]]
    assert only("行道树管护绩效目标表", indicators(rows)).troubles == ()


def test_lists_that_merely_speak_of_indicators_are_no_tables() -> None:
    words = grid([["名词", "解释"], ["绩效指标", "衡量产出和效益的尺度"], ["指标值", "要达到的水平"]])
    numbers = grid([["指标", "单位", "数值"], ["产出", "万元", "12"], ["效益", "万元", "8"]])
    assert read("名词解释", words, "统计", numbers).tables == ()


def test_borderless_tables_that_look_wrong_are_doubted() -> None:
    rows = [["管护", "", "林木", "", "", ""], ["株数", "3200", "", "", "", ""], ["成活", "", "92", "", "", ""]]
    table = only(
        "行道树管护绩效目标表",
        grid([["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"], *rows], certain=False),
    )
    assert any("没有框线" in trouble.reason for trouble in table.troubles)
    assert table.confidence < 0.6
