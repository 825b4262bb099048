"""One 三级指标 name stands for several measures of a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.normalise import bare
from auditor.types.finding import Hit, Related
from auditor.types.indicator import Indicator
from auditor.types.parsed import Context, ParsedTable

NAME = "name-conflict"


@dataclass(frozen=True, slots=True)
class Options:
    """Nothing to set."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for every row of a group with one name and several contents, except true repeats (DU201)."""
    groups: defaultdict[str, list[Indicator]] = defaultdict(list)
    for parsed in table.rows:
        if bare(parsed.indicator.level3):
            groups[bare(parsed.indicator.level3)].append(parsed.indicator)
    for rows in groups.values():
        distinct = {_content(row): row for row in reversed(rows)}
        if len(distinct) > 1:
            yield from (_hit(table, row, rows) for row in rows if distinct[_content(row)] is row)


def _content(row: Indicator) -> str:
    """What the name stands for: the description, or the value where there is none."""
    return bare(row.description) or bare(row.value)


def _hit(table: ParsedTable, row: Indicator, rows: list[Indicator]) -> Hit:
    others = [other for other in rows if other is not row]
    numbers = "、".join(str(other.row) for other in others)
    return Hit(
        row=row.row,
        role="level3",
        evidence=f"本表第{numbers}行也叫“{row.level3}”，但描述或指标值不同",
        spans={"level3": ((0, len(row.level3)),)},
        facts={"others": numbers},
        related=tuple(
            Related(table.table.source, table.table.number, other.row, other.description or other.value) for other in others
        ),
    )
