"""An amount that cannot be true beside its table's own numbers or its sister projects."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from auditor.parsing.money import budget, yuan
from auditor.text.normalise import bare
from auditor.types.finding import Hit, Related
from auditor.types.indicator import Extraction
from auditor.types.parsed import Context, ParsedRow, ParsedTable

NAME = "implausible-amount"

_AMOUNT = re.compile(r"\d\s*[百千万亿]?元")


@dataclass(frozen=True, slots=True)
class Options:
    """Bounds of what can be true.

    Attributes:
        apart: in tables that are otherwise alike, per-head amounts may differ by this factor at most; and a total and the
            project's budget.
        far: in other tables of the document, rows that say the same may differ by this factor at most; and a price times its
            quantity and the budget, which may be one giver's share.
        alike: 0-1, share of rows with the same name and description from which two tables are alike.
        per_head: regular expression of rows that state an amount a head.
        most_per_head: yuan a head beyond which an amount is impossible.
        total: regular expression of rows that state the cost of the whole.
        years: regular expression of totals of all years, which may be many times the budget of one.
        counted: dimensions that a total is divided by.
        least_each: yuan for each thing counted, below which the total is impossible.
        most_each: yuan for one of a unit (平方米, 亩次) beyond which a price is impossible.
        price: regular expression of what follows the unit where the words tell the price of one (每平方米修缮造价).
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    per_head: str
    total: str
    apart: float = 10.0
    far: float = 100.0
    alike: float = 0.8
    most_per_head: float = 1_000_000.0
    counted: tuple[str, ...] = ("people", "items", "household", "times")
    least_each: float = 0.05
    most_each: Mapping[str, float] = field(default_factory=dict)
    price: str = r"(?!)"
    years: str = r"(?!)"


OPTIONS = Options

Placed = tuple[ParsedTable, ParsedRow, float]


def check(extraction: Extraction, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each amount out of line with sister rows, what a person can cost, the quantity or the budget."""
    seen: set[tuple[int | None, int | None]] = set()
    for hit in _hits(extraction, options, context):
        if (hit.table, hit.row) not in seen:
            seen.add((hit.table, hit.row))
            yield hit


def _hits(extraction: Extraction, options: Options, context: Context) -> Iterator[Hit]:
    heads: defaultdict[str, list[Placed]] = defaultdict(list)
    for table in context.document:
        for row in table.rows:
            amount = yuan(row.quantity)
            words = _words(row)
            if amount and re.search(options.per_head, words) and not _tells_price(row):
                heads[bare(words)].append((table, row, amount))
        yield from _totals(table, options)
        yield from _prices(table, options)
    for placed in heads.values():
        yield from _apart(placed, options)
    for table in context.document:
        yield from _against_budget(table, budget(table.table, extraction.tables), options)


def _tells_price(row: ParsedRow) -> bool:
    """每人每月600元 with the value 360万元: the words tell the price, so the value is the whole."""
    return row.quantity.dimension == "money" and _AMOUNT.search(_words(row)) is not None


def _apart(placed: list[Placed], options: Options) -> Iterator[Hit]:
    """Among rows that say the same, name those far above the least; and any that no head can cost."""
    least = min(placed, key=lambda item: item[2])
    for table, row, amount in placed:
        if amount > options.most_per_head:
            yield _hit(table, row, f"一人（件）合{amount:,.0f}元，明显失实")
        elif amount >= least[2] * (options.apart if _alike(table, least[0], options) else options.far):
            other = least[1].indicator
            evidence = f"同类项目“{least[0].table.project}”的同一指标是“{other.value}”，相差{amount / least[2]:.0f}倍"
            yield _hit(table, row, evidence, Related(least[0].table.source, least[0].table.number, other.row, other.value))


def _alike(left: ParsedTable, right: ParsedTable, options: Options) -> bool:
    a, b = ({bare(_words(row)) for row in table.rows} for table in (left, right))
    return len(a & b) >= options.alike * max(len(a), len(b))


def _totals(table: ParsedTable, options: Options) -> Iterator[Hit]:
    counts = [
        row
        for row in table.rows
        if row.quantity.dimension in options.counted and row.quantity.low and "数量" in row.indicator.level2
    ]
    if len(counts) != 1 or not counts[0].quantity.low:
        return
    count = counts[0]
    for row in table.rows:
        amount = yuan(row.quantity)
        named = re.search(options.total, _words(row))
        if not amount or not named or "成本" not in row.indicator.level2 or row.quantity.dimension != "money":
            continue
        each = amount / float(count.quantity.low or 1.0)
        if each < options.least_each:
            evidence = f"“{count.indicator.value}”对“{row.indicator.value}”，平均每{count.quantity.unit}只有{each:.4f}元"
            yield _hit(table, row, evidence, Related(table.table.source, table.table.number, count.indicator.row))


def _prices(table: ParsedTable, options: Options) -> Iterator[Hit]:
    """A price of one square metre or the like that no such thing can have, its unit told by the value or by the words."""
    for row in table.rows if options.most_each else ():
        amount = yuan(row.quantity)
        thing = _thing(row, options) if amount else ""
        if thing and amount > options.most_each[thing]:
            yield _hit(table, row, f"一{thing}合{amount:,.0f}元，明显失实")


def _thing(row: ParsedRow, options: Options) -> str:
    if row.quantity.dimension == "money_per":
        things = re.split(r"[/\\每·]", row.quantity.unit)[1:]
        return next((thing for thing in things if thing in options.most_each), "")
    if "成本" not in row.indicator.level2 or _tells_price(row):
        return ""
    texts = (row.indicator.level3, row.indicator.description)
    longest = sorted(options.most_each, key=len, reverse=True)
    return next((thing for thing in longest if any(re.search(f"每{thing}{options.price}", text) for text in texts)), "")


def _against_budget(table: ParsedTable, whole: float, options: Options) -> Iterator[Hit]:
    """A total, or a price times the one quantity that it is for, many times over what the project has."""
    for row in table.rows if whole else ():
        amount, told, most = yuan(row.quantity), row.indicator.value, options.apart
        if row.quantity.dimension == "money_per":
            thing = re.split(r"[/\\每]", row.quantity.unit)[-1].split("·")[0]
            counts = [other for other in table.rows if other.quantity.unit == thing and other.quantity.low]
            if len(counts) != 1:
                continue
            amount *= float(counts[0].quantity.low or 0.0)
            told, most = f"{counts[0].indicator.value}×{told}", options.far
        elif "成本" not in row.indicator.level2 or not re.search(options.total, _words(row)):
            continue
        elif re.search(options.years, _words(row)):
            most = options.far
        if amount >= whole * most:
            evidence = f"“{told}”合{amount:,.0f}元，是项目预算{whole:,.0f}元的{amount / whole:.0f}倍"
            yield _hit(table, row, evidence)


def _words(row: ParsedRow) -> str:
    return row.indicator.level3 + row.indicator.description


def _hit(table: ParsedTable, row: ParsedRow, evidence: str, *related: Related) -> Hit:
    return Hit(
        table=table.table.number,
        row=row.indicator.row,
        role="value",
        evidence=evidence,
        spans={"value": (row.quantity.number_span, row.quantity.unit_span)},
        related=related,
    )
