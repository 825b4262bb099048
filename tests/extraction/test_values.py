"""Values joined from columns."""

from __future__ import annotations

import pytest

from auditor.extraction.values import is_nature, join_value, operator_of


@pytest.mark.parametrize(
    ("operator", "number", "unit", "value"),
    [
        ("≥", "95", "%", "≥95%"),
        (">=", "95", "%", "≥95%"),
        ("大于等于", "95", "%", "≥95%"),
        ("＜", "3", "天", "<3天"),
        ("=", "100", "%", "=100%"),
        ("", "24", "人", "24人"),
        ("≥", "95%", "%", "≥95%"),
        ("≥", "≥95", "%", "≥95%"),
        ("≥", "不低于95", "%", "不低于95%"),
        ("定性", "明显改善", "", "明显改善"),
        ("正向指标", "12", "月", "12月"),
        ("≥", "", "人", ""),
        ("", "12月底前", "", "12月底前"),
    ],
)
def test_join(operator: str, number: str, unit: str, value: str) -> None:
    assert join_value(operator, number, unit) == value


def test_operators_and_natures() -> None:
    assert [operator_of(text) for text in ("≤", "不超过", "＝", "定量", "")] == ["≤", "≤", "=", "", ""]
    assert [is_nature(text) for text in ("定性", "定量指标", "≥", "")] == [True, True, False, False]
