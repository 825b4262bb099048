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

_PROMISE = re.compile(
    r"(?P<noun>[一-鿿]{2,16}?)(?P<bound>不少于|不低于|不超过|不高于|控制在|达到|达|共|约|超过)?"
    r"(?P<number>\d+(?:\.\d+)?)(?P<scale>万)?(?P<tail>[一-鿿%]{1,3})"
)
#: A row that asks for more than a lower bound, or for less than an upper one, keeps the promise.
_LOWER, _UPPER = ("不少于", "不低于", "超过"), ("不超过", "不高于", "控制在")


@dataclass(frozen=True, slots=True)
class Options:
    """When a promise and a row speak of the same thing.

    Attributes:
        coverage: 0-1, share of the promise's character pairs that stand in the row's words.
        tolerance: relative difference that wording such as 约 may cause.
        openings: words before the thing promised that no row repeats.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    coverage: float = 0.7
    tolerance: float = 0.1
    openings: tuple[str, ...] = ()


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for a row whose number lies under what the goal promises for the same thing."""
    for match in _PROMISE.finditer(normalise(table.table.goal)):
        promised = float(match["number"]) * (1e4 if match["scale"] else 1.0)
        noun = _thing(match["noun"], options.openings)
        rows = [row for row in table.rows if _same_thing(row, noun, match["tail"], options)]
        if len(rows) != 1 or not promised:
            continue
        row = rows[0]
        low = row.quantity.low
        if low is not None and _kept(match["bound"] or "", low, promised):
            continue
        if low is not None and abs(low - promised) > options.tolerance * max(low, promised):
            yield Hit(
                row=row.indicator.row,
                role="value",
                evidence=f"绩效目标说“{match.group(0)}”，本行是“{row.indicator.value}”",
                spans={"value": (row.quantity.number_span,)},
                facts={"promised": match.group(0)},
            )


def _thing(noun: str, openings: tuple[str, ...]) -> str:
    """Return the words before the number without the verbs that lead to them."""
    opening = next((word for word in openings if noun.startswith(word) and len(noun) > len(word) + 1), "")
    return _thing(noun.removeprefix(opening), openings) if opening else noun


def _kept(bound: str, low: float, promised: float) -> bool:
    return (bound in _LOWER and low >= promised) or (bound in _UPPER and low <= promised)


def _same_thing(row: ParsedRow, noun: str, tail: str, options: Options) -> bool:
    """The unit must agree and the words before the number must stand in the row."""
    unit = row.quantity.unit
    if not unit or not tail.startswith(unit) or row.quantity.kind != "number":
        return False
    words, asked = bare(row.indicator.level3 + row.indicator.description), _pairs(noun)
    return bool(asked) and len(asked & _pairs(words)) >= options.coverage * len(asked)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
