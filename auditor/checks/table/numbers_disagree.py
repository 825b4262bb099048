"""Numbers that contradict: products and sums written out, unit cost times quantity, what the goal promises and a row says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from auditor.checks import _promises
from auditor.parsing.money import budget, yuan
from auditor.text.arithmetic import wrong_sums
from auditor.text.products import written_products, wrong_totals
from auditor.types.finding import Hit, Related
from auditor.types.parsed import Context, ParsedRow, ParsedTable

NAME = "numbers-disagree"

#: So many contradictions between goal and rows are told; the rest stand at their rows.
_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Options:
    """How far results may be apart, and which rows state prices and totals.

    Attributes:
        tolerance: relative difference that rounding may cause.
        unit_price: regular expression of rows that state the price of one.
        total: regular expression of rows that state the cost of the whole.
        promises: when a number of the goal and a row speak of the same thing.
        part: regular expression of rows that state one giver's part of it, which prices times quantities may exceed.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    unit_price: str
    total: str
    part: str = r"(?!)"
    tolerance: float = 0.05
    promises: _promises.Options = field(default_factory=_promises.Options)


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for arithmetic that does not come out, for price x quantity beyond the total, and for goal against rows."""
    for role, row, text in _texts(table):
        number = row.indicator.row if row else None
        for reason in (*wrong_sums(text, options.tolerance), *wrong_totals(text, options.tolerance)):
            yield Hit(row=number, role=role, evidence=reason, facts={"reason": reason})
        yield from _beyond(table, role, row, text, options, context)
    yield from _price_times_quantity(table, options)
    yield from _goal_and_rows(table, options)


def _texts(table: ParsedTable) -> Iterator[tuple[str, ParsedRow | None, str]]:
    yield "goal", None, table.table.goal
    for role in ("description", "basis"):
        yield from ((role, row, row.indicator.cell(role)) for row in table.rows)


def _beyond(
    table: ParsedTable, role: str, row: ParsedRow | None, text: str, options: Options, context: Context
) -> Iterator[Hit]:
    """A product written without a result is more than the row's own amount or the project's budget."""
    products = list(written_products(text))
    own = yuan(row.quantity) if row and row.quantity.dimension == "money" else 0.0
    # The budget is looked up among all tables of the document: only for the few texts that hold a product.
    whole = budget(table.table, (other.table for other in context.document)) if products else 0.0
    for told, price, value in products:
        if own and own == price:
            continue
        if own and value > own * (1 + options.tolerance):
            reason = f"“{told}”算得{value:,.10g}元，超过本行的“{row.indicator.value if row else ''}”"
        elif whole and value > whole * (1 + options.tolerance):
            reason = f"“{told}”算得{value:,.10g}元，超过项目预算{whole:,.10g}元"
        else:
            continue
        yield Hit(row=row.indicator.row if row else None, role=role, evidence=reason, facts={"reason": reason})


def _price_times_quantity(table: ParsedTable, options: Options) -> Iterator[Hit]:
    prices = [row for row in table.rows if row.quantity.dimension == "money_per" or _named(row, options.unit_price)]
    totals = [
        row
        for row in table.rows
        if row.quantity.dimension == "money" and _named(row, options.total) and not _named(row, options.part)
    ]
    if len(prices) != 1 or len(totals) != 1 or prices[0] is totals[0]:
        return
    price, total = prices[0], totals[0]
    thing = _thing(price.quantity.unit) if price.quantity.dimension == "money_per" else ""
    counts = [row for row in table.rows if thing and row.quantity.unit == thing and row.quantity.low]
    if len(counts) == 1:
        yield from _compare(table, price, counts[0], total, options)


def _thing(unit: str) -> str:
    """What a price is for: 人 of 元/人·月."""
    return re.split(r"[/\\每]", unit)[-1].split("·")[0]


def _compare(table: ParsedTable, price: ParsedRow, count: ParsedRow, total: ParsedRow, options: Options) -> Iterator[Hit]:
    whole, got = yuan(total.quantity), yuan(price.quantity) * float(count.quantity.low or 0)
    if not got or not whole or got <= whole * (1 + options.tolerance):
        return
    reason = f"{count.indicator.value} × {price.indicator.value} = {got:,.0f}元，超过“{total.indicator.value}”"
    related = tuple(Related(table.table.source, table.table.number, row.indicator.row) for row in (price, count))
    yield Hit(row=total.indicator.row, role="value", evidence=reason, facts={"reason": reason}, related=related)


def _named(row: ParsedRow, pattern: str) -> bool:
    return bool(re.search(pattern, row.indicator.level3 + row.indicator.description))


def _goal_and_rows(table: ParsedTable, options: Options) -> Iterator[Hit]:
    """One hit on the table for all rows that contradict its goal; CO804, where it is switched on, points at each of them."""
    found = list(_promises.contradictions(table, options.promises))
    if found:
        related = tuple(Related(table.table.source, table.table.number, row.indicator.row) for row, _ in found)
        told = [f"绩效目标说“{promise}”，第{row.indicator.row}行是“{row.indicator.value}”" for row, promise in found]
        reason = "；".join(told[:_MOST_TOLD])
        yield Hit(
            role="goal",
            evidence=reason,
            spans={"goal": ((0, len(table.table.goal)),)},
            facts={"reason": reason},
            related=related,
            suggestion="统一绩效目标和指标值，以实际要完成的数为准",
        )
