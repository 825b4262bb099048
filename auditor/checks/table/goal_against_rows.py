"""A number promised in the goal contradicts the row that measures it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.normalise import bare, normalise
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow, ParsedTable

NAME = "goal-against-rows"

_PROMISE = re.compile(r"([一-鿿]{2,16}?)(?:不少于|不低于|达到|达|共|约|超过)?(\d+(?:\.\d+)?)(万)?([一-鿿%]{1,3})")


@dataclass(frozen=True, slots=True)
class Options:
    """When a promise and a row speak of the same thing.

    Attributes:
        coverage: 0-1, share of the promise's character pairs that stand in the row's words.
        tolerance: relative difference that wording such as 约 may cause.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    coverage: float = 0.7
    tolerance: float = 0.1


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for a row whose number lies under what the goal promises for the same thing."""
    for match in _PROMISE.finditer(normalise(table.table.goal)):
        noun, number, scale, tail = match.groups()
        promised = float(number) * (1e4 if scale else 1.0)
        rows = [row for row in table.rows if _same_thing(row, noun, tail, options)]
        if len(rows) != 1 or not promised:
            continue
        row = rows[0]
        low = row.quantity.low
        if low is not None and abs(low - promised) > options.tolerance * max(low, promised):
            yield Hit(
                row=row.indicator.row,
                role="value",
                evidence=f"绩效目标说“{match.group(0)}”，本行是“{row.indicator.value}”",
                spans={"value": (row.quantity.number_span,)},
                facts={"promised": match.group(0)},
            )


def _same_thing(row: ParsedRow, noun: str, tail: str, options: Options) -> bool:
    """The unit must agree and the words before the number must stand in the row."""
    unit = row.quantity.unit
    if not unit or not tail.startswith(unit) or row.quantity.kind != "number":
        return False
    words, asked = bare(row.indicator.level3 + row.indicator.description), _pairs(noun)
    return bool(asked) and len(asked & _pairs(words)) >= options.coverage * len(asked)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
