"""The template 中央四栏 and 自评表: header block, goal and indicators in one grid, two header rows, blocks side by side."""

from __future__ import annotations

import pytest

from auditor.types.indicator import Indicator
from tests.extraction.build import FOUR, grid, indicators, only, read

SHORT = [
    ["产出指标", "数量指标", "维修校舍面积", "≥2600平方米"],
    ["^", "质量指标", "验收合格率", "100%"],
    ["效益指标", "社会效益指标", "受益学生人数", "≥840人"],
    ["满意度指标", "服务对象满意度指标", "师生满意度", "≥95%"],
]
CELLS = [
    ("产出指标", "数量指标", "维修校舍面积", "≥2600平方米"),
    ("产出指标", "质量指标", "验收合格率", "100%"),
    ("效益指标", "社会效益指标", "受益学生人数", "≥840人"),
    ("满意度指标", "服务对象满意度指标", "师生满意度", "≥95%"),
]


def four(row: Indicator) -> tuple[str, str, str, str]:
    return row.level1, row.level2, row.level3, row.value


def block(project: str, goal: str) -> list[list[str]]:
    return [
        ["（2024年度）", "<", "<", "<"],
        ["项目名称", project, "<", "<"],
        ["主管部门及代码", "[205]云溪区教育局", "实施单位", "云溪区第三小学"],
        ["项目资金（万元）", "年度资金总额：", "62.5", ""],
        ["^", "其中：财政拨款", "60", ""],
        ["^", "其他资金", "2.5", ""],
        ["总体目标", goal, "<", "<"],
    ]


def test_block_goal_and_rows_in_one_grid() -> None:
    table = only("项目支出绩效目标表", grid([*block("校舍维修", "1.消除隐患。\n2.改善条件。"), FOUR, *SHORT]))
    assert [four(row) for row in table.rows] == CELLS
    assert (table.project, table.goal) == ("校舍维修", "1.消除隐患。\n2.改善条件。")
    assert (table.unit_name, table.year, table.template) == ("云溪区第三小学", 2024, "中央四栏")
    assert table.header["budget"] == "62.5"
    assert table.header["budget_fiscal"] == "60"
    assert table.header["budget_other"] == "2.5"
    assert table.header["department"] == "[205]云溪区教育局"
    assert "basis" not in table.roles
    assert "description" not in table.roles
    assert table.place.row == 8
    assert table.rows[0].place.row == 9
    assert table.troubles == ()


def test_blank_budget_cells_are_not_filled_from_their_neighbours() -> None:
    rows = [[cell if cell not in ("62.5", "60", "2.5") else "" for cell in row] for row in block("校舍维修", "消除隐患。")]
    table = only("项目支出绩效目标表", grid([*rows, FOUR, *SHORT]))
    assert not {"budget", "budget_fiscal", "budget_other"} & table.header.keys()


def test_a_label_column_left_of_the_indicators() -> None:
    rows = [["总体目标", "消除隐患。", "<", "<", "<"], ["绩效指标", *FOUR], *(["^", *row] for row in SHORT)]
    table = only("项目支出绩效目标表", grid(rows))
    assert [four(row) for row in table.rows] == CELLS
    assert table.goal == "消除隐患。"
    assert table.rows[0].columns["level1"] == 2


def test_several_tables_follow_in_one_grid() -> None:
    rows = [*block("校舍维修", "消除隐患。"), FOUR, *SHORT, *block("操场改造", "铺好跑道。"), FOUR, *SHORT[:2]]
    first, second = read("项目支出绩效目标表", grid(rows)).tables
    assert (first.project, [four(row) for row in first.rows]) == ("校舍维修", CELLS)
    assert (second.project, second.goal, [four(row) for row in second.rows]) == ("操场改造", "铺好跑道。", CELLS[:2])


def test_goal_split_into_expected_and_achieved() -> None:
    goal = [["年度总体目标", "预期目标", "<", "实际完成情况", "<"], ["^", "消除隐患。", "<", "已全部完成。", "<"]]
    header = [["绩效指标", *FOUR]]
    table = only("项目支出绩效自评表", grid([*goal, *header, *(["^", *row] for row in SHORT)]))
    assert table.goal == "消除隐患。"
    assert table.header["goal_actual"] == "已全部完成。"


def test_goal_of_the_year_wins_over_that_of_the_whole_period() -> None:
    goal = [["总体目标", "实施期目标", "<", "年度目标", "<"], ["^", "三年内消除隐患。", "<", "今年修好两栋。", "<"]]
    table = only("项目支出绩效目标表", grid([*goal, ["绩效指标", *FOUR], *(["^", *row] for row in SHORT)]))
    assert table.goal == "今年修好两栋。"
    assert table.header["goal_long"] == "三年内消除隐患。"


