"""A value that is impossible for its unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow
from auditor.types.quantity import Quantity

NAME = "value-out-of-range"

#: What a share, a rate or satisfaction is counted in.
_SHARES = frozenset({"ratio", "score", "score_per"})
#: None is a point in time without a number.
_MONTHS = frozenset({None, *range(1, 13)})


@dataclass(frozen=True, slots=True)
class Options:
    """What may exceed 100%, and what may not even where the number has no unit."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    unbounded: tuple[str, ...] = ()


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for shares, rates and satisfaction that would exceed 100, and for months beyond 12."""
    words = bare(row.indicator.level3 + row.indicator.description)
    is_share = row.measure.strict and "ratio" in row.measure.dimensions and row.measure.dimensions <= _SHARES
    for quantity in row.quantities:
        reason = advice = ""
        if is_share and quantity.dimension in ("ratio", "") and not any(word in words for word in options.unbounded):
            reason = _beyond_hundred(quantity)
        elif quantity.kind == "date" and quantity.unit == "月" and quantity.high not in _MONTHS:
            reason, advice = f"没有“{quantity.raw}”这样的月份", "改为1月至12月中的月份；要写期限的，写成“12个月”的样子"
        if reason:
            yield Hit(role="value", evidence=reason, spans={"value": (quantity.number_span,)}, suggestion=advice)


def _beyond_hundred(quantity: Quantity) -> str:
    if quantity.high is None or quantity.low is None or quantity.unit not in ("%", ""):
        return ""
    if quantity.high > 100:
        return f"比率、满意度不可能超过100%，指标值为“{quantity.raw}”"
    if quantity.operator in ("≥", ">") and quantity.low >= 100:
        return f"“{quantity.raw}”要求达到或超过100，而比率、满意度最高只能是100%"
    return ""
