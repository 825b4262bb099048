"""A cell holds another column's content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.parsing.citations import citations
from auditor.parsing.quantity import quantities
from auditor.types.finding import Hit
from auditor.types.indicator import COLUMNS
from auditor.types.parsed import Context, ParsedRow
from auditor.types.quantity import Quantity

NAME = "shifted-cell"

#: Without one of these nothing is a number; most names hold none.
_NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾]")

_THINGS = frozenset({"org", "people", "items", "household"})


@dataclass(frozen=True, slots=True)
class Options:
    """Where to look.

    Attributes:
        never_values: columns that must not hold a bare value such as 5万元.
        sources: kinds of citation that must not stand in the value column.
        longest: a value in a wrong column is at most this many characters long.
        share: 0-1, of the value cell that a citation takes up; less is a value that quotes its standard.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    never_values: tuple[str, ...] = ("level3", "description", "basis")
    sources: tuple[str, ...] = ("document", "law", "title")
    longest: int = 12
    share: float = 0.75


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for a value outside the value column, and for a source inside it."""
    for role in options.never_values:
        text = row.indicator.cell(role)
        if 0 < len(text) <= options.longest and (_is_value(text) or (role == "level3" and _is_date(text))):
            yield _hit(role, text, "指标值")
    value = row.indicator.value
    if row.quantity.kind in ("text", "number") and not _is_value(value) and _is_source(value, options):
        yield _hit("value", value, "依据")


def _is_value(text: str) -> bool:
    """A number with a known unit or an operator, and nothing else: 4站 is one; 12所学校, 每站两个月 and 半天 are remarks."""
    if _NUMERAL.search(text) is None:
        return False
    found = quantities(text)
    if len(found) != 1 or found[0].kind not in ("number", "range") or found[0].rest:
        return False
    known = bool(found[0].dimension) if found[0].raw_unit else bool(found[0].operator)
    spans = (found[0].operator_span, found[0].number_span, found[0].unit_span)
    whole = sum(end - start for start, end in spans) >= len(text.replace(" ", ""))
    return known and whole and not text.startswith("半") and not _names_things(found[0])


def _names_things(quantity: Quantity) -> bool:
    """12所学校, 20名教师, 35至64岁: told with the name of what is counted, or whom it concerns, and without a bound."""
    whole = quantity.unit == "岁" or (quantity.dimension in _THINGS and len(quantity.raw_unit) > len(quantity.unit))
    return whole and not quantity.operator


def _is_date(text: str) -> bool:
    """A point in time and nothing else cannot name an indicator."""
    if _NUMERAL.search(text) is None:
        return False
    found = quantities(text)
    return len(found) == 1 and found[0].kind == "date" and found[0].low is not None and not found[0].rest


def _is_source(text: str, options: Options) -> bool:
    cited = (item.span for item in citations(text) if item.kind in options.sources)
    return any(end - start >= options.share * len(text) for start, end in cited)


def _hit(role: str, text: str, belongs: str) -> Hit:
    return Hit(
        role=role,
        evidence=f"“{COLUMNS[role]}”一栏写的“{text}”像是{belongs}",
        spans={role: ((0, len(text)),)},
        facts={"column": COLUMNS[role], "text": text, "belongs": belongs},
    )
