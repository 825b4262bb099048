"""The unit is recognisable but not written as a standard unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow

NAME = "unit-spelling"


@dataclass(frozen=True, slots=True)
class Options:
    """Nothing to set: which spellings are standard stands in the lexicon of units."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each value whose unit is not in its standard form."""
    for quantity in row.quantities:
        if quantity.standard or not quantity.raw_unit:
            continue
        start, end = quantity.unit_span
        better = quantity.raw[:start] + quantity.unit + quantity.raw[end:]
        yield Hit(
            role="value",
            evidence=f"“{quantity.raw_unit}”的规范写法是“{quantity.unit}”",
            spans={"value": (quantity.unit_span,)},
            facts={"unit": quantity.raw_unit, "standard": quantity.unit, "better": better},
        )
