"""Descriptions that only tell of what an amount is reckoned."""

import pytest

from auditor.text.per_unit import only_per_unit


@pytest.mark.parametrize("text", ["每人每月", "每户每年补助", "按月发放", "人均", "每人每年的补助标准"])
def test_units_of_reckoning_say_nothing_of_their_own(text: str) -> None:
    assert only_per_unit(text)


@pytest.mark.parametrize("text", ["", "每人每年护理补贴金额以外的费用合计", "住院病人每人每年", "小学", "重度失能人员"])
def test_an_object_says_something(text: str) -> None:
    assert not only_per_unit(text)
