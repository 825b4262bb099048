"""The unit contradicts what name and description measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.parsing.units import title
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow
from auditor.types.quantity import Measure, Quantity

NAME = "unit-against-measure"


@dataclass(frozen=True, slots=True)
class Options:
    """How many of the dimensions that fit are named in the evidence; with more, the words are a matter of degree."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    named: int = 4


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where the measure is certain and the unit is of another dimension.

    The name decides; only where it leaves the measure open does the description (GUIDE.md, UN302 and ST504).
    """
    measure = _decisive(row)
    if measure is None:
        return
    for quantity in row.quantities:
        if not quantity.dimension or _fits(quantity, measure):
            continue
        asked = _asked(measure, options.named)
        words = "、".join(measure.words)
        yield Hit(
            role="value",
            evidence=f"“{words}”应当以{asked}计量，指标值却用了“{quantity.raw_unit}”",
            spans={"value": (quantity.unit_span,)},
            facts={"asked": asked, "unit": quantity.raw_unit},
            suggestion=f"把单位改为“{measure.unit}”，或改写指标名称使二者一致" if measure.unit else "",
        )


def _asked(measure: Measure, most: int) -> str:
    titles = sorted({title(item) for item in measure.dimensions if not item.endswith("_per")})
    return "、".join(titles) if len(titles) <= most else "程度或比率"


def _decisive(row: ParsedRow) -> Measure | None:
    for measure in (row.name_measure, row.measure):
        if measure.strict and measure.dimensions:
            return measure
    return None


def _fits(quantity: Quantity, measure: Measure) -> bool:
    """A month such as 12月 may be a date or a duration: it fits either."""
    if quantity.dimension in measure.dimensions:
        return True
    return quantity.kind == "date" and bool(measure.dimensions & {"date", "duration"})
