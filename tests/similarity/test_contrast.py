"""What differs between paired rows, in words."""

from __future__ import annotations

from auditor.similarity.contrast import contrast
from auditor.types.indicator import Indicator

LAMP = Indicator(3, "产出指标", "数量指标", "养护路灯盏数", "城区主次干道的路灯", "≥3200盏", "台账")


def other(name: str = LAMP.level3, description: str = LAMP.description, value: str = LAMP.value) -> Indicator:
    return Indicator(9, "", "", name, description, value)


def test_cells_that_differ() -> None:
    assert contrast([(LAMP, other(value="≥3460盏"))]) == "第3行指标值“≥3【20】0盏”对“≥3【46】0盏”"
    told = contrast([(LAMP, other("养护灯盏数")), (LAMP, other(description="城区路灯"))])
    assert told == "第3行三级指标“养护【路】灯盏数”对“养护灯盏数”、第3行绩效指标描述“城区【主次干道的】路灯”对“城区路灯”"


def test_no_more_than_asked_for() -> None:
    pairs = [(LAMP, other(value=f"≥{number}盏")) for number in (1, 2, 3)]
    assert contrast(pairs, shown=1) == "第3行指标值“≥【3200】盏”对“≥【1】盏”等"


def test_spelling_makes_no_difference() -> None:
    assert contrast([(LAMP, other(" 养护路灯盏数", "城区主次干道 的路灯", ">=３２００盏"))]) == ""
    assert contrast([]) == ""


def test_long_cells_are_cut_behind_their_difference() -> None:
    told = contrast([(other(description="路" * 90 + "甲" + "灯" * 90), other(description="路" * 90 + "灯" * 90))])
    assert "路【甲】…”对“" in told
    assert len(told) < 200
