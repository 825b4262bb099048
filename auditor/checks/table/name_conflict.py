"""One 三级指标 name stands for several measures of a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, ClassVar

from auditor.parsing.sameness import cut_short
from auditor.text.normalise import bare
from auditor.text.per_unit import only_per_unit
from auditor.text.similarity import same_wording
from auditor.types.finding import Hit, Related
from auditor.types.indicator import Indicator
from auditor.types.parsed import Context, ParsedTable

NAME = "name-conflict"


@dataclass(frozen=True, slots=True)
class Options:
    """When two contents are the same, as in the check of repeated rows.

    Attributes:
        similarity: 0-1, of the two descriptions.
        light: characters in which they may differ and still say the same.
        shown: so many other rows are named.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    similarity: float = 0.85
    light: str = "的之了和与及为对于在是等其中按将所该各项情况人员数量用"
    shown: int = 20


OPTIONS = Options

#: So many different contents of one name are compared with a further row.
_MOST_ALIKE = 256


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for every row of a group with one name and several contents, except true repeats (DU201)."""
    groups: defaultdict[str, list[Indicator]] = defaultdict(list)
    for parsed in table.rows:
        if bare(parsed.indicator.level3):
            groups[bare(parsed.indicator.level3)].append(parsed.indicator)
    for rows in groups.values():
        distinct = _distinct(rows, options)
        if len(distinct) > 1:
            yield from (_hit(table, row, rows, options.shown) for row in distinct)


def _distinct(rows: list[Indicator], options: Options) -> list[Indicator]:
    """Return the first row of each content."""
    kept: list[Indicator] = []
    for row in rows:
        if not any(_same(row, other, options) for other in kept[:_MOST_ALIKE]):
            kept.append(row)
    return kept


def _same(row: Indicator, other: Indicator, options: Options) -> bool:
    """The same words, or the same value where one description only says by what it is reckoned (每人每年)."""
    if same_wording(_content(row), _content(other), options.similarity, options.light):
        return True
    if cut_short((row.description, row.value), (other.description, other.value)):
        return True
    if not bare(row.value) or bare(row.value) != bare(other.value):
        return False
    return only_per_unit(row.description) != only_per_unit(other.description)


def _content(row: Indicator) -> str:
    """What the name stands for: the description, or the value where there is none."""
    return row.description if bare(row.description) else row.value


def _hit(table: ParsedTable, row: Indicator, rows: list[Indicator], shown: int) -> Hit:
    others = list(islice((other for other in rows if other is not row), shown))
    numbers = "、".join(str(other.row) for other in others) + (f"等{len(rows) - 1}" if len(rows) - 1 > shown else "")
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
