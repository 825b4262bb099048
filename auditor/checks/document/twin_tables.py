"""Tables of one document whose indicators are the same under different projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from rapidfuzz import fuzz

from auditor.text.normalise import bare
from auditor.types.finding import Hit, Related
from auditor.types.indicator import Extraction, IndicatorTable
from auditor.types.parsed import Context

NAME = "twin-tables"


@dataclass(frozen=True, slots=True)
class Options:
    """When two tables count as the same.

    Attributes:
        share: 0-1, of rows of either table with the same name and description in the other.
        similarity: 0-1, from which name and description count as the same.
        min_rows: tables with fewer rows are not compared.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    share: float = 0.7
    similarity: float = 0.92
    min_rows: int = 3


OPTIONS = Options


def check(extraction: Extraction, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each table that has partners, naming all of them."""
    tables = [table for table in extraction.tables if len(table.rows) >= options.min_rows]
    texts = {table.number: _texts(table) for table in tables}
    partners: defaultdict[int, list[tuple[IndicatorTable, float]]] = defaultdict(list)
    for index, left in enumerate(tables):
        for right in tables[index + 1 :]:
            share = _share(texts[left.number], texts[right.number], options)
            if share >= options.share:
                partners[left.number].append((right, share))
                partners[right.number].append((left, share))
    for number in sorted(partners):
        yield _hit(extraction.source, number, partners[number])


def _texts(table: IndicatorTable) -> list[tuple[str, str]]:
    return [(bare(row.level3), bare(row.description)) for row in table.rows]


def _share(left: list[tuple[str, str]], right: list[tuple[str, str]], options: Options) -> float:
    """Return the share of rows of the longer table that find a partner of their own in the other."""
    if min(len(left), len(right)) < options.share * max(len(left), len(right)):
        return 0.0
    free = list(right)
    found = 0
    for text in left:
        twin = next((item for item in free if _same(item, text, options.similarity * 100)), None)
        if twin is not None:
            free.remove(twin)
            found += 1
    return found / max(len(left), len(right))


def _same(left: tuple[str, str], right: tuple[str, str], least: float) -> bool:
    return left == right or all(fuzz.ratio(a, b) >= least for a, b in zip(left, right, strict=True))


def _hit(source: str, number: int, partners: list[tuple[IndicatorTable, float]]) -> Hit:
    named = "；".join(f"表{table.number}“{table.project}”（{share:.0%}的行相同）" for table, share in partners)
    return Hit(
        table=number,
        evidence=f"指标与{named}",
        facts={"partners": "、".join(str(table.number) for table, _ in partners)},
        related=tuple(Related(source, table.number, None, table.project) for table, _ in partners),
    )
