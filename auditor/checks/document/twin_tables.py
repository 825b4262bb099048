"""Tables of one document whose indicators are the same under different projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, ClassVar

from rapidfuzz import fuzz

from auditor.similarity import Search
from auditor.similarity.contrast import contrast
from auditor.similarity.meeting import labelled, meeting
from auditor.text.normalise import bare
from auditor.text.telling import telling
from auditor.types.finding import Hit, Related
from auditor.types.indicator import Extraction, Indicator, IndicatorTable
from auditor.types.parsed import Context

NAME = "twin-tables"


@dataclass(frozen=True, slots=True)
class Options:
    """When two tables count as the same.

    Attributes:
        share: 0-1, of rows of either table with the same name and description in the other.
        similarity: 0-1, from which name and description count as the same.
        min_rows: tables with fewer rows are not compared.
        telling: characters beside the words of any project (rules/lexicons/generic.yaml) that the same rows hold together,
            at least: rows that every project has prove nothing.
        shown: so many partners are named.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    share: float = 0.7
    similarity: float = 0.92
    min_rows: int = 3
    telling: int = 2
    shown: int = 20


OPTIONS = Options

#: Documents are checked in processes of their own: no threads beside them.
_SEARCH = Search(workers=1)

Texts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Wording:
    """Tables with the same names and descriptions, in whatever order; the tables by number."""

    texts: Texts
    tables: list[IndicatorTable]


def check(extraction: Extraction, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each table that has partners, naming them."""
    words = _wordings(extraction, options)
    near = _near(words, options)
    hits: list[Hit] = []
    for position, word in enumerate(words):
        partners = {position: 1.0, **near[position]} if _said(word.texts) >= options.telling else near[position]
        count = sum(len(words[other].tables) for other in partners) - (position in partners)
        if count:
            hits.extend(
                _hit(table, [(words[other], share) for other, share in partners.items()], count, options)
                for table in word.tables
            )
    yield from sorted(hits, key=lambda hit: hit.table or 0)


def _wordings(extraction: Extraction, options: Options) -> list[_Wording]:
    found: defaultdict[Texts, list[IndicatorTable]] = defaultdict(list)
    for table in extraction.tables:
        if len(table.rows) >= options.min_rows:
            found[tuple(sorted(map(_text, table.rows)))].append(table)
    return [_Wording(texts, tables) for texts, tables in found.items()]


def _text(row: Indicator) -> tuple[str, str]:
    return bare(row.level3), bare(row.description)


def _near(words: Sequence[_Wording], options: Options) -> list[Mapping[int, float]]:
    """Return for each wording the others that are nearly the same and the share of the same rows."""
    found: list[dict[int, float]] = [{} for _ in words]
    labels = labelled([["\t".join(text) for text in word.texts] for word in words], options.similarity, _SEARCH)
    for left, right in meeting(labels, options.share):
        same = _same_rows(words[left].texts, words[right].texts, options.similarity * 100)
        share = len(same) / max(len(words[left].texts), len(words[right].texts))
        if share >= options.share and _said(same) >= options.telling:
            found[left][right] = found[right][left] = share
    return list(found)


def _same_rows(left: Texts, right: Texts, least: float) -> list[tuple[str, str]]:
    """Return the rows of the left table that find a partner of their own in the other."""
    free = list(right)
    found = []
    for text in left:
        twin = text if text in free else next((item for item in free if _same(item, text, least)), None)
        if twin is not None:
            free.remove(twin)
            found.append(text)
    return found


def _same(left: tuple[str, str], right: tuple[str, str], least: float) -> bool:
    return all(fuzz.ratio(a, b) >= least for a, b in zip(left, right, strict=True))


def _said(texts: Sequence[tuple[str, str]]) -> int:
    return sum(telling("".join(text)) for text in texts)


def _hit(table: IndicatorTable, partners: Sequence[tuple[_Wording, float]], count: int, options: Options) -> Hit:
    others = (
        (other.number, share, other)
        for word, share in partners
        for other in word.tables[: options.shown + 1]
        if other is not table
    )
    shown = nsmallest(options.shown, others, key=lambda item: item[0])
    more = f"等{count}张" if count > len(shown) else ""
    named = "；".join(f"表{number}“{other.project}”（{share:.0%}的行相同）" for number, share, other in shown)
    differing = contrast(_paired(table, shown[0][2]))
    return Hit(
        table=table.number,
        evidence=f"指标与{named}{more and '；' + more}" + (f"。与表{shown[0][0]}不同之处：{differing}" if differing else ""),
        facts={"partners": "、".join(str(number) for number, _, _ in shown) + more},
        related=tuple(Related(table.source, number, None, other.project) for number, _, other in shown),
    )


def _paired(table: IndicatorTable, other: IndicatorTable) -> Iterator[tuple[Indicator, Indicator]]:
    """Yield the rows with the partner of the same name and description."""
    free = defaultdict(list)
    for twin in other.rows:
        free[_text(twin)].append(twin)
    return ((row, free[_text(row)].pop(0)) for row in table.rows if free.get(_text(row)))
