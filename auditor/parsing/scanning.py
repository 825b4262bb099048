"""Finds every value of a cell, left to right, in linear time."""

from __future__ import annotations

import re
from dataclasses import replace

from auditor.parsing.reading import Found, value_at
from auditor.parsing.values import words
from auditor.parsing.view import View

_CANDIDATE = re.compile(
    r"[\d.零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾每次当本全上下半年季月学期春秋开第农阴正腊冬]"
)
#: Letters before digits make them part of a name (PM2.5, GB19001) unless it is the x of 7x24; a 第 makes them an ordinal.
_NAMED = re.compile(r"(?:[a-wyz第]|(?<!\d)x)[-+]?\Z")
_PAST = ("近", "前", "上")
_YEARS = re.compile(r"[\d一二三四五六七八九十两]{1,2}(?:个?年|个?月|季度)")
_ORDINALS = re.compile(r"[(]?\d{1,2}(?:[、)]|[.](?!\d))")
_RUN = re.compile(r"[\d.,]+")
_JOINED = ("、", "和", "及", "与", "或", "/")


def scan(seen: View) -> list[Found]:
    """Every value of the text, left to right; each search begins where the last value ended."""
    found: list[Found] = []
    text, done, position = seen.text, 0, _first(seen.text)
    ordinal = 2 if position else 0
    while True:
        candidate = _CANDIDATE.search(text, position)
        if candidate is None:
            return _shared(text, found)
        start = candidate.start()
        listed = _ORDINALS.match(text, start) if ordinal else None
        if listed and listed[0].rstrip("、).") == str(ordinal):
            position, ordinal = listed.end(), ordinal + 1
            continue
        item = None if _is_name(text, start) else value_at(seen, done, start)
        if item is None:
            position = _skip(text, start)
            continue
        found.append(item)
        done = position = item.end


def _shared(text: str, found: list[Found]) -> list[Found]:
    """20、30人: a number without a unit has that of the number that it is listed with."""
    for index in range(len(found) - 2, -1, -1):
        item, after = found[index], found[index + 1]
        bare, whole = item.quantity, after.quantity
        if bare.raw_unit or bare.kind != "number" or not whole.unit or whole.kind not in ("number", "date"):
            continue
        if item.end + 1 == after.start and text[item.end] in _JOINED:
            shared = {name: getattr(whole, name) for name in ("kind", "unit", "raw_unit", "dimension", "unit_span")}
            found[index] = replace(item, quantity=replace(bare, **shared))
    return found


def _first(text: str) -> int:
    """Where the values begin: behind the ordinal of a list that begins with 1."""
    ordinal = _ORDINALS.match(text)
    return ordinal.end() if ordinal and ordinal[0].strip("()、.") == "1" and ordinal.end() < len(text) else 0


def _skip(text: str, start: int) -> int:
    """A run of digits that was not understood, and an idiom (五一), are passed over as a whole."""
    run = _RUN.match(text, start) or words().idioms.match(text, start)
    return run.end() if run else start + 1


def _is_name(text: str, start: int) -> bool:
    """Whether the digits at ``start`` belong to a name or a span of past time (PM2.5, 第三方, 近三年)."""
    before = text[max(0, start - 2) : start]
    if text[start] == "第":
        return False
    if text[start] == "半" and before[-1:] == "每":
        return True
    return _NAMED.search(before) is not None or (
        before[-1:] in _PAST and before != "提前" and _YEARS.match(text, start) is not None
    )
