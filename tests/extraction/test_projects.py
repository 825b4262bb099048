"""Which project and goal a table gets: labels, captions, titles several lines before, headings, sheets with several tables."""

from __future__ import annotations

from auditor.types.grid import Paragraph
from tests.extraction.build import ROWS, SIX, filled, goal, grid, indicators, only, read, six


def test_a_label_in_the_grid_wins_over_a_title_without_a_name() -> None:
    block = grid([["项目名称", "防汛物资储备"], ["绩效目标", "备足物资。"]])
    table = only("项目支出绩效目标表", block, indicators())
    assert (table.project, table.goal) == ("防汛物资储备", "备足物资。")


def test_a_caption_row_of_the_same_grid_names_the_project() -> None:
    wide = ["<"] * 5
    rows = [["3、防汛物资储备绩效目标表", *wide], ["绩效目标", "备足物资。", *wide[1:]], SIX, *ROWS]
    table = only("五、预算绩效信息", grid(rows))
    assert (table.project, table.goal) == ("防汛物资储备", "备足物资。")
    assert [six(row) for row in table.rows] == filled(ROWS)
    assert table.rows[0].place.row == 4


def test_the_title_may_stand_several_lines_before_the_table() -> None:
    table = only("4、防汛物资储备绩效目标表", "101003青禾县水务站", "单位：万元", "预算年度：2024", "", indicators())
    assert table.project == "防汛物资储备"


def test_the_nearest_title_counts_not_the_table_of_contents() -> None:
    contents = ["目录", "1、防汛物资储备绩效目标表......3", "2、堤防巡查绩效目标表......4", "正文"]
    extraction = read(*contents, "1、防汛物资储备绩效目标表", indicators(), "2、堤防巡查绩效目标表", indicators())
    assert [table.project for table in extraction.tables] == ["防汛物资储备", "堤防巡查"]


def test_a_title_wrapped_over_two_lines_is_put_together() -> None:
    lines = ["11、临财农〔2023〕18号关于提前下达2024年省级农业防灾", "减灾资金的通知（小麦条锈病防治）绩效目标表"]
    assert (
        only("五、预算绩效信息", *lines, indicators()).project
        == "临财农〔2023〕18号关于提前下达2024年省级农业防灾减灾资金的通知（小麦条锈病防治）"
    )


def test_project_and_goal_in_paragraphs() -> None:
    table = only("项目支出绩效目标表", "项目名称：防汛物资储备", "绩效目标：1.备足物资。", "2.随调随到。", indicators())
    assert (table.project, table.goal) == ("防汛物资储备", "1.备足物资。\n2.随调随到。")


def test_a_goal_heading_is_no_title() -> None:
    table = only("3、防汛物资储备绩效目标表", "一、绩效目标", "1.备足物资。", "2.随调随到。", "二、绩效指标", indicators())
    assert (table.project, table.goal) == ("防汛物资储备", "1.备足物资。\n2.随调随到。")


def test_label_and_value_in_one_cell() -> None:
    rows = [
        ["项目名称：防汛物资储备", "<", "<", "单位：万元", "<", "<"],
        ["绩效目标：备足物资。", "<", "<", "<", "<", "<"],
        SIX,
        *ROWS,
    ]
    table = only(grid(rows))
    assert (table.project, table.goal, table.header["currency"]) == ("防汛物资储备", "备足物资。", "万元")


def test_goal_items_in_rows_of_their_own() -> None:
    block = grid([["绩效目标", "1.备足物资。"], ["^", "2.随调随到。"], ["", "3.账物相符。"]])
    assert only("1、防汛物资储备绩效目标表", block, indicators()).goal == "1.备足物资。\n2.随调随到。\n3.账物相符。"


def test_wrapped_goal_lines_are_joined_but_items_stay_apart() -> None:
    text = (
        "1.通过采购编织袋、救生衣和发电机等物资，保证\n汛期抢险需要。\n2.通过与厂家签订代储协议，保证重要物资在六小\n时内到位。"
    )
    table = only("1、防汛物资储备绩效目标表", goal(text), indicators())
    assert table.goal.splitlines() == [
        "1.通过采购编织袋、救生衣和发电机等物资，保证汛期抢险需要。",
        "2.通过与厂家签订代储协议，保证重要物资在六小时内到位。",
    ]


def test_short_items_without_ordinals_stay_apart() -> None:
    assert only("防汛物资储备绩效目标表", goal("备足物资\n随调随到"), indicators()).goal == "备足物资\n随调随到"


def test_names_with_line_breaks_brackets_and_goal_words() -> None:
    block = grid([["项目名称", "绩效目标\n管理（第二批）\n2024年经费"]])
    assert only("项目支出绩效目标表", block, indicators()).project == "绩效目标管理（第二批）2024年经费"


def test_a_heading_serves_where_nothing_says_goal_table() -> None:
    table = only("五、预算绩效信息", "（三）防汛物资储备", indicators())
    assert table.project == "防汛物资储备"
    assert table.confidence < 1.0


