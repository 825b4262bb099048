"""What a value cell means: operators, numbers, ranges, units, dates, qualitative grades."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from auditor.parsing import units
from auditor.parsing.amounts import Amount, match_amount
from auditor.parsing.dates import STARTS, DateMatch, match_date
from auditor.parsing.grades import is_grade, names_bound
from auditor.parsing.values import words
from auditor.parsing.view import View, view
from auditor.types.quantity import Quantity, Span

#: Longer cells are parsed but not remembered.
_CACHED = 256
_BLANK = re.compile(r"[/\\\-_~.。·]*")
_CANDIDATE = re.compile(r"[\d.零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾每次当本全上下半年季月学期春秋开第]")
#: Letters before digits make them part of a name (PM2.5, GB19001), a 第 makes them an ordinal.
_NAMED = re.compile(r"[a-z第]-?\Z")
_PAST = ("近", "前", "上")
_YEARS = re.compile(r"[\d一二三四五六七八九十两]{1,2}(?:个?年|个?月|季度)")
_ORDINALS = re.compile(r"[(]?\d{1,2}(?:[、)]|[.](?!\d))")
_PER = re.compile(r"((?:每[\u4e00-\u9fff]{1,3}?){1,3})(?:不[低少超高多大小]{1}[于过])?\Z")
_NOISE = re.compile(r"[\s,。、;:!?()\[\]“”\"'‘’.]+")
_DATE_UNIT = re.compile("月份?|[日号]|季度|年度?")
_BOUNDS = ("≤", "≥", "<", ">")
#: How far before a number its operator may stand.
_REACH = 14


@dataclass(frozen=True, slots=True)
class _Found:
    quantity: Quantity
    start: int
    end: int


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the values of a cell, in order, at least one.

    Kinds are those of ``Quantity``. A point in time has kind ``date`` and dimension ``date``; its bounds are the month
    (unit ``月``), the quarter (``季度``), the day of a month (``日``) or the year (``年``), whichever is the finest of
    month and coarser; None where the words name none (年底前). ``12月`` is a date here, though it may mean twelve months:
    only the measure can tell. A bare fraction or proportion (1/3, 1:15) has dimension ``ratio`` and no unit. A bare 万 is
    taken for 万元 (``standard`` False). A word after the number that is no known unit is the unit, with no dimension.
    Time is linear in the length of the text; nothing is raised.
    """
    return _remembered(text) if len(text) <= _CACHED else _parse(text)


@lru_cache(maxsize=65536)
def _remembered(text: str) -> tuple[Quantity, ...]:
    return _parse(text)


def _parse(raw: str) -> tuple[Quantity, ...]:
    seen = view(raw)
    if seen.text in words().empty or _BLANK.fullmatch(seen.text):
        return (Quantity(raw=raw, kind="empty"),)
    found = _scan(seen)
    if not found:
        return (_qualitative(seen),)
    rest = _rest(seen.text, found)
    return tuple(replace(item.quantity, rest=rest) for item in found)


def _scan(seen: View) -> list[_Found]:
    """Every value of the text, left to right; each search begins where the last value ended."""
    found: list[_Found] = []
    text, done, position = seen.text, 0, _first(seen.text)
    while True:
        candidate = _CANDIDATE.search(text, position)
        if candidate is None:
            return found
        start = candidate.start()
        item = None if _is_name(text, start) else _value(seen, done, start)
        if item is None:
            position = _skip(text, start)
            continue
        found.append(item)
        done = position = item.end


def _first(text: str) -> int:
    """Where the values begin: behind the ordinal of a list that begins with 1."""
    ordinal = _ORDINALS.match(text)
    return ordinal.end() if ordinal and ordinal[0].strip("()、.") == "1" and ordinal.end() < len(text) else 0


_RUN = re.compile(r"[\d.,]+")


