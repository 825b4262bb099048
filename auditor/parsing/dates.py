"""Points in time as clerks write them: 12月底前, 每月25日, 2021年1-12月, 第四季度, 年底前."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from auditor.parsing.units import match_simple
from auditor.parsing.values import words
from auditor.types.quantity import Span

_YEAR = r"(?:(?:19|20)\d{2})"
_TO = r"[-~至到]{1,3}"
_DAY = r"(?:\d{1,2}[日号])"
_PART = r"(?:[上中下]旬|[底末初]|第[一二三四]周)"
_BEFORE = r"(?P<before>之前|以前|前|之内|以内|内)?"
_CN = r"[一二三四五六七八九十]{1,3}"
_CN_DAY = r"[一二三四五六七八九十]{1,3}[日号]"
_LUNAR_DAY = r"(?:初?[一二三四五六七八九十廿]{1,3}|\d{1,2})[日号]?"
_QUARTER = r"第?(?P<q>[一二三四1-4])(?:[、,]?[二三四2-4])*季度"
_EACH = r"(?:每个?月|当月|次月|每季度?末?月?|月)"
_ON = r"(?:每[日天晚晨]|当[日天晚]|次日|每?周[一二三四五六日])"
_PART_OF_DAY = r"(?:次日|当[日晚]|早上?|上午|中午|下午|晚上?|凌晨)"
#: Up to a second number: 2024.10-2026.5亩.
_SECOND = re.compile(rf"{_TO}\d+(?:\.\d+)?")
#: 7:30 is a time of day; a proportion (1:15) begins with less or does not end in 0 or 5.
_TIME_OF_DAY = r"(?:0?[5-9]|1\d|2[0-4]):[0-5][05](?![\d:])"
_CLOCK = rf"{_ON}?\d{{1,2}}时(?![间段长限效])(?:\d{{1,2}}分?)?(?:{_TO}\d{{1,2}}时)?"

#: Alternatives in order of preference; each names what it found.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}(?P<dash>[-/.])(?P<im>0?[1-9]|1[0-2])(?P=dash)(?:0?[1-9]|[12]\d|3[01])(?!\d)日?{_BEFORE}",
        rf"{_YEAR}(?:年|[-/.])(?P<dm1>0?[1-9]|1[0-2])月?{_TO}(?:{_YEAR}(?:年|[-/.]))?(?P<dm2>0?[1-9]|1[0-2])(?:月份?|(?=\Z|前|之前|以前|底)){_PART}?{_BEFORE}",
        rf"{_YEAR}[-/.](?P<dm>0[1-9]|1[0-2]|[1-9](?=前|之前|以前|底|月)|(?<=[-/])[1-9](?=\Z))(?!\d)(?:月份?)?{_PART}?{_BEFORE}",
        r"(?P<md>0?[1-9]|1[0-2])[./](?:0?[1-9]|[12]\d|3[01])(?P<before>之前|以前|前)",
        rf"(?P<sy1>{_YEAR})年?(?:{_TO}(?P<sy2>{_YEAR})年?)?学年度?(?:第?[一二上下]学期)?{_PART}?{_BEFORE}",
        rf"(?P<y1>{_YEAR})年?{_TO}(?P<y2>{_YEAR})年度?{_BEFORE}",
        rf"{_YEAR}年(?P<ym1>\d{{1,3}})(?:月份?)?{_TO}(?:次年|{_YEAR}年)?(?P<ym2>\d{{1,3}})月份?{_PART}?{_BEFORE}",
        rf"{_YEAR}年第?(?P<yq>[一二三四1-4])季度{_PART}?{_BEFORE}",
        rf"{_YEAR}年(?P<ym>\d{{1,3}})月份?(?:{_DAY}|{_PART})?(?:{_TO}{_DAY})?{_BEFORE}",
        rf"(?P<y>{_YEAR})年度?{_PART}?{_BEFORE}",
        rf"(?P<m1>\d{{1,3}})(?:月份?)?{_PART}?{_TO}(?:次年|{_YEAR}年?)?(?P<m2>\d{{1,3}})月份?{_PART}?{_BEFORE}",
        rf"(?:每年|次年|当年|本年|全年)?(?P<m>\d{{1,3}})月(?![/\\])份?(?:{_DAY}|{_PART})?(?:{_TO}{_DAY})?{_BEFORE}",
        rf"(?:农历|阴历)?(?:每年)?[正腊冬]月(?:{_LUNAR_DAY}|{_PART})?{_BEFORE}",
        rf"(?:农历|阴历)(?:每年)?(?:{_CN}|\d{{1,2}})月(?:{_LUNAR_DAY}|{_PART})?{_BEFORE}",
        rf"(?:每年|次年|当年|本年)?(?P<cm>{_CN})月份?(?:{_CN_DAY}|{_PART})?(?=[前内]|以前|之前|$|[,、;完]){_BEFORE}",
        rf"{_EACH}(?P<d>\d{{1,2}})(?:{_TO}\d{{1,2}})?(?:[日号]|(?=前)){_BEFORE}",
        rf"{_CLOCK}{_BEFORE}",
        rf"(?:{_ON}\d{{1,2}}(?:点|:\d\d)|\d{{1,2}}(?:点|:\d\d)(?=[前整半至到止]|之前|以前|[-~]\d{{1,2}}(?:点|:)))[整半]?(?:{_TO}{_PART_OF_DAY}?\d{{1,2}}(?:点|:\d\d))?{_BEFORE}",
        rf"{_TIME_OF_DAY}{_BEFORE}",
        r"(?P<bd>\d{1,2})[日号](?P<before>之前|以前|前)",
        rf"(?:每年|每个?|次年|当年|本年)?{_QUARTER}{_PART}?{_BEFORE}",
        rf"(?:[每当本次下半](?=[年季月学]))?(?:年度?|季度?|月|学期|学年)[底末初终]{_BEFORE}",
        rf"(?:年内|年中|年度内|当年|本年度?|上半年|下半年|次年|当月|次月|期末|[春秋]季开学|开学){_BEFORE}",
    )
)
#: Characters at which a date may begin.
STARTS = frozenset("0123456789每次当本全上下半年季月学期春秋开第一二三四五六七八九十农阴正腊冬")
#: No date is without one of these near its beginning.
_MARK = re.compile(r"[年月日号时点季学期终开当:/.-]")
#: First group, last group, unit: the first group that took part tells what the number is.
_READINGS = (
    ("im", "im", "月"), ("dm1", "dm2", "月"), ("dm", "dm", "月"), ("md", "md", "月"), ("sy1", "sy2", "年"),
    ("ym1", "ym2", "月"), ("ym", "ym", "月"), ("yq", "yq", "季度"), ("m1", "m2", "月"), ("m", "m", "月"),
    ("cm", "cm", "月"), ("d", "d", "日"), ("bd", "bd", "日"), ("q", "q", "季度"), ("y1", "y2", "年"), ("y", "y", "年"),
)  # fmt: skip
_DIGIT = {char: value for value, char in enumerate("〇一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A point in time found in a text.

    Attributes:
        start, end: in the text searched.
        low, high: month, quarter, day or year, in ``unit``; None for a word such as 年底.
        unit: ``月``, ``季度``, ``日``, ``年`` or empty.
        number: where the deciding number stands.
        before: where 前 or 内 stands, (0, 0) for none.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    number: Span
    before: Span


def match_date(text: str, start: int) -> DateMatch | None:
    """Return the point in time that begins at ``start`` of ``text`` (in the spelling of ``view``), or None."""
    if text[start] not in STARTS or _MARK.search(text, start, start + 12) is None:
        return None
    for pattern in _FORMS:
        found = pattern.match(text, start)
        if found is not None and not _is_amount(text, found):
            return _with_event(text, _read(found))
    return None


def _is_amount(text: str, found: re.Match[str]) -> bool:
    """2024.10亩, 2024.10-2026.5亩: a unit makes digits with a point a number instead of a year and month."""
    if not found.groupdict().get("dm") or "." not in found[0]:
        return False
    second = _SECOND.match(text, found.end())
    end = second.end() if second else found.end()
    return text[end : end + 1] in ("万", "亿") or match_simple(text, end) is not None


def _with_event(text: str, date: DateMatch) -> DateMatch:
    """2024年春节前, 9月开学前: the year or month of a feast or season."""
    if date.before != (0, 0) or date.unit not in ("年", "月"):
        return date
    event = words().event_after_date.match(text, date.end)
    if event is None:
        return date
    return replace(date, end=event.end(), before=event.span("before") if event["before"] else (0, 0))


def _read(found: re.Match[str]) -> DateMatch:
    groups = found.groupdict()
    before = found.span("before") if groups["before"] else (0, 0)
    for first, last, unit in _READINGS:
        if groups.get(first):
            last = last if groups[last] else first
            span = (found.start(first), found.end(last))
            return DateMatch(found.start(), found.end(), _value(groups[first]), _value(groups[last]), unit, span, before)
    return DateMatch(found.start(), found.end(), None, None, "", (0, 0), before)


def _value(text: str) -> float:
    """Return 1 to 99 from Arabic or Chinese digits."""
    if text.isdigit():
        return float(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return float(_DIGIT.get(text[-1], 0))
    return float((_DIGIT.get(tens, 1) if tens else 1) * 10 + (_DIGIT.get(ones, 0) if ones else 0))
