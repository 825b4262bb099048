"""Numbers with their unit: ≥12万份, 3～5天, 百分之九十, 三分之二, 100±5, 240元/人·年."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.parsing import numerals, units
from auditor.parsing.composites import find_unit, match_unit
from auditor.parsing.values import words
from auditor.types.quantity import Span

_DIGITS = re.compile(numerals.DIGITS)
_CHINESE = re.compile(numerals.CHINESE)
#: 百万元 is 百 times 万元; 万份 is 10,000 times 份.
_SCALE = re.compile(r"[十百千](?=[万亿]元)|[十百千]?万亿?|[十百千]?亿|[百千](?!米|克|瓦|元|卡|伏)")
_TO = re.compile(r"[-~至到]{1,3}|±")
_HUNDREDTHS = re.compile(r"([百千万])分之")
_HALF = ("一", "半")
_OVER = re.compile(r"/(\d{1,6})(?![\d/])|分之|:(\d{1,4}(?:\.\d+)?)(?![\d:])")
#: 7×24小时 is said of a service without pause, the first number is no value.
_FACTOR = re.compile(r"[天日]?[×x*]\d")
#: 百分之百, 百分百
_WHOLE = re.compile("(?:百分之|百分)(一?百)(?![零一二三四五六七八九十分])")
#: 2100余起, 30多人
_ABOUT = re.compile(r"[余多来](?![\d次])")
#: 1个半月 is one and a half.
_AND_A_HALF = re.compile(r"个半(?=[月小学])")
_TAIL = re.compile(r"[a-z\u4e00-\u9fff]{1,8}")
_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,8})[)\]]")
#: Parts of 100 that 百分之 and its kin name.
_PARTS = {"百": "%", "千": "‰", "万": "/万"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, found in a text.

    Attributes:
        end: where it ends.
        low, high: the bounds.
        number: where the number stands.
        unit: standard writing, empty for none.
        unit_span: where the unit stands, (0, 0) for none.
        dimension: of the unit; ``ratio`` for a bare fraction.
        standard: whether the unit is written in its standard form.
        plus_minus: whether the bounds were written with ±.
    """

    end: int
    low: float
    high: float
    number: Span
    unit: str = ""
    unit_span: Span = (0, 0)
    dimension: str = ""
    standard: bool = True
    plus_minus: bool = False


@dataclass(frozen=True, slots=True)
class _Scalar:
    value: float
    start: int
    end: int
    chinese: bool
    dimension: str = ""


def match_amount(text: str, start: int) -> Amount | None:
    """Return the amount that begins at ``start`` of ``text`` (in the spelling of ``view``), or None."""
    whole = _WHOLE.match(text, start)
    if whole:
        return Amount(whole.end(), 100.0, 100.0, whole.span(1), "%", (start, whole.start(1)), "ratio")
    parts = _HUNDREDTHS.match(text, start)
    if parts:
        return _hundredths(text, parts)
    first = _scalar(text, start)
    if first is None:
        return None
    amount = _with_unit(text, first)
    if amount is None:
        return None
    return _range(text, amount) or amount


def _hundredths(text: str, parts: re.Match[str]) -> Amount | None:
    number = _scalar(text, parts.end())
    if number is None:
        return None
    unit = find_unit(_PARTS[parts[1]])
    span = (number.start, number.end)
    return Amount(number.end, number.value, number.value, span, unit.name if unit else "", parts.span(), "ratio")


def _scalar(text: str, start: int) -> _Scalar | None:
    """One number, Arabic or Chinese, or a fraction."""
    found = _DIGITS.match(text, start)
    chinese = found is None
    if found is None:
        if words().idioms.match(text, start):
            return None
        found = _CHINESE.match(text, start)
    if found is None:
        return None
    value = numerals.number(found[0])
    if value is None or _FACTOR.match(text, found.end()):
        return None
    return _fraction(text, _Scalar(value, start, found.end(), chinese)) or _Scalar(value, start, found.end(), chinese)


