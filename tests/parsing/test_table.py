"""Whole rows: the cells understood together."""

from __future__ import annotations

from auditor.parsing.table import parse_row, parse_table
from auditor.types.indicator import Indicator, IndicatorTable


def test_a_row_is_understood_cell_by_cell() -> None:
    row = parse_row(
        Indicator(
            row=1,
            level2="数量指标",
            level3="受训教师人数",
            description="参加县级培训的教师人数",
            value="≥120人",
            basis="青教〔2023〕5号、2022年培训台账",
        )
    )
    assert (row.quantity.operator, row.quantity.low, row.quantity.unit) == ("≥", 120, "人")
    assert "people" in row.measure.dimensions
    assert row.name_measure.words == ("人数",)
    assert [item.kind for item in row.citations] == ["document", "record"]


def test_name_and_description_stay_apart_where_they_conflict() -> None:
    row = parse_row(Indicator(row=1, level3="完成巡诊人数达标率", description="巡诊老年人数", value="≤73人"))
    assert "people" not in row.name_measure.dimensions
    assert "people" in row.description_measure.dimensions
    assert row.measure == row.name_measure


def test_a_bare_ten_thousand_is_money_only_where_money_may_be_meant() -> None:
    money = parse_row(Indicator(row=1, level3="维修成本", value="≤5万")).quantity
    assert (money.low, money.unit, money.standard) == (5, "万元", False)
    people = parse_row(Indicator(row=1, level3="服务人数", value="≥12万")).quantity
    assert (people.low, people.unit, people.raw_unit, people.standard) == (120000, "", "", True)
    assert "≥12万"[slice(*people.number_span)] == "12万"


def test_a_bare_k_is_a_thousand_only_where_money_is_meant() -> None:
    money = parse_row(Indicator(row=1, level3="培训成本", value="≤30K")).quantity
    assert (money.low, money.unit, money.standard) == (30, "千元", False)
    other = parse_row(Indicator(row=1, level3="视频清晰度", value="≥4K")).quantity
    assert (other.unit, other.standard) == ("k", True)


def test_a_count_of_percentage_points_named_in_the_description_is_a_ratio() -> None:
    points = parse_row(Indicator(row=1, level3="近视率", description="近视率下降百分点", value="≥0.6个")).quantity
    assert (points.unit, points.dimension) == ("个百分点", "ratio")
    things = parse_row(Indicator(row=1, level3="村卫生室数", description="新建村卫生室", value="≥6个")).quantity
    assert (things.unit, things.dimension) == ("个", "items")


def test_a_change_told_in_the_value_makes_a_percentage_fit() -> None:
    row = parse_row(Indicator(row=1, level3="刑事案件数量", value="下降5%"))
    assert not row.name_measure.strict
    assert "ratio" in row.measure.dimensions
    plain = parse_row(Indicator(row=1, level3="刑事案件数量", value="5%"))
    assert plain.name_measure.strict
    assert "ratio" not in plain.measure.dimensions


def test_satisfaction_of_either_level_makes_an_inquiry_a_survey() -> None:
    by_name = parse_row(Indicator(row=1, level3="家长满意度", basis="调查"))
    by_level = parse_row(Indicator(row=1, level2="服务对象满意度指标", level3="家长评价", basis="调查"))
    neither = parse_row(Indicator(row=1, level3="入学率", basis="调查"))
    assert [row.citations[0].kind for row in (by_name, by_level, neither)] == ["survey", "survey", "vague"]


def test_no_trouble_is_a_value_for_what_should_not_happen() -> None:
    assert parse_row(Indicator(row=1, level3="施工安全事故", value="无")).quantity.kind == "grade"
    assert parse_row(Indicator(row=1, level3="受训教师人数", value="无")).quantity.kind == "empty"


def test_a_table_keeps_its_rows_in_order() -> None:
    table = IndicatorTable(
        "青禾县.docx", 1, rows=tuple(Indicator(row=n, level3=f"巡查次数{n}", value=f"{n}次") for n in (1, 2, 3))
    )
    parsed = parse_table(table)
    assert parsed.table is table
    assert [(row.indicator.row, row.quantity.low) for row in parsed.rows] == [(1, 1), (2, 2), (3, 3)]


def test_a_row_of_empty_cells_is_understood_as_empty() -> None:
    row = parse_row(Indicator(row=1))
    assert (row.quantity.kind, row.measure.dimensions, row.citations) == ("empty", frozenset(), ())