def test_two_blocks_side_by_side_give_the_rows_of_the_year_first() -> None:
    rows = [
        ["绩效指标", "一级指标", "长期目标", "<", "<", "年度目标", "<", "<"],
        ["^", "^", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
        ["^", "产出指标", "数量指标", "维修校舍面积", "7800平方米", "数量指标", "维修校舍面积", "2600平方米"],
        ["^", "^", "质量指标", "危房消除率", "100%", "质量指标", "验收合格率", "100%"],
        ["^", "满意度指标", "满意度指标", "师生满意度", "≥95%", "满意度指标", "师生满意度", "≥95%"],
    ]
    table = only("项目支出绩效目标表", grid(rows))
    assert [(*four(row), row.block) for row in table.rows] == [
        ("产出指标", "数量指标", "维修校舍面积", "2600平方米", "年度"),
        ("产出指标", "质量指标", "验收合格率", "100%", "年度"),
        ("满意度指标", "满意度指标", "师生满意度", "≥95%", "年度"),
        ("产出指标", "质量指标", "危房消除率", "100%", "实施期"),
    ]
    assert [row.row for row in table.rows] == [1, 2, 3, 4]
    assert table.template == "实施期与年度并列"
    assert table.rows[0].columns["value"] == 8
    assert table.rows[3].columns["value"] == 5


def test_self_evaluation() -> None:
    header = [*FOUR[:3], "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    rows = [[*row, "已完成", "10", "9", ""] for row in SHORT]
    block = [["项目名称", "校舍维修", *["<"] * 6], ["年度总体目标", "消除隐患。", *["<"] * 6]]
    total = [["总分", "<", "<", "<", "<", "100", "96", ""]]
    table = only("项目支出绩效自评表", grid([*block, header, *rows, *total]))
    assert [four(row) for row in table.rows] == CELLS
    assert [(row.actual, row.weight) for row in table.rows] == [("已完成", "10")] * 4
    assert (table.template, table.project, table.goal) == ("自评表", "校舍维修", "消除隐患。")


@pytest.mark.parametrize("blank", [False, True])
def test_value_split_under_a_header_of_two_rows(blank: bool) -> None:
    over = "" if blank else "^"
    wide = "" if blank else "<"
    rows = [
        ["一级指标", "二级指标", "三级指标", "指标值", wide, wide, "指标值确定依据"],
        [over, over, over, "符号", "值", "单位（文字描述）", over],
        ["产出指标", "数量指标", "维修校舍面积", "≥", "2600", "平方米", "维修方案"],
        [over, "质量指标", "验收合格率", "=", "100", "%", "施工合同"],
        ["效益指标", "社会效益指标", "办学条件", "定性", "明显改善", "", "调查"],
    ]
    table = only("校舍维修绩效目标表", grid(rows))
    assert [(row.level1, row.value, row.basis, row.nature) for row in table.rows] == [
        ("产出指标", "≥2600平方米", "维修方案", ""),
        ("产出指标", "=100%", "施工合同", ""),
        ("效益指标", "明显改善", "调查", "定性"),
    ]
    assert table.rows[0].place.row == 3


def test_value_cells_wider_than_their_header_row() -> None:
    rows = [["一级指标", "二级指标", "三级指标", "指标值", "<"], ["产出指标", "数量指标", "维修校舍面积", "≥2600", "平方米"]]
    (row,) = only("校舍维修绩效目标表", grid(rows)).rows
    assert row.value == "≥2600平方米"


def test_a_wide_row_naming_a_first_level() -> None:
    header = ["二级指标", "三级指标", "指标值", "备注"]
    rows = [
        ["产出指标", "<", "<", "<"],
        ["数量指标", "维修校舍面积", "≥2600平方米", ""],
        ["质量指标", "验收合格率", "100%", ""],
    ]
    table = only("校舍维修绩效目标表", grid([header, *rows]))
    assert [(row.level2, row.level3) for row in table.rows] == [("数量指标", "维修校舍面积"), ("质量指标", "验收合格率")]


def test_first_and_second_level_merged_into_one_cell() -> None:
    rows = [["满意度指标", "<", "师生满意度", "≥95%"]]
    (row,) = only("校舍维修绩效目标表", indicators(rows, FOUR)).rows
    assert four(row) == ("满意度指标", "满意度指标", "师生满意度", "≥95%")
