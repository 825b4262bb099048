"""Money in yuan, and a project's budget."""

from __future__ import annotations

import pytest

from auditor.parsing.money import budget, yuan
from auditor.parsing.quantity import quantities
from auditor.types.indicator import IndicatorTable


def _table(number: int = 1, **header: str) -> IndicatorTable:
    return IndicatorTable("预算.docx", number, header=header)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("≤3.5万元", 35000), ("800元/人·月", 800), ("2-3千元", 3000), ("0.2亿元", 2e7), ("≥95%", 0), ("效果显著", 0), ("", 0)],
)
def test_amount_in_yuan(text: str, amount: float) -> None:
    assert yuan(quantities(text)[0]) == pytest.approx(amount)


@pytest.mark.parametrize(
    ("header", "amount"),
    [
        ({"budget": "126.00", "currency": "万元"}, 1_260_000),
        ({"budget": "7,150,000", "currency": "元"}, 7_150_000),
        ({"budget": "46万元"}, 460_000),
        ({"budget": "126.00"}, 1_260_000),
        ({"budget": "见附表"}, 0),
        ({"budget": ""}, 0),
        ({}, 0),
    ],
)
def test_budget_in_yuan_the_larger_unit_where_none_is_told(header: dict[str, str], amount: float) -> None:
    assert budget(_table(**header)) == pytest.approx(amount)


def test_a_budget_that_three_tables_share_is_no_projects_own() -> None:
    tables = [_table(number, budget="10.00") for number in (1, 2, 3)]
    assert budget(tables[0], tables[:2]) == pytest.approx(100_000)
    assert budget(tables[0], tables) == 0
