"""A date of an earlier year stands in a table of this year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.normalise import normalise
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedTable

NAME = "year-mismatch"


@dataclass(frozen=True, slots=True)
class Options:
    """What is a target in a text, as regular expressions with the year as first group.

    Attributes:
        goal_patterns: targets in a goal.
        value_pattern: years in a value; of a span of years the last one counts.
        value_excuse: regular expression of values that only compare with an earlier year; empty for none.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    goal_patterns: tuple[str, ...]
    value_pattern: str
    value_excuse: str = ""


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each value, and for the goal, that aims at a year before the budget year."""
    year = table.table.year
    if year is None:
        return
    for row in table.rows:
        match = _last_year(row.indicator.value, options)
        if match and int(match.group(1)) < year:
            yield _hit(row.indicator.row, "value", match, year)
    for pattern in options.goal_patterns:
        for match in re.finditer(pattern, table.table.goal):
            if int(match.group(1)) < year:
                yield _hit(None, "goal", match, year)
                return


def _last_year(value: str, options: Options) -> re.Match[str] | None:
    if options.value_excuse and re.search(options.value_excuse, normalise(value)):
        return None
    return max(re.finditer(options.value_pattern, value), key=lambda match: int(match.group(1)), default=None)


def _hit(row: int | None, role: str, match: re.Match[str], year: int) -> Hit:
    return Hit(
        row=row,
        role=role,
        evidence=f"写的是{match.group(1)}年，本表是{year}年度的目标",
        spans={role: (match.span(),)},
        facts={"found": match.group(0), "year": str(year)},
    )
