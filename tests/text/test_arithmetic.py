"""Arithmetic written out in texts: equations and breakdowns."""

from __future__ import annotations

import pytest

from auditor.text.arithmetic import wrong_sums

TOLERANCE = 0.05


@pytest.mark.parametrize(
    "text",
    [
        "120台×0.25万元=30万元",
        "120×0.25=30万元",
        "1200人*650元=78万元",
        "40人x12个月x1200元=57.6万元",
        "120台×0.25万元+30台×0.5万元=45万元",
        "3万元+5000元=3.5万元",
        "18平方公里×1.35万元=24万元",
        "合格数/总数×100%",
        "1公顷=15亩",
        "总投资1亿元，其中省级6000万元、县级4000万元",
        "总投资300万元，其中县级80万元",
        "培训450人次，其中女教师300人次、初中教师290人次",
        "",
    ],
)
def test_silent_where_it_comes_out(text: str) -> None:
    assert list(wrong_sums(text, TOLERANCE)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("120台×0.25万元=50万元", "“120台×0.25万元=50万元”算得300,000，写的是500,000"),
        ("86人×8000元=86.8万元，按月发", "算得688,000，写的是868,000"),
        ("２００万元＋８０万元＝３００万元", "算得2,800,000，写的是3,000,000"),
        ("120×0.25=40万元", "算得30，"),
        ("共300万元（其中省级200万元、县级150万元）", "（200万元、150万元）合计3,500,000，超过总数“300万元”"),
        ("培训450人次，其中小学教师300人次、初中教师290人次。", "（300人次、290人次）合计590，超过总数“450人次”"),
    ],
)
def test_tells_what_does_not_come_out(text: str, told: str) -> None:
    (reason,) = wrong_sums(text, TOLERANCE)
    assert told in reason


@pytest.mark.parametrize("text", ["1+" * 50_000, "1×" * 50_000, "1元,其中" * 20_000, "9" * 100_000 + "×2=3"])
def test_long_text_is_answered_at_once(text: str) -> None:
    assert list(wrong_sums(text, TOLERANCE)) == []
