"""A value lies beyond a bound that is set for its kind of row: a standard of expense, a least rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from auditor.checks._where import fits, refuse_unknown
from auditor.parsing.composites import find_unit
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow
from auditor.types.quantity import Quantity

NAME = "value-bound"

#: Converting may miss by as much: 0.07万元 is not more than 700元.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Options:
    """What bound holds for which rows.

    Attributes:
        unit: unit of the bounds (%, 万元, 元/人·天); values in a unit of the same kind are converted, others passed over.
        least: a smaller value is at fault; left out for no such bound.
        most: a larger value is at fault; left out for no such bound.
        where: regular expressions by column (or project, goal, unit_name) that tell which rows are meant; empty for all.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    unit: str
    least: float | None = None
    most: float | None = None
    where: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse an unknown unit and a rule without a bound while the rule is loaded and its file is known."""
        if find_unit(self.unit) is None:
            raise ValueError(f"不认识计量单位“{self.unit}”，请用规范写法，如 %、万元、元/人·天")
        if self.least is None and self.most is None:
            raise ValueError("least（下限）和 most（上限）至少写一个")
        refuse_unknown(self.where, of_table=True)


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for the first value of the row that lies beyond a bound."""
    if not fits(row, options.where, context):
        return
    for quantity in row.quantities:
        factor = _factor(quantity.unit, options.unit)
        bound = _broken(quantity, factor, options) if factor else ""
        if bound:
            yield Hit(
                role="value",
                evidence=f"“{row.indicator.level3}”应当{bound}，指标值是“{row.indicator.value}”",
                spans={"value": (quantity.number_span, quantity.unit_span)},
                facts={"found": row.indicator.value, "bound": bound},
            )
            return


def _factor(unit: str, wanted: str) -> float:
    """What to multiply a value by to have it in the wanted unit; 0 where the two cannot be compared (元/人, 元/人·天)."""
    own, other = find_unit(unit), find_unit(wanted)
    if own is None or other is None or own.dimension != other.dimension or _per(own.name) != _per(other.name):
        return 0.0
    return own.scale / other.scale


def _per(unit: str) -> frozenset[str]:
    return frozenset(unit.partition("/")[2].split("·"))


def _broken(quantity: Quantity, factor: float, options: Options) -> str:
    if quantity.low is None or quantity.high is None:
        return ""
    if options.least is not None and quantity.low * factor < options.least * (1 - _ROUNDING):
        return f"不低于{options.least:g}{options.unit}"
    if options.most is not None and quantity.high * factor > options.most * (1 + _ROUNDING):
        return f"不超过{options.most:g}{options.unit}"
    return ""
