"""The template 一体化平铺: one sheet, many projects, value split over columns."""

from __future__ import annotations

from tests.extraction.build import grid, read

HEADER = [
    "单位名称",
    "项目名称",
    "预算数",
    "年度目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "指标值",
    "度量单位",
    "权重",
    "指标方向性",
]
TITLE = ["部门预算项目绩效目标申报表（2024年度）", *["<"] * 11]
MONEY = ["金额单位：元", *["<"] * 11]
BODY = [
    [
        "云溪区养老院",
        "护理床位改造",
        "350000",
        "改造床位。",
        "产出指标",
        "数量指标",
        "改造床位数",
        "≥",
        "60",
        "张",
        "20",
        "正向指标",
    ],
    ["^", "^", "^", "^", "^", "成本指标", "单床改造成本", "≤", "5800", "元", "10", "反向指标"],
    ["^", "^", "^", "^", "满意度指标", "服务对象满意度指标", "老人满意度", "", "95", "%", "10", "正向指标"],
    ["^", "老人体检", "48000", "全员体检。", "产出指标", "质量指标", "体检覆盖率", "≥", "98%", "%", "20", "正向指标"],
    ["^", "^", "^", "^", "效益指标", "社会效益指标", "健康水平", "定性", "稳步提高", "", "10", "正向指标"],
]
VALUES = [["≥60张", "≤5800元", "95%"], ["≥98%", "稳步提高"]]


def test_projects_are_told_apart_by_merged_cells() -> None:
    tables = read(grid([TITLE, MONEY, HEADER, *BODY], sheet="项目绩效目标")).tables
    assert [(t.project, t.goal, t.unit_name, t.header["budget"]) for t in tables] == [
        ("护理床位改造", "改造床位。", "云溪区养老院", "350000"),
        ("老人体检", "全员体检。", "云溪区养老院", "48000"),
    ]
    assert [[row.value for row in t.rows] for t in tables] == VALUES
    assert [row.level1 for row in tables[0].rows] == ["产出指标", "产出指标", "满意度指标"]
    assert [row.weight for row in tables[0].rows] == ["20", "10", "10"]
    assert tables[1].rows[1].nature == "定性"
    assert [(t.number, t.year, t.template, t.place.sheet) for t in tables] == [
        (1, 2024, "一体化平铺", "项目绩效目标"),
        (2, 2024, "一体化平铺", "项目绩效目标"),
    ]
    assert [row.place.row for row in tables[1].rows] == [7, 8]
    assert tables[0].header["currency"] == "元"


def test_merges_that_show_as_blanks() -> None:
    rows = [["" if cell == "^" else cell for cell in row] for row in BODY]
    tables = read(grid([TITLE, HEADER, *rows])).tables
    assert [t.project for t in tables] == ["护理床位改造", "老人体检"]
    assert [[row.value for row in t.rows] for t in tables] == VALUES
    assert tables[0].unit_name == "云溪区养老院"


def test_names_repeated_on_every_row() -> None:
    rows: list[list[str]] = []
    for row in BODY:
        rows.append([rows[-1][c] if cell == "^" else cell for c, cell in enumerate(row)])
    tables = read(grid([TITLE, HEADER, *rows])).tables
    assert [(t.project, len(t.rows)) for t in tables] == [("护理床位改造", 3), ("老人体检", 2)]


def test_two_projects_of_the_same_name_stay_apart() -> None:
    rows = [row[:] for row in BODY]
    rows[3][1] = rows[0][1]
    tables = read(grid([HEADER, *rows])).tables
    assert [(t.project, t.goal) for t in tables] == [("护理床位改造", "改造床位。"), ("护理床位改造", "全员体检。")]


def test_a_sheet_without_indicators_is_left_alone() -> None:
    note = grid([["本表由预算单位填报。"]], sheet="填报说明")
    assert len(read(grid([TITLE, HEADER, *BODY], sheet="目标"), note).tables) == 2


def test_a_sheet_carried_on_with_its_header_repeated_is_one_sheet() -> None:
    first, second = (
        grid([TITLE, HEADER, *BODY[:2]], page=1),
        grid([HEADER, *[["" if c == "^" else c for c in r] for r in BODY[2:]]], page=2),
    )
    tables = read(first, second).tables
    assert [(t.project, [row.value for row in t.rows]) for t in tables] == [
        ("护理床位改造", VALUES[0]),
        ("老人体检", VALUES[1]),
    ]
