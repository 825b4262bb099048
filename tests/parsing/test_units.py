"""Units as data: what they measure, how they may be written, and that the file itself is sound."""

from __future__ import annotations

from collections import Counter

import pytest

from auditor.parsing.composites import dimension, find_unit, match_unit
from auditor.parsing.units import lexicon, title
from auditor.parsing.view import view


@pytest.mark.parametrize(
    ("written", "name", "asked"),
    [
        ("％", "%", "ratio"),
        ("百分比", "%", "ratio"),
        ("亩", "亩", "area"),
        ("公顷", "公顷", "area"),
        ("m²", "平方米", "area"),
        ("平方公里", "平方公里", "area"),
        ("千米", "公里", "length"),
        ("公斤", "千克", "weight"),
        ("吨", "吨", "weight"),
        ("立方米", "立方米", "volume"),
        ("kWh", "千瓦时", "energy"),
        ("盏", "盏", "items"),
        ("株", "株", "items"),
        ("人次", "人次", "visits"),
        ("户", "户", "household"),
        ("行政村", "村", "org"),
        ("场次", "场次", "times"),
        ("学时", "学时", "duration"),
        ("个工作日", "工作日", "duration"),
        ("mg/L", "mg/L", "concentration"),
        ("元/人·月", "元/人·月", "money_per"),
        ("元/人/月", "元/人·月", "money_per"),
        ("万元/公里", "万元/公里", "money_per"),
        ("次/年", "次/年", "times_per"),
        ("立方米/天", "立方米/天", "volume_per"),
    ],
)
def test_finds_a_unit_and_what_it_measures(written: str, name: str, asked: str) -> None:
    found = find_unit(written)
    assert found is not None
    assert (found.name, found.dimension) == (name, asked)
    assert dimension(written) == asked


@pytest.mark.parametrize("text", ["", "效果", "元朗", "人民", "5人", "元/", "/人"])
def test_finds_no_unit_where_none_is_written(text: str) -> None:
    assert find_unit(text) is None
    assert dimension(text) == ""


def test_takes_the_longest_unit() -> None:
    found = match_unit("人次以上", 0)
    assert found is not None
    assert (found.unit.name, found.end) == ("人次", 2)


def test_a_single_letter_before_a_word_is_no_unit() -> None:
    assert match_unit("g网络", 0) is None
    assert match_unit("mm", 0) is not None


@pytest.mark.parametrize(("written", "standard"), [("元/件", True), ("元\\件", False), ("万/件", False), ("元每件", True)])
def test_tells_standard_from_nonstandard_composites(written: str, standard: bool) -> None:
    found = match_unit(written, 0)
    assert found is not None
    assert found.unit.name in ("元/件", "万元/件")
    assert found.standard is standard


def test_scale_converts_to_the_base_unit_of_the_dimension() -> None:
    scales = {name: unit.scale for name in ("元", "万元", "亿元", "公里", "吨", "亩", "‰") if (unit := find_unit(name))}
    assert scales == pytest.approx(
        {"元": 1, "万元": 1e4, "亿元": 1e8, "公里": 1000, "吨": 1000, "亩": 666.6667, "‰": 0.1}, rel=1e-6
    )


def test_every_dimension_has_a_chinese_title() -> None:
    assert title("ratio") == "比率"
    assert title("money_per") == "单位金额"
    missing = {unit.dimension for unit in lexicon().units} - set(lexicon().dimensions) - {""}
    assert missing == set()


def test_no_writing_stands_for_two_units() -> None:
    written = Counter(
        view(item).text for unit in lexicon().units for item in {unit.name, *unit.variants, *unit.nonstandard} if item
    )
    by_unit = {
        view(item).text: unit.name for unit in lexicon().units for item in (unit.name, *unit.variants, *unit.nonstandard)
    }
    doubled = {text for text, number in written.items() if number > 1}
    owners = {text: {unit.name for unit in lexicon().units if text in _writings(unit)} for text in doubled}
    assert {text: names for text, names in owners.items() if len(names) > 1} == {}
    assert by_unit["%"] == "%"


def _writings(unit: object) -> set[str]:
    return {view(item).text for item in (unit.name, *unit.variants, *unit.nonstandard)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("unit", lexicon().units, ids=lambda unit: unit.name)
def test_bounds_are_in_order(unit: object) -> None:
    low, high = unit.low, unit.high  # type: ignore[attr-defined]
    assert low is None or high is None or low < high
    assert unit.scale > 0  # type: ignore[attr-defined]