def _skip(text: str, start: int) -> int:
    """A run of digits that was not understood is passed over as a whole."""
    run = _RUN.match(text, start)
    return run.end() if run else start + 1


def _is_name(text: str, start: int) -> bool:
    """Whether the digits at ``start`` belong to a name or a span of past time (PM2.5, 第三方, 近三年)."""
    before = text[max(0, start - 2) : start]
    if text[start] == "第":
        return False
    return _NAMED.search(before) is not None or (
        before[-1:] in _PAST and before != "提前" and _YEARS.match(text, start) is not None
    )


def _value(seen: View, done: int, start: int) -> _Found | None:
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


def _date(seen: View, done: int, date: DateMatch) -> _Found:
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
    return _Found(quantity, min(date.start, span[0]) if span != (0, 0) and span[0] < date.start else date.start, date.end)


def _unit_of_date(text: str, date: DateMatch) -> Span:
    end = date.number[1]
    found = _DATE_UNIT.match(text, end)
    return found.span() if date.unit and found else (0, 0)


def _amount(seen: View, done: int, start: int, amount: Amount) -> _Found:
    text = seen.text
    sign, span = _operator(text, done, start)
    first = span[0] if sign else start
    after = words().after_pattern.match(text, amount.end)
    end = amount.end
    if after is not None:
        end = after.end()
        if not sign:
            sign, span = words().after[after[0]], after.span()
    unit, dimension, first = _per(text, done, first, amount)
    kind = "range" if amount.low != amount.high else "number"
    quantity = Quantity(
        raw=seen.raw,
        kind=kind,
        operator="±" if amount.plus_minus and not sign else sign,
        low=amount.low,
        high=amount.high,
        unit=unit,
        raw_unit=seen.raw[slice(*seen.span(*amount.unit_span))],
        dimension=dimension,
        standard=amount.standard,
        operator_span=seen.span(*span),
        number_span=seen.span(*amount.number),
        unit_span=seen.span(*amount.unit_span),
    )
    return _Found(quantity, first, end)


def _per(text: str, done: int, first: int, amount: Amount) -> tuple[str, str, int]:
    """每人每年2000元 is 2000 元/人·年: unit, dimension, and where the value begins."""
    unit = units.find_unit(amount.unit) if amount.unit else None
    if unit is None or unit.dimension == "ratio":
        return amount.unit, amount.dimension, first
    found = _PER.search(text, max(done, first - 9), first)
    if found is None:
        return amount.unit, amount.dimension, first
    per = [units.find_unit(name) for name in found[1].split("每")[1:]]
    if any(item is None for item in per):
        return amount.unit, amount.dimension, first
    whole = units.composite(unit, tuple(item for item in per if item is not None))
    return whole.name, whole.dimension, found.start()


def _qualitative(seen: View) -> Quantity:
    """Words without a number: a point in time, a grade or mere text, with the operator that may stand before them."""
    lead = words().before_pattern.match(seen.text)
    sign, span = (words().before[lead[0]], lead.span()) if lead else ("", (0, 0))
    body = seen.text[span[1] :]
    if words().moments.fullmatch(body):
        sign = "≤" if body.endswith("前") else sign
        return Quantity(raw=seen.raw, kind="date", operator=sign, dimension="date", operator_span=seen.span(*span))
    if sign in _BOUNDS and names_bound(body):
        return Quantity(raw=seen.raw, kind="grade", rest=seen.text)
    if lead and lead[0].isalpha():
        sign, span, body = "", (0, 0), seen.text
    kind = "grade" if is_grade(body) else "text"
    return Quantity(raw=seen.raw, kind=kind, operator=sign, operator_span=seen.span(*span), rest=body)


def _rest(text: str, found: list[_Found]) -> str:
    """What no value took up, without punctuation."""
    parts, done = [], 0
    for item in found:
        parts.append(text[done : item.start])
        done = max(done, item.end)
    parts.append(text[done:])
    return _NOISE.sub("", "".join(parts))
