"""Checks of tables and goals far larger than any real one: findings stay short, work stays in bounds, faults are still told."""

from __future__ import annotations

import itertools

import pytest

from auditor.checks.table import goal_repeats
from auditor.config import Settings
from auditor.pipeline import check_all
from auditor.types.finding import Finding
from auditor.types.indicator import Extraction, Indicator, IndicatorTable


def _found(code: str, rows: tuple[Indicator, ...], goal: str) -> list[Finding]:
    table = IndicatorTable("样例.docx", 1, project="乡镇泵站维护", goal=goal, unit_name="青禾县水务局", rows=rows)
    found = check_all((Extraction("样例.docx", "docx", tables=(table,)),), Settings(select=(code,)))
    return [item for item in found if item.code == code]


def test_a_name_of_many_measures_names_twenty_others() -> None:
    things = ["".join(pair) for pair in itertools.product("东南西北上下前后", "泵站渠闸堤坝井池")]
    rows = tuple(
        Indicator(row=number, level2="数量指标", level3="维护数量", description=f"{thing}维护", value=f"{number}处")
        for number, thing in enumerate(things, start=1)
    )
    found = _found("DU202", rows, "维护设施。")
    assert [item.row for item in found] == [row.row for row in rows]
    assert [other.row for other in found[0].related] == list(range(2, 22))
    assert "、21等63行" in found[0].evidence


def test_few_others_are_all_named() -> None:
    rows = tuple(
        Indicator(row=number, level2="数量指标", level3="维护数量", description=f"{thing}维护", value="3处")
        for number, thing in enumerate(("泵站", "渠道", "水闸"), start=1)
    )
    assert [item.evidence.split("行")[0] for item in _found("DU202", rows, "维护设施。")] == [
        "本表第2、3",
        "本表第1、3",
        "本表第1、2",
    ]


def test_a_goal_of_thousands_of_items_is_held_against_itself_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def similarity(left: str, right: str) -> float:
        asked.append(left)
        return 0.0

    monkeypatch.setattr(goal_repeats, "similarity", similarity)
    numerals = ("".join(item) for item in itertools.product("甲乙丙丁戊己庚辛壬癸", repeat=3))
    goal = "\n".join(f"维护{name}组的泵站；" for name in itertools.islice(numerals, 1000))
    assert _found("GO703", (), goal) == []
    assert len(asked) < 10_000
