"""Tables cut by page breaks are put together again: repeated headers, rows cut in two, labels on the later page."""

from __future__ import annotations

from auditor.types.grid import Paragraph
from tests.extraction.build import ROWS, SIX, filled, grid, indicators, only, read, six

TITLE = Paragraph("1、行道树管护绩效目标表", page=1)


def blank(rows: list[list[str]]) -> list[list[str]]:
    return [["" if cell == "^" else cell for cell in row] for row in rows]


def test_a_table_goes_on_at_the_top_of_the_next_page() -> None:
    table = only(TITLE, grid([SIX, *ROWS[:2]], page=1), Paragraph("- 2 -", page=1), grid(blank(ROWS[2:]), page=2))
    assert [six(row) for row in table.rows] == filled(ROWS)
    assert [row.place.page for row in table.rows] == [1, 1, 2, 2, 2]
    assert [row.place.row for row in table.rows] == [2, 3, 1, 2, 3]


def test_a_repeated_header_is_no_row() -> None:
    table = only(TITLE, grid([SIX, *ROWS[:2]], page=1), grid([SIX, *blank(ROWS[2:])], page=2))
    assert [six(row) for row in table.rows] == filled(ROWS)


def test_a_repeated_header_within_one_grid_is_no_row() -> None:
    assert [six(row) for row in only(TITLE, grid([SIX, *ROWS[:2], SIX, *blank(ROWS[2:])])).rows] == filled(ROWS)


def test_a_table_split_in_two_without_pages_is_one() -> None:
    table = only("1、行道树管护绩效目标表", indicators(ROWS[:2]), grid(blank(ROWS[2:])))
    assert [six(row) for row in table.rows] == filled(ROWS)


def test_a_table_after_text_is_another() -> None:
    extraction = read("1、行道树管护绩效目标表", indicators(), "2、路灯维护绩效目标表", indicators())
    assert [(t.project, len(t.rows)) for t in extraction.tables] == [("行道树管护", 5), ("路灯维护", 5)]


def test_a_header_again_after_satisfaction_begins_another_table() -> None:
    first = grid([SIX, *ROWS], page=1)
    second = grid([SIX, *ROWS], page=2)
    assert [len(t.rows) for t in read(TITLE, first, second).tables] == [5, 5]


def test_a_row_cut_by_the_page_break_is_glued() -> None:
    upper = [SIX, ROWS[0], ["", "质量指标", "苗木成活率", "成活苗木占栽植", "≥92%", "绿化管"]]
    lower = [["", "", "", "苗木的比例", "", "护合同"], *blank(ROWS[2:])]
    table = only(TITLE, grid(upper, page=1), grid(lower, page=2))
    assert [six(row) for row in table.rows] == filled(ROWS)
    assert table.rows[1].confidence < 1.0
    assert table.rows[1].place.page == 1


def test_a_level_cut_by_the_page_break_is_mended() -> None:
    upper = [SIX, *ROWS[:3], ["效益指标", "生态效", "城区绿化覆", "绿化面积占建成区", "≥38%", "2024年"]]
    lower = [["", "益指标", "盖率", "面积的比例", "", "统计年报"], *ROWS[4:]]
    table = only(TITLE, grid(upper, page=1), grid(lower, page=2))
    assert [six(row) for row in table.rows] == filled(ROWS)


def test_a_whole_row_at_the_top_of_a_page_is_not_glued() -> None:
    lower = [["", "", "苗木采购次数", "全年采购苗木的次数", "≤2次", "采购计划"], *ROWS[3:]]
    table = only(TITLE, grid([SIX, ROWS[0]], page=1), grid(lower, page=2))
    assert [row.level3 for row in table.rows] == ["管护林木株数", "苗木采购次数", "城区绿化覆盖率", "居民满意度"]
    assert (table.rows[1].level1, table.rows[1].level2) == ("产出指标", "数量指标")


def test_a_merged_level_printed_on_the_later_page() -> None:
    upper = [SIX, ROWS[0], ["", "社会效益指标", "绿地开放数", "开放绿地的处数", "≥6处", "台账"]]
    lower = [["效益指标", "生态效益指标", "覆盖率", "绿化覆盖率", "≥38%", "年报"]]
    table = only(TITLE, grid(upper, page=1), grid(lower, page=2))
    assert [row.level1 for row in table.rows] == ["产出指标", "效益指标", "效益指标"]


def test_a_goal_cut_by_the_page_break() -> None:
    upper, lower = (
        grid([["绩效目标", "1.管护全部行道树，"]], page=1),
        grid([["", "并补植缺株。"], ["^", "2.防治病虫害。"]], page=2),
    )
    table = only(TITLE, upper, lower, grid([SIX, *ROWS], page=2))
    assert table.goal.replace("\n", "") == "1.管护全部行道树，并补植缺株。2.防治病虫害。"


def test_the_header_at_the_bottom_of_a_page() -> None:
    table = only(TITLE, grid([SIX], page=1), grid(ROWS, page=2))
    assert [six(row) for row in table.rows] == filled(ROWS)


def test_a_header_cut_by_the_page_break() -> None:
    upper = [[*SIX[:5], "指标值确定依"]]
    lower = [["", "", "", "", "", "据"], *ROWS]
    assert [six(row) for row in only(TITLE, grid(upper, page=1), grid(lower, page=2)).rows] == filled(ROWS)


def test_grids_of_other_shape_are_not_stitched() -> None:
    other = grid([["产出指标", "数量"], ["3", "4"]], page=2)
    assert [six(row) for row in only(TITLE, grid([SIX, *ROWS], page=1), other).rows] == filled(ROWS)
