"""The template 河北六栏: cells, levels, project, goal, places, from documents built by hand."""

from __future__ import annotations

import pickle

import pytest

from auditor.extraction import extract
from auditor.types.grid import Paragraph
from tests.extraction.build import ROWS, SIX, document, filled, goal, grid, indicators, only, read, six


def test_every_cell_is_read_and_levels_filled_down_merges() -> None:
    table = only("1、行道树管护绩效目标表", goal("1.管护树木。\n2.改善环境。"), indicators())
    assert [six(row) for row in table.rows] == filled(ROWS)
    assert table.template == "河北六栏"
    assert table.project == "行道树管护"
    assert table.goal == "1.管护树木。\n2.改善环境。"
    assert table.roles == {"level1", "level2", "level3", "description", "value", "basis", "goal"}
    assert table.confidence == 1.0
    assert table.troubles == ()


def test_levels_are_filled_down_blank_cells() -> None:
    rows = [["" if cell == "^" else cell for cell in row] for row in ROWS]
    table = only("行道树管护绩效目标表", indicators(rows))
    assert [row.level1 for row in table.rows] == ["产出指标", "产出指标", "产出指标", "效益指标", "满意度指标"]


def test_a_blank_second_level_is_not_filled_across_a_new_first_level() -> None:
    rows = [
        ["产出指标", "数量指标", "检查次数", "", "4次", ""],
        ["", "", "抽样批次", "", "80批次", ""],
        ["效益指标", "", "食品合格率", "", "≥98%", ""],
    ]
    table = only("食品抽检绩效目标表", indicators(rows))
    assert [(row.level1, row.level2) for row in table.rows] == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("效益指标", ""),
    ]


def test_wrapped_lines_of_a_cell_are_joined_without_spaces() -> None:
    rows = [
        ["产\n出\n指\n标", "数 量 指 标", "巡查\n河道\n长度", "全年巡查河道的\n总长度", "≥120\n公里", "河长制\n2024年工作计划"]
    ]
    (row,) = only("河道巡查绩效目标表", indicators(rows)).rows
    assert six(row) == ["产出指标", "数量指标", "巡查河道长度", "全年巡查河道的总长度", "≥120公里", "河长制2024年工作计划"]


def test_every_row_knows_its_place_and_columns() -> None:
    table = only("行道树管护绩效目标表", goal("管护树木。"), indicators())
    assert (table.place.grid, table.place.row) == (2, 1)
    assert [(row.row, row.place.grid, row.place.row) for row in table.rows] == [(n, 2, n + 1) for n in range(1, 6)]
    assert table.rows[0].columns == {"level1": 1, "level2": 2, "level3": 3, "description": 4, "value": 5, "basis": 6}


def test_place_tells_page_and_sheet() -> None:
    rows = grid([SIX, *ROWS], page=7)
    assert only("行道树管护绩效目标表", rows).rows[2].place.page == 7
    rows = grid([SIX, *ROWS], sheet="绩效")
    assert only("行道树管护绩效目标表", rows).rows[2].place.sheet == "绩效"


@pytest.mark.parametrize(
    ("column", "spelling", "role"),
    [
        (2, "三级指标名称", "level3"),
        (3, "绩效描述", "description"),
        (3, "指标描述", "description"),
        (3, "指标解释", "description"),
        (3, "指标内容", "description"),
        (3, "绩 效 指 标\n描 述", "description"),
        (4, "绩效指标值", "value"),
        (4, "指标值（包含数字及文字描述）", "value"),
        (4, "目标值", "value"),
        (5, "确定依据", "basis"),
        (5, "指标值依据", "basis"),
        (5, "指标值确定依椐", "basis"),
        (5, "指标值设定的依据", "basis"),
    ],
)
def test_header_spellings(column: int, spelling: str, role: str) -> None:
    header = [spelling if number == column else text for number, text in enumerate(SIX)]
    table = only("行道树管护绩效目标表", indicators(header=header))
    assert [row.cell(role) for row in table.rows] == [row[column] for row in filled(ROWS)]
    assert role in table.roles
    assert table.template == "河北六栏"
    assert table.troubles == ()


def test_second_level_may_stand_before_the_first() -> None:
    header = ["二级指标", "一级指标", *SIX[2:]]
    rows = [[row[1], row[0], *row[2:]] for row in filled(ROWS)]
    table = only("行道树管护绩效目标表", indicators(rows, header))
    assert [six(row) for row in table.rows] == filled(ROWS)


def test_empty_rows_are_no_rows_but_rows_without_a_name_are() -> None:
    rows = [
        ["产出指标", "数量指标", "", "培训教师的人数", "≥60人", ""],
        ["", "", "", "", "", ""],
        ["", "质量指标", "", "", "", ""],
        ["", "时效指标", "完成时间", "", "", ""],
    ]
    table = only("教师培训绩效目标表", indicators(rows))
    assert [(row.level2, row.level3, row.value) for row in table.rows] == [
        ("数量指标", "", "≥60人"),
        ("时效指标", "完成时间", ""),
    ]


def test_notes_and_totals_are_no_rows() -> None:
    rows = [
        *ROWS,
        ["注：指标值由单位填报。", "<", "<", "<", "<", "<"],
        ["合计", "", "", "", "100", ""],
        ["填报人：", "", "联系电话：", "", "", ""],
    ]
    table = only("行道树管护绩效目标表", indicators(rows))
    assert [six(row) for row in table.rows] == filled(ROWS)


