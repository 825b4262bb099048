"""A date of an earlier year stands in a table of this year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedTable

NAME = "year-mismatch"


@dataclass(frozen=True, slots=True)
class Options:
    """What is a target in a text, as regular expressions with the year as first group."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    goal_patterns: tuple[str, ...]
    value_pattern: str


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each value, and for the goal, that aims at a year before the budget year."""
    year = table.table.year
    if year is None:
        return
    for row in table.rows:
        for match in re.finditer(options.value_pattern, row.indicator.value):
            if int(match.group(1)) < year:
                yield _hit(row.indicator.row, "value", match, year)
    for pattern in options.goal_patterns:
        for match in re.finditer(pattern, table.table.goal):
            if int(match.group(1)) < year:
                yield _hit(None, "goal", match, year)
                return


def _hit(row: int | None, role: str, match: re.Match[str], year: int) -> Hit:
    return Hit(
        row=row,
        role=role,
        evidence=f"写的是{match.group(1)}年，本表是{year}年度的目标",
        spans={role: (match.span(),)},
        facts={"found": match.group(0), "year": str(year)},
    )
