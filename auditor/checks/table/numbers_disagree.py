"""Numbers that do not add up: products and sums written out, unit cost times quantity against the total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, ClassVar

from auditor.text.arithmetic import wrong_sums
from auditor.types.finding import Hit, Related
from auditor.types.parsed import Context, ParsedRow, ParsedTable

NAME = "numbers-disagree"

_MONEY = {"元": 1.0, "万元": 1e4, "亿元": 1e8}


@dataclass(frozen=True, slots=True)
class Options:
    """How far results may be apart, and which rows state prices and totals.

    Attributes:
        tolerance: relative difference that rounding may cause.
        unit_price: regular expression of rows that state the price of one.
        total: regular expression of rows that state the cost of the whole.
        part: regular expression of rows that state one giver's part of it, which prices times quantities may exceed.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    unit_price: str
    total: str
    part: str = r"(?!)"
    tolerance: float = 0.05


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for arithmetic in a text that does not come out, and for price x quantity that misses the total."""
    texts: list[tuple[str, int | None, str]] = [("goal", None, table.table.goal)]
    texts += [("description", row.indicator.row, row.indicator.description) for row in table.rows]
    texts += [("basis", row.indicator.row, row.indicator.basis) for row in table.rows]
    for role, number, text in texts:
        for reason in wrong_sums(text, options.tolerance):
            yield Hit(row=number, role=role, evidence=reason, facts={"reason": reason})
    yield from _price_times_quantity(table, options)


def _price_times_quantity(table: ParsedTable, options: Options) -> Iterator[Hit]:
    prices = [row for row in table.rows if row.quantity.dimension == "money_per" or _named(row, options.unit_price)]
    totals = [
        row
        for row in table.rows
        if row.quantity.dimension == "money" and _named(row, options.total) and not _named(row, options.part)
    ]
    for price, total in product(prices, totals):
        if price is total or price.quantity.high is None or total.quantity.high is None:
            continue
        thing = re.split(r"[/\\每]", price.quantity.unit)[-1] if price.quantity.dimension == "money_per" else ""
        counts = [row for row in table.rows if thing and row.quantity.unit == thing and row.quantity.low]
        if len(counts) == 1 and len(prices) == len(totals) == 1 and "=" not in thing:
            yield from _compare(table, price, counts[0], total, options)


def _compare(table: ParsedTable, price: ParsedRow, count: ParsedRow, total: ParsedRow, options: Options) -> Iterator[Hit]:
    each = float(price.quantity.high or 0) * _MONEY.get(re.split(r"[/\\每]", price.quantity.unit)[0], 0.0)
    whole = float(total.quantity.high or 0) * _MONEY.get(total.quantity.unit, 0.0)
    got = each * float(count.quantity.low or 0)
    if not got or not whole or got <= whole * (1 + options.tolerance):
        return
    reason = f"{count.indicator.value} × {price.indicator.value} = {got:,.0f}元，超过“{total.indicator.value}”"
    related = tuple(Related(table.table.source, table.table.number, row.indicator.row) for row in (price, count))
    yield Hit(row=total.indicator.row, role="value", evidence=reason, facts={"reason": reason}, related=related)


def _named(row: ParsedRow, pattern: str) -> bool:
    return bool(re.search(pattern, row.indicator.level3 + row.indicator.description))