def _fraction(text: str, first: _Scalar) -> _Scalar | None:
    if (text[first.start : first.end], text[first.end : first.end + 1]) == _HALF:
        return _Scalar(0.5, first.start, first.end + 1, True, "ratio")
    over = _OVER.match(text, first.end)
    if over is None or (over[1] and units.match_simple(text, first.end)):
        return None
    if over[0] == "分之":
        found = _DIGITS.match(text, over.end()) or _CHINESE.match(text, over.end())
        top = numerals.number(found[0]) if found else None
        if found is None or top is None or not first.value:
            return None
        return _Scalar(top / first.value, first.start, found.end(), first.chinese, "ratio")
    bottom = float(over[1] or over[2])
    if not bottom or (over[1] and not first.value < bottom):
        return None
    return _Scalar(first.value / bottom, first.start, over.end(), False, "ratio")


def _with_unit(text: str, number: _Scalar) -> Amount | None:
    about = _ABOUT.match(text, number.end) or _AND_A_HALF.match(text, number.end)
    value, end, span = number.value, about.end() if about else number.end, (number.start, number.end)
    if about and about[0].endswith("半"):
        value += 0.5
    match = match_unit(text, end)
    scale = _SCALE.match(text, end)
    if scale and (match is None or (match.unit.name in ("万元", "亿元") and match.end == scale.end())):
        some = _ABOUT.match(text, scale.end())
        after = match_unit(text, some.end() if some else scale.end())
        if after is not None:
            value, match, span = value * numerals.scale(scale[0]), after, (number.start, scale.end())
        elif match is not None and _is_noun(text, scale.end()):
            large = value * numerals.scale(scale[0])
            return _unknown(text, Amount(scale.end(), large, large, (number.start, scale.end())))
        elif match is None and scale[0] not in ("万", "亿"):
            value, end, span = value * numerals.scale(scale[0]), scale.end(), (number.start, scale.end())
    if match is not None:
        return Amount(
            match.end, value, value, span, match.unit.name, (match.start, match.end), match.unit.dimension, match.standard
        )
    if number.chinese and number.dimension != "ratio":
        return None
    if number.dimension:
        return Amount(end, value, value, span, unit_span=span, dimension=number.dimension)
    return _unknown(text, Amount(end, value, value, span))


def _unknown(text: str, bare: Amount) -> Amount:
    """A number in front of a word that is no known unit: the word counts as its unit, its dimension unknown."""
    bracket = _BRACKET.match(text, bare.end)
    if bracket:
        unit = find_unit(bracket[1])
        if unit is not None:
            return Amount(bracket.end(), bare.low, bare.high, bare.number, unit.name, bracket.span(1), unit.dimension)
    tail = _TAIL.match(text, bare.end)
    if tail is None or text[bare.end] in "月日号年" or not _is_noun(text, bare.end):
        return bare
    return Amount(tail.end(), bare.low, bare.high, bare.number, tail[0], tail.span(), "")


def _is_noun(text: str, start: int) -> bool:
    """Tell whether a word stands at ``start`` that may be a unit of its own (车公里): no operator, no word between."""
    lexicon = words()
    patterns = (lexicon.fillers, lexicon.after_pattern, lexicon.before_pattern)
    return _TAIL.match(text, start) is not None and not any(pattern.match(text, start) for pattern in patterns)


def _range(text: str, first: Amount) -> Amount | None:
    """``first`` up to a second amount; None where none follows or the two do not belong together."""
    joint = _TO.match(text, first.end)
    if joint is None:
        return None
    number = _scalar(text, joint.end())
    second = _with_unit(text, number) if number else None
    if second is None or (first.unit and second.unit and first.dimension != second.dimension):
        return None
    unit = second if second.unit else first
    low = first.low * (
        second.low / number.value if number and number.value and not first.unit and second.low != number.value else 1
    )
    high = second.high
    if joint[0] == "±":
        low, high = first.low - second.high, first.low + second.high
    elif low > high:
        return None
    span = (first.number[0], second.number[1])
    return Amount(
        second.end,
        low,
        high,
        span,
        unit.unit,
        unit.unit_span,
        unit.dimension,
        first.standard and second.standard,
        joint[0] == "±",
    )
