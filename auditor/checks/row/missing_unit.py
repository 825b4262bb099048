"""A bare number that needs a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow
from auditor.types.quantity import Quantity

NAME = "missing-unit"

_MONTH = re.compile(r"20\d\d\.(?:[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Options:
    """What has no unit.

    Attributes:
        dimensionless: regular expression over name and description of what is counted without a unit.
        advice: which unit to use, by dimension, where the words leave more than one.
        standard: regular expression over the value of a standard's designation (GB 3095-2012): its digits are no number.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    dimensionless: str = r"(?!)"
    standard: str = r"(?!)"
    advice: Mapping[str, str] = field(default_factory=dict)


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each value that is a number without a unit."""
    bare_numbers = [item for item in row.quantities if _is_bare_number(item) and not _is_month(item, row)]
    if not bare_numbers or "unitless" in row.measure.dimensions:
        return
    if any(re.search(options.dimensionless, bare(text)) for text in (row.indicator.level3, row.indicator.description)):
        return
    if re.search(options.standard, row.indicator.value):
        return
    for quantity in bare_numbers:
        unit = row.measure.unit or ("%" if row.measure.dimensions == {"ratio"} else "")
        others = (text for dimension, text in options.advice.items() if dimension in row.measure.dimensions)
        advice = f"补上计量单位，如“{quantity.raw}{unit}”" if unit else next(others, "")
        yield Hit(
            role="value",
            evidence=f"指标值“{quantity.raw}”只有数字，没有计量单位",
            spans={"value": (quantity.number_span,)},
            suggestion=advice,
        )


def _is_bare_number(quantity: Quantity) -> bool:
    return quantity.kind in ("number", "range") and not quantity.raw_unit and quantity.low is not None


def _is_month(quantity: Quantity, row: ParsedRow) -> bool:
    """2025.3 is a month where a time is asked for; elsewhere it is a number."""
    return "date" in row.measure.dimensions and _MONTH.fullmatch(quantity.raw) is not None
