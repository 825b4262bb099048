"""A number promised in the goal contradicts the row that measures it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks._promises import Options, contradictions
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedTable

NAME = "goal-against-rows"

OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for a row whose number contradicts what the goal promises for the same thing."""
    for row, promise in contradictions(table, options):
        yield Hit(
            row=row.indicator.row,
            role="value",
            evidence=f"绩效目标说“{promise}”，本行是“{row.indicator.value}”",
            spans={"value": (row.quantity.number_span,)},
            facts={"promised": promise},
        )