def test_prose_and_section_headings_are_no_projects() -> None:
    table = only("五、预算绩效信息", "本单位按要求编制了绩效指标，具体见下表。", indicators())
    assert table.project == ""


def test_the_heading_of_a_page_before_counts_across_page_numbers() -> None:
    blocks = [Paragraph("2、防汛物资储备绩效目标表", page=4), Paragraph("— 4 —", page=4), Paragraph("第5页", page=5)]
    assert only(*blocks, grid([SIX, *ROWS], page=5)).project == "防汛物资储备"


def test_a_purchase_table_before_the_first_table_lends_no_project() -> None:
    purchase = grid([["项目名称", "采购物品名称", "数量"], ["台式电脑更新", "台式电脑", "3"]])
    assert only("六、政府采购", purchase, "5、防汛物资储备绩效目标表", indicators()).project == "防汛物资储备"
    assert only(purchase, indicators()).project == ""


def test_several_tables_in_one_sheet() -> None:
    wide = ["<"] * 5
    rows = [
        ["1、防汛物资储备绩效目标表", *wide], ["绩效目标", "备足物资。", *wide[1:]], SIX, *ROWS, ["", "", "", "", "", ""],
        ["2、堤防巡查绩效目标表", *wide], ["绩效目标", "按时巡查。", *wide[1:]], SIX, *ROWS[:3],
        ["项目名称", "泵站维修", *wide[1:]], ["绩效目标", "修好泵站。", *wide[1:]], SIX, *ROWS[:1],
    ]  # fmt: skip
    tables = read(grid(rows, sheet="绩效")).tables
    assert [(t.number, t.project, t.goal) for t in tables] == [
        (1, "防汛物资储备", "备足物资。"),
        (2, "堤防巡查", "按时巡查。"),
        (3, "泵站维修", "修好泵站。"),
    ]
    assert [[six(row) for row in t.rows] for t in tables] == [filled(ROWS), filled(ROWS[:3]), filled(ROWS[:1])]
    assert [t.rows[0].place.row for t in tables] == [4, 13, 19]


def test_department_whole_table() -> None:
    table = only("青禾县园林所部门整体支出绩效目标表", goal("管好全县绿地。"), indicators())
    assert (table.template, table.goal) == ("部门整体支出绩效目标表", "管好全县绿地。")
    assert "部门整体支出" in table.project


def test_unit_and_year_of_the_document() -> None:
    extraction = read("青禾县水务站", "2024年部门预算公开说明", "1、防汛物资储备绩效目标表", indicators(), source="a1.docx")
    assert (extraction.unit_name, extraction.year) == ("青禾县水务站", 2024)
    assert (extraction.tables[0].unit_name, extraction.tables[0].year) == ("青禾县水务站", 2024)
    assert read("临沅市云溪区林业局2023年部门预算公开", source="a1.docx").unit_name == "临沅市云溪区林业局"
    coded = grid([["部门编码及名称：[207]林业局", "<"], ["预算年度：2022", "金额单位：万元"]])
    extraction = read("收支总表", coded, source="a1.docx")
    assert (extraction.unit_name, extraction.year) == ("林业局", 2022)
    named = read("无题", source="材料/云溪区第二中学2021年预算公开.docx")
    assert (named.unit_name, named.year) == ("云溪区第二中学", 2021)
    assert read("无题", source="材料.zip!/云溪区教育局.xls").unit_name == "云溪区教育局"
    assert read("单位名称：云溪区交警大队", source="x.docx").unit_name == "云溪区交警大队"


def test_a_title_in_a_grid_of_its_own() -> None:
    table = only("五、预算绩效信息", grid([["3、防汛物资储备绩效目标表"]]), goal("备足物资。"), indicators())
    assert (table.project, table.goal) == ("防汛物资储备", "备足物资。")


def test_the_name_of_a_sheet_serves_where_nothing_else_names_the_project() -> None:
    rows = [["绩效目标", "备足物资。", *["<"] * 4], SIX, *ROWS]
    assert only(grid(rows, sheet="防汛物资储备")).project == "防汛物资储备"
    assert [only(grid(rows, sheet=name)).project for name in ("Sheet1", "附件2", "3", "项目绩效目标表")] == [""] * 4


def test_labels_may_name_the_year() -> None:
    block = grid([["项目名称", "防汛物资储备"], ["2024年度绩效目标", "备足物资。"], ["2024年预算数", "35.6"]])
    header = [*SIX[:4], "2024年指标值", SIX[5]]
    table = only("项目支出绩效目标表", block, indicators(header=header))
    assert (table.goal, table.header["budget"]) == ("备足物资。", "35.6")
    assert [row.value for row in table.rows] == [row[4] for row in ROWS]


def test_a_wrapped_title_may_go_on_with_a_number() -> None:
    lines = ["3、临财农〔2023〕18号、临财建〔2023〕", "150 号关于提前下达高标准农田建设资金的通知绩效目标表"]
    assert only("五、预算绩效信息", *lines, indicators()).project == "".join(lines)[2:].removesuffix("绩效目标表")
