"""One value of a cell as a Quantity: its operator before or after, its unit, what it is counted per."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.parsing.amounts import Amount, match_amount
from auditor.parsing.composites import composite, find_unit
from auditor.parsing.dates import STARTS, DateMatch, match_date
from auditor.parsing.values import words
from auditor.parsing.view import View
from auditor.types.quantity import Quantity, Span

#: Operators that set a bound.
BOUNDS = ("≤", "≥", "<", ">")
_PER = re.compile(r"((?:每[\u4e00-\u9fff]{1,3}?){1,3})\Z")
_DATE_UNIT = re.compile("月份?|[日号]|季度|年度?")
#: The days of a service without pause: 7×24小时, 7天×24小时.
_FACTOR = re.compile(r"\d{1,3}[天日]?[×x*]\Z")
_INCLUDED = re.compile(r"\(含[^()]{0,6}\)")
#: 前5名 of the city are places in a ranking, no people.
_RANK = re.compile("(?<!提)前\\Z")
_RANKED = ("名", "位")
#: How far before a number its operator may stand.
_REACH = 14


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it stands in the spelling of ``view``, its operator included."""

    quantity: Quantity
    start: int
    end: int


def value_at(seen: View, done: int, start: int) -> Found | None:
    """Return the value that begins at ``start``; ``done`` is where the value before it ended. None where there is none."""
    text = seen.text
    date = match_date(text, start) if text[start] in STARTS else None
    if date is not None:
        return _date(seen, done, date)
    amount = match_amount(text, start)
    return None if amount is None else _amount(seen, done, start, amount)


def _operator(text: str, done: int, start: int) -> tuple[str, Span]:
    """The last operator in front of a number and where it stands."""
    sign, span = "", (0, 0)
    lexicon = words()
    for found in lexicon.before_pattern.finditer(text, max(done, start - _REACH), start):
        if len(found[0]) > 1 or found.end() == start or not found[0].isalpha():
            sign, span = lexicon.before[found[0]], found.span()
    return sign, span


def _date(seen: View, done: int, date: DateMatch) -> Found:
    sign, span = _operator(seen.text, done, date.start)
    if not sign and date.before != (0, 0):
        sign, span = "≤", date.before
    unit_span = _unit_of_date(seen.text, date)
    quantity = Quantity(
        raw=seen.raw,
        kind="date",
        operator=sign,
        low=date.low,
        high=date.high,
        unit=date.unit,
        raw_unit=seen.raw[slice(*seen.span(*unit_span))],
        dimension="date",
        operator_span=seen.span(*span),
        number_span=seen.span(*date.number),
        unit_span=seen.span(*unit_span),
    )
    return Found(quantity, min(date.start, span[0]) if span != (0, 0) and span[0] < date.start else date.start, date.end)


def _unit_of_date(text: str, date: DateMatch) -> Span:
    end = date.number[1]
    found = _DATE_UNIT.match(text, end)
    return found.span() if date.unit and found else (0, 0)


def _amount(seen: View, done: int, start: int, amount: Amount) -> Found:
    text = seen.text
    sign, span = _operator(text, done, start)
    factor = _FACTOR.search(text, max(done, start - 5), start)
    first = min(span[0] if sign else start, factor.start() if factor else start)
    included = _INCLUDED.match(text, amount.end)
    after = words().after_pattern.match(text, included.end() if included else amount.end)
    end = amount.end
    if after is not None:
        end = after.end()
        if not sign:
            sign, span = words().after[after[0]], after.span()
    unit, dimension, first = _per(text, done, first, amount)
    if unit in _RANKED and _RANK.search(text, max(done, start - 2), start):
        unit, dimension = "位次", "level"
    kind = "range" if amount.low != amount.high else "number"
    low, high, number = amount.low, amount.high, amount.number
    if kind == "number" and text[start - 1 : start] == "-" and (start == done + 1 or text[start - 2] in BOUNDS):
        low = high = -low
        number, first = (start - 1, number[1]), min(first, start - 1)
    quantity = Quantity(
        raw=seen.raw,
        kind=kind,
        operator="±" if amount.plus_minus and not sign else sign,
        low=low,
        high=high,
        unit=unit,
        raw_unit=seen.raw[slice(*seen.span(*amount.unit_span))],
        dimension=dimension,
        standard=amount.standard,
        operator_span=seen.span(*span),
        number_span=seen.span(*number),
        unit_span=seen.span(*amount.unit_span),
    )
    return Found(quantity, first, end)


def _per(text: str, done: int, first: int, amount: Amount) -> tuple[str, str, int]:
    """每人每年2000元 is 2000 元/人·年: unit, dimension, and where the value begins."""
    unit = find_unit(amount.unit) if amount.unit else None
    if unit is None or unit.dimension == "ratio":
        return amount.unit, amount.dimension, first
    found = _PER.search(text, max(done, first - 9), first)
    if found is None:
        return amount.unit, amount.dimension, first
    per = [find_unit(name) for name in found[1].split("每")[1:]]
    if any(item is None for item in per):
        return amount.unit, amount.dimension, first
    whole = composite(unit, tuple(item for item in per if item is not None))
    return whole.name, whole.dimension, found.start()