def test_a_header_without_rows_is_a_table_with_a_trouble() -> None:
    extraction = read("2、路灯维护绩效目标表", goal("维护路灯。"), grid([SIX]), "3、行道树管护绩效目标表", indicators())
    first, second = extraction.tables
    assert (first.project, first.rows, first.number) == ("路灯维护", (), 1)
    assert "没有指标行" in first.troubles[0].reason
    assert (second.project, second.number, len(second.rows)) == ("行道树管护", 2, 5)
    assert first.confidence < 1.0


def test_other_budget_tables_are_left_alone() -> None:
    budget = grid([["序号", "项目", "预算数"], ["1", "一、一般公共服务支出", "12.50"], ["2", "绩效工资", "30.00"]])
    staff = grid([["单位名称", "单位性质", "单位规格"], ["青禾县园林所", "事业", "股级"]])
    purchase = grid([["项目名称", "采购物品名称", "计量单位", "数量"], ["台式电脑", "电脑", "台", "3"]])
    extraction = read("收支总表", budget, "机构设置", staff, "1、行道树管护绩效目标表", indicators(), "政府采购预算", purchase)
    (table,) = extraction.tables
    assert (table.project, table.place.grid, table.unit_name) == ("行道树管护", 3, "青禾县园林所")


def test_tables_are_numbered_over_indicator_tables_in_reading_order() -> None:
    blocks = []
    for number in range(1, 6):
        blocks += [
            f"{number}、项目甲{number}绩效目标表",
            goal(f"目标{number}"),
            indicators(),
            grid([["栏次", "1"], ["2", "3"]]),
        ]
    tables = read(*blocks).tables
    assert [(table.number, table.project, table.goal) for table in tables] == [
        (n, f"项目甲{n}", f"目标{n}") for n in range(1, 6)
    ]
    assert all([six(row) for row in table.rows] == filled(ROWS) for table in tables)


def test_header_block_with_codes_budget_and_spending_plan() -> None:
    block = grid(
        [
            ["101003青禾县园林所", "<", "<", "<", "<", "单位：万元"],
            ["项目编码", "101-0101-ABC", "<", "项目名称", "行道树管护", "<"],
            ["预算规模及资金用途", "预算数", "46.80", "其中：财政资金", "46.80", "其他资金"],
            ["^", "用于苗木补植和病虫防治", "<", "<", "<", "<"],
            ["资金支出计划（%）", "3月底", "6月底", "9月底", "12月底", ""],
            ["^", "20.00", "50.00", "80.00", "100.00", ""],
            ["绩效目标", "1、保住现有树木\n2、补植缺株", "<", "<", "<", "<"],
        ]
    )
    table = only("1、行道树管护绩效目标表", block, indicators())
    assert table.project == "行道树管护"
    assert table.goal == "1、保住现有树木\n2、补植缺株"
    assert table.unit_name == "青禾县园林所"
    assert table.header["project_code"] == "101-0101-ABC"
    assert table.header["budget"] == "46.80"
    assert table.header["budget_fiscal"] == "46.80"
    assert table.header["budget_use"] == "用于苗木补植和病虫防治"
    assert table.header["spending_plan"] == "3月底 20.00；6月底 50.00；9月底 80.00；12月底 100.00"
    assert table.header["currency"] == "万元"


def test_header_block_whose_merges_show_as_blanks() -> None:
    block = grid(
        [
            ["项目编码", "101-0101-ABC", "项目名称", "行道树管护", ""],
            ["预算规模及资金用途", "预算数", "46.80", "其他资金", ""],
            ["", "用于苗木补植", "", "", ""],
            ["资金支出计划（%）", "3月底", "6月底", "9月底", "12月底"],
            ["", "20.00", "50.00", "80.00", "100.00"],
        ]
    )
    table = only("1、行道树管护绩效目标表", block, goal("保住树木"), indicators())
    assert table.header["budget_use"] == "用于苗木补植"
    assert table.header["spending_plan"] == "3月底 20.00；6月底 50.00；9月底 80.00；12月底 100.00"
    assert "budget_other" not in table.header
    assert table.goal == "保住树木"


def test_stand_in_columns_are_shown_but_not_counted() -> None:
    header = [*SIX[:5], "备注"]
    table = only("行道树管护绩效目标表", indicators(header=header))
    assert [row.basis for row in table.rows] == [row[5] for row in filled(ROWS)]
    assert "basis" not in table.roles
    assert table.template == "指标内容与备注"


def test_extraction_crosses_process_boundaries() -> None:
    made = document("1、行道树管护绩效目标表", goal("管护树木。"), indicators())
    extraction = extract(pickle.loads(pickle.dumps(made)))
    assert pickle.loads(pickle.dumps(extraction)) == extraction
    assert extraction == extract(made)


def test_troubles_of_the_reader_are_handed_on_and_nothing_is_made_of_an_empty_document() -> None:
    extraction = read("只有文字", Paragraph("没有表格"))
    assert extraction.tables == ()
    assert extraction.source == "青禾县园林所2024年预算.docx"
    assert extraction.format == "docx"


def test_a_goal_label_without_a_goal_is_a_role_without_a_value() -> None:
    table = only("1、行道树管护绩效目标表", goal(""), indicators())
    assert ("goal" in table.roles, table.goal) == (True, "")
    table = only("1、行道树管护绩效目标表", indicators())
    assert ("goal" in table.roles, table.goal) == (False, "")
