"""A table that is nearly the same as another unit's table of a different project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, ClassVar

from auditor.similarity.contrast import contrast
from auditor.similarity.library_copies import Spread, Standing, Wording, families, near_wordings, standing, wordings
from auditor.similarity.library_keys import row_key, row_text
from auditor.similarity.library_likeness import (
    ordered,
    project_likeness,
    related_units,
    shared_rows,
    table_order,
    told_unit,
)
from auditor.similarity.library_records import file_name
from auditor.text.normalise import normalise
from auditor.text.telling import telling
from auditor.types.finding import Hit, Related
from auditor.types.indicator import Indicator, IndicatorTable
from auditor.types.parsed import Context

NAME = "copied-between-units"


@dataclass(frozen=True, slots=True)
class Options:
    """When a table counts as copied from another unit.

    Attributes:
        share: 0-1, of the rows of the longer table, and of the weight of this one's, that are the same in the other.
        similarity: 0-1, from which two rows (name and description, numbers aside) count as the same.
        project: 0-1, names of projects as alike as this are one project, which several units may carry out.
        telling: characters beside the words of any project (rules/lexicons/generic.yaml) from which a row has full weight.
        others: a row that so many other units use has half its weight.
        weight: of the same rows together, at least; a rare row that says something of its own weighs 1.
        min_rows: tables with fewer rows are not compared.
        shown: so many tables are named.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    share: float = 0.8
    similarity: float = 0.85
    project: float = 0.6
    telling: int = 6
    others: float = 2.0
    weight: float = 2.5
    min_rows: int = 3
    shown: int = 5


OPTIONS = Options

#: So many tables of the same wording are compared with each table: more would prove nothing further.
_MOST_COMPARED = 64
#: So many twins of one table are looked at; the report needs no more.
_MOST_MATCHES = 20


@dataclass(frozen=True, slots=True)
class _Said:
    table: IndicatorTable
    unit: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    other: IndicatorTable
    rows: tuple[tuple[Indicator, Indicator], ...]
    share: float
    telling: Indicator
    others: int


@dataclass(frozen=True, slots=True)
class _Weight:
    """What a row proves, 0-1, and how many units use it apart from those whose tables are alike."""

    value: float
    others: int


def check(tables: tuple[IndicatorTable, ...], options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each table of the batch that has such a twin in another document of the batch or in the library.

    What the same wording proves depends on how rare it is: a row weighs less the more other units use it, and next to
    nothing where it consists of generic words, so that tables made of common rows are never named.
    """
    corpus = (*ordered(tables), *ordered(context.library))
    words = wordings(corpus)
    near = near_wordings(words, options.share, options.similarity, options.min_rows)
    family = families(near)
    spread = Spread(corpus, words, family, context.spread, len(tables))
    places = standing(corpus, words, family, len(tables))
    for position, word in enumerate(words):
        if len(word.texts) < options.min_rows or spread.units(family[position]) < 2:
            continue
        others = _representatives(corpus, [word, *(words[other] for other in near[position])])
        for member in word.members:
            if member < len(tables):
                weights = _weights(corpus[member], spread, family[position], options)
                yield from _judge(_said(corpus[member]), others, weights, places[family[position]], options)


def _representatives(corpus: Sequence[IndicatorTable], words: Sequence[Wording]) -> list[_Said]:
    """Return tables of these wordings, each of another unit or project, so many as may be compared with each of them."""
    found: dict[tuple[str, str], _Said] = {}
    for member in chain.from_iterable(word.members for word in words):
        table = corpus[member]
        if (table.unit_name, table.project) not in found:
            found[table.unit_name, table.project] = _said(table)
        if len(found) >= _MOST_COMPARED:
            break
    return list(found.values())


def _said(table: IndicatorTable) -> _Said:
    return _Said(table, told_unit(table.unit_name, table.source), tuple(map(row_text, table.rows)))


def _weights(table: IndicatorTable, spread: Spread, family: int, options: Options) -> list[_Weight]:
    """Return the weight of each row."""
    weights = []
    for row in table.rows:
        key = row_key(row)
        others = 0 if key is None else spread.elsewhere(key, family)
        rarity = 1.0 / (1.0 + others / options.others)
        said = min(1.0, telling(row.level3 + row.description) / options.telling)
        weights.append(_Weight(rarity * said, others))
    return weights


def _judge(said: _Said, others: Sequence[_Said], weights: list[_Weight], places: Standing, options: Options) -> Iterator[Hit]:
    if sum(weight.value for weight in weights) < options.weight:
        return
    likely = (other for other in others if _may_be_copy(said, other, options))
    found = (match for other in likely if (match := _match(said, other, weights, options)))
    matches = sorted(islice(found, _MOST_MATCHES), key=lambda match: (-match.share, table_order(match.other)))
    if matches:
        yield _hit(said.table, matches, places, options)


def _may_be_copy(said: _Said, other: _Said, options: Options) -> bool:
    """Return whether the other is another document's, another unit's and another project's; what is unknown is not."""
    return (
        said.table.source != other.table.source
        and bool(said.table.project and other.table.project)
        and not related_units(said.unit, other.unit)
        and project_likeness(said.table.project, other.table.project) < options.project
    )


def _match(said: _Said, other: _Said, weights: list[_Weight], options: Options) -> _Match | None:
    pairs = shared_rows(said.texts, other.texts, options.similarity)
    longer = max(sum(map(bool, said.texts)), sum(map(bool, other.texts)))
    weight = sum(weights[place].value for place, _ in pairs)
    least = max(options.weight, options.share * sum(item.value for item in weights))
    if len(pairs) < options.share * longer or weight < least:
        return None
    rows = tuple((said.table.rows[a], other.table.rows[b]) for a, b in pairs)
    telling = max((place for place, _ in pairs), key=lambda place: (weights[place].value, -place))
    return _Match(other.table, rows, len(pairs) / longer, said.table.rows[telling], weights[telling].others)


def _hit(table: IndicatorTable, matches: Sequence[_Match], places: Standing, options: Options) -> Hit:
    best = matches[0]
    return Hit(
        source=table.source,
        table=table.number,
        evidence=_evidence(table, best, places),
        facts={"unit": best.other.unit_name, "other": best.other.project},
        related=tuple(_related(match.other) for match in matches[: options.shown]),
    )


def _evidence(table: IndicatorTable, match: _Match, places: Standing) -> str:
    other = match.other
    year = f"{other.year}年" if other.year else ""
    others = f"另有{match.others}个单位这样写" if match.others else "没有别的单位这样写"
    said = f"“{match.telling.level3}”" + (f"（{match.telling.description}）" if match.telling.description else "")
    values = sum(normalise(row.value) == normalise(twin.value) for row, twin in match.rows)
    differing = contrast(match.rows)
    return (
        (
            f"这张表{'至少' if places.more else ''}在{places.units}个单位的{places.projects}个项目中出现；"
            if places.projects > 2
            else ""
        )
        + f"与{other.unit_name}{year}“{file_name(other.source)}”表{other.number}“{other.project}”对照：{len(table.rows)}行中有"
        f"{len(match.rows)}行（{match.share:.0%}）名称和描述几乎相同，其中{values}行指标值也相同；"
        + (f"不同之处：{differing}；" if differing else "")
        + f"如{said}，除雷同的表以外{others}"
    )


def _related(table: IndicatorTable) -> Related:
    year = f"{table.year}年 " if table.year else ""
    return Related(table.source, table.number, None, f"{year}{table.unit_name} {table.project}")
