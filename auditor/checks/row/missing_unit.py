"""A bare number that needs a unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow

NAME = "missing-unit"


@dataclass(frozen=True, slots=True)
class Options:
    """Nothing to set."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each value that is a number without a unit."""
    for quantity in row.quantities:
        if quantity.kind not in ("number", "range") or quantity.raw_unit or quantity.low is None:
            continue
        unit = row.measure.unit or ("%" if row.measure.dimensions == {"ratio"} else "")
        advice = f"补上计量单位，如“{quantity.raw}{unit}”" if unit else ""
        yield Hit(
            role="value",
            evidence=f"指标值“{quantity.raw}”只有数字，没有计量单位",
            spans={"value": (quantity.number_span,)},
            suggestion=advice,
        )
