"""The unit cannot belong to the declared 二级指标."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar

from auditor.parsing.units import title
from auditor.text.normalise import bare, normalise
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow
from auditor.types.quantity import Quantity

NAME = "unit-against-category"

#: What makes a month a point in time; a bare 12月 may be a number of months.
_POINT = re.compile(r"\d{4}年|\d[日号]|月(?:份|底|末|初|[上中下]旬|前|之前|以前|内)")


@dataclass(frozen=True, slots=True)
class Options:
    """What does not belong together, and where it belongs.

    Attributes:
        forbidden: dimensions that a 二级指标 cannot have, by a word of the 二级指标.
        right: 二级指标 to which each dimension belongs.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    right: Mapping[str, str] = field(default_factory=dict)


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each value whose dimension the declared 二级指标 excludes, unless another value of the cell fits."""
    level2 = bare(row.indicator.level2)
    banned = {item for word, items in options.forbidden.items() if word in level2 for item in items}
    dimensions = [_dimension(quantity, row) for quantity in row.quantities]
    if any(dimension and dimension not in banned for dimension in dimensions):
        return
    for quantity, dimension in zip(row.quantities, dimensions, strict=True):
        if dimension in banned:
            named = title(dimension)
            yield Hit(
                role="value",
                evidence=f"“{row.indicator.level2}”不以{named}计量，指标值却是“{quantity.raw}”",
                spans={"value": (quantity.unit_span,)},
                facts={"unit": quantity.raw_unit, "dimension": named, "right": options.right.get(dimension, "")},
            )


def _dimension(quantity: Quantity, row: ParsedRow) -> str:
    """A bare 12月 is a date only where the row asks for a time and not for a number of months (月数)."""
    if quantity.kind == "date" and quantity.unit == "月" and not _is_point(quantity.raw):
        return "date" if row.measure.direction == "down" and "date" in row.measure.dimensions else "duration"
    return quantity.dimension.removesuffix("_per")


@lru_cache(maxsize=64)
def _is_point(text: str) -> bool:
    """Remembered because each of a thousand values of one cell asks the same of the same long text."""
    return _POINT.search(normalise(text)) is not None
