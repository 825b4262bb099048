"""What a value cell means: operators, numbers, ranges, units, dates, qualitative grades."""

from __future__ import annotations

import re
from dataclasses import replace

from auditor.parsing.grades import is_grade, names_bound
from auditor.parsing.reading import BOUNDS, Found
from auditor.parsing.scanning import scan
from auditor.parsing.values import words
from auditor.parsing.view import View, view
from auditor.text.memory import remembered
from auditor.types.quantity import Quantity

_BLANK = re.compile(r"[/\\\-_~.。·]*")
_NOISE = re.compile(r"[\s,。、;:!?()\[\]“”\"'‘’.]+")


@remembered
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the values of a cell, in order, at least one.

    Kinds are those of ``Quantity``. A point in time has kind ``date`` and dimension ``date``; its bounds are the month
    (unit ``月``), the quarter (``季度``), the day of a month (``日``) or the year (``年``), whichever is the finest of
    month and coarser; None where the words name none (年底前). ``12月`` is a date here, though it may mean twelve months:
    only the measure can tell. A bare fraction or proportion (1/3, 1:15) has dimension ``ratio`` and no unit. A bare 万 is
    taken for 万元 (``standard`` False). A word after the number that is no known unit is the unit, with no dimension.
    Time is linear in the length of the text; nothing is raised.
    """
    seen = view(text)
    if seen.text in words().empty or _BLANK.fullmatch(seen.text):
        return (Quantity(raw=text, kind="empty"),)
    found = scan(seen)
    if not found:
        return (_qualitative(seen),)
    rest = _rest(seen.text, found)
    return tuple(replace(item.quantity, rest=rest) if rest else item.quantity for item in found)


def _qualitative(seen: View) -> Quantity:
    """Words without a number: a point in time, a grade or mere text, with the operator that may stand before them."""
    lead = words().before_pattern.match(seen.text)
    sign, span = (words().before[lead[0]], lead.span()) if lead else ("", (0, 0))
    body = seen.text[span[1] :]
    if body in words().spells:
        return Quantity(raw=seen.raw, kind="date", operator=sign, dimension="duration", operator_span=seen.span(*span))
    if words().moments.fullmatch(body):
        sign = "≤" if words().before_event.search(body) else sign
        return Quantity(raw=seen.raw, kind="date", operator=sign, dimension="date", operator_span=seen.span(*span))
    if sign in BOUNDS and names_bound(body):
        return Quantity(raw=seen.raw, kind="grade", rest=seen.text)
    if lead and lead[0].isalpha():
        sign, span, body = "", (0, 0), seen.text
    kind = "grade" if is_grade(body) else "text"
    return Quantity(raw=seen.raw, kind=kind, operator=sign, operator_span=seen.span(*span), rest=body)


def _rest(text: str, found: list[Found]) -> str:
    """What no value took up, without punctuation."""
    parts, done = [], 0
    for item in found:
        parts.append(text[done : item.start])
        done = max(done, item.end)
    parts.append(text[done:])
    return _NOISE.sub("", "".join(parts))
