"""A table that repeats an earlier year's table of the same unit and project with no change of values."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.parsing.quantity import quantities
from auditor.similarity.library_keys import yearless
from auditor.similarity.library_likeness import ordered, project_likeness, shared_rows, told_unit
from auditor.similarity.library_records import file_name
from auditor.text.normalise import bare
from auditor.types.finding import Hit, Related
from auditor.types.indicator import Indicator, IndicatorTable
from auditor.types.parsed import Context

NAME = "carried-over"


@dataclass(frozen=True, slots=True)
class Options:
    """When a table counts as carried over.

    Attributes:
        unit_parts: regular expression of what may follow a unit's name without making it another unit.
        amounts: beginnings of dimensions whose values a new year should change; where none is repeated confidence is less.
        share: 0-1, of the rows of the longer table with the same name and description in the other, years aside.
        project: 0-1, from which two names of projects are the same project's.
        min_rows: tables with fewer rows are not compared.
        steady: 0-1, factor of confidence where only rates, dates and durations are repeated.
        shown: so many earlier tables are named.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    unit_parts: str
    amounts: tuple[str, ...]
    share: float = 0.9
    project: float = 0.8
    min_rows: int = 3
    steady: float = 0.8
    shown: int = 5


OPTIONS = Options

#: So many tables of one unit and year are looked up under one row: a unit with more repeats a form, not last year.
_MOST_ALIKE = 64


@dataclass(frozen=True, slots=True)
class _Subject:
    table: IndicatorTable
    unit: str
    year: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    earlier: IndicatorTable
    rows: tuple[tuple[Indicator, Indicator], ...]
    share: float


def check(tables: tuple[IndicatorTable, ...], options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each table that has such a forerunner in the library or in the same batch, naming the latest first.

    A table with actual values (自评表) repeats its targets by right and is passed over.
    """
    own = [_subject(table, options) for table in ordered(tables)]
    subjects = [item for item in (*own, *(_subject(table, options) for table in ordered(context.library))) if item is not None]
    by_row = _by_row(subjects)
    for subject in own:
        if subject is None or any(row.actual for row in subject.table.rows):
            continue
        matches = [match for other in _forerunners(subject, subjects, by_row) if (match := _match(subject, other, options))]
        if matches:
            yield _hit(subject, sorted(matches, key=lambda match: (-(match.earlier.year or 0), -match.share)), options)


def _subject(table: IndicatorTable, options: Options) -> _Subject | None:
    """Return the table as it is compared; None where its unit or year is unknown, or it has too few rows."""
    unit = re.sub(f"(?:{options.unit_parts})$", "", bare(told_unit(table.unit_name, table.source)))
    texts = tuple(_words(row.level3, row.description) for row in table.rows)
    if not unit or table.year is None or sum(map(bool, texts)) < options.min_rows:
        return None
    return _Subject(table, unit, table.year, texts)


def _words(name: str, description: str) -> str:
    """Return what a row says, years aside; other numbers count."""
    parts = bare(yearless(name)), bare(yearless(description))
    return "\t".join(parts) if any(parts) else ""


def _by_row(subjects: Sequence[_Subject]) -> Mapping[tuple[str, str], Mapping[int, list[int]]]:
    """Return by unit and row the positions of the tables that have it, by year."""
    found: defaultdict[tuple[str, str], defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for position, subject in enumerate(subjects):
        for text in filter(None, dict.fromkeys(subject.texts)):
            places = found[subject.unit, text][subject.year]
            if len(places) < _MOST_ALIKE:
                places.append(position)
    return found


def _forerunners(
    subject: _Subject, subjects: Sequence[_Subject], by_row: Mapping[tuple[str, str], Mapping[int, list[int]]]
) -> Iterator[_Subject]:
    """Yield the unit's tables of earlier years that share half of the rows."""
    different = set(subject.texts) - {""}
    met: Counter[int] = Counter()
    for text in different:
        for year, places in by_row.get((subject.unit, text), {}).items():
            if year < subject.year:
                met.update(places)
    return (subjects[position] for position in sorted(met) if met[position] * 2 >= len(different))


def _match(subject: _Subject, other: _Subject, options: Options) -> _Match | None:
    if project_likeness(subject.table.project, other.table.project) < options.project:
        return None
    pairs = shared_rows(subject.texts, other.texts)
    share = len(pairs) / max(len(subject.texts), len(other.texts))
    rows = tuple((subject.table.rows[left], other.table.rows[right]) for left, right in pairs)
    unchanged = all(yearless(row.value) == yearless(twin.value) for row, twin in rows)
    told = any(re.search(r"\d", row.value) for row, _ in rows)
    return _Match(other.table, rows, share) if share >= options.share and unchanged and told else None


def _hit(subject: _Subject, matches: Sequence[_Match], options: Options) -> Hit:
    latest = matches[0]
    amount = any(_is_amount(row.value, options) for row, _ in latest.rows)
    return Hit(
        source=subject.table.source,
        table=subject.table.number,
        confidence=1.0 if amount else options.steady,
        evidence=_evidence(subject, latest, len(matches)),
        facts={"year": str(latest.earlier.year)},
        related=tuple(_related(match.earlier) for match in matches[: options.shown]),
    )


def _is_amount(value: str, options: Options) -> bool:
    return any(item.low is not None and item.dimension.startswith(options.amounts) for item in quantities(value))


def _evidence(subject: _Subject, match: _Match, matches: int) -> str:
    earlier, rows = match.earlier, len(subject.texts)
    bases = all(bare(row.basis) == bare(twin.basis) for row, twin in match.rows) and any(row.basis for row, _ in match.rows)
    return (
        f"与{earlier.year}年“{file_name(earlier.source)}”（{earlier.unit_name}）表{earlier.number}“{earlier.project}”对照："
        f"{rows}行中有{len(match.rows)}行（{match.share:.0%}）名称和描述相同，这些行的指标值没有一处变化"
        + ("，确定依据也一字未改" if bases else "")
        + (f"；另有{matches - 1}张更早或相同的表" if matches > 1 else "")
    )


def _related(table: IndicatorTable) -> Related:
    return Related(table.source, table.number, None, f"{table.year}年 {table.unit_name} {table.project}")
