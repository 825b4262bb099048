"""Runs the rules over one document, and over all of a run; a check that breaks is told, and the others still run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from auditor.findings import findings_of
from auditor.parsing.table import parse_table
from auditor.rulebook import ActiveRule
from auditor.types.finding import Finding, Hit
from auditor.types.indicator import Extraction, IndicatorTable
from auditor.types.parsed import Context, ParsedTable

#: Hits of one rule in one row that are told: a cell of thousands of values would give thousands, each quoting all of it.
_MOST_IN_A_ROW = 20


def examine(extraction: Extraction, rules: Sequence[ActiveRule]) -> tuple[Finding, ...]:
    """Run the row, table and document checks over one document. A check that breaks is told, and the others still run."""
    found: list[Finding] = []
    try:
        tables = tuple(parse_table(table) for table in extraction.tables)
    except Exception as error:  # one strange cell never stops a batch
        tables = ()
        found.extend(_not_run(error, "本文件的指标值没有解析，各项检查没有做", extraction, rules))
    for active in rules:
        found.extend(_guarded(active, _hits(active, extraction, tables), extraction, rules))
    return tuple(found)


def compare(
    code: str,
    extractions: Sequence[Extraction],
    tables: Sequence[IndicatorTable],
    rules: Sequence[ActiveRule],
    context: Context,
) -> Iterator[Finding]:
    """Run one corpus check.

    Args:
        code: of its rule.
        extractions: the documents of the run.
        tables: all their tables.
        rules: that the run applies.
        context: what a library knows of the tables.
    """
    places = {extraction.source: place for place, extraction in enumerate(extractions)}
    active = next(active for active in rules if active.rule.code == code)
    try:
        for hit in active.module.check(tables, active.options, context):
            yield from findings_of(active.rule, (hit,), extractions[places[hit.source]])
    except Exception as error:  # what the documents gave one by one is not thrown away
        yield from not_compared(code, error, extractions[0], rules)


def not_compared(code: str, error: Exception, extraction: Extraction, rules: Sequence[ActiveRule]) -> Iterator[Finding]:
    """Yield what tells that a corpus check broke; it stands with the first document of the run."""
    name = next(active.rule.name for active in rules if active.rule.code == code)
    yield from _not_run(error, f"全部文件的“{name}”（{code}）没有检查完", extraction, rules)


def _guarded(active: ActiveRule, hits: Iterable[Hit], extraction: Extraction, rules: Sequence[ActiveRule]) -> Iterator[Finding]:
    """Yield the findings of one rule; where it breaks, those until then and one that says so."""
    try:
        yield from findings_of(active.rule, hits, extraction)
    except Exception as error:  # what it did not judge is told instead
        unjudged = f"“{active.rule.name}”（{active.rule.code}）没有检查完"
        yield from _not_run(error, unjudged, extraction, rules)


def _not_run(error: Exception, unjudged: str, extraction: Extraction, rules: Sequence[ActiveRule]) -> Iterator[Finding]:
    reason = f"检查时发生程序错误（{type(error).__name__}: {error}）"
    hit = Hit(
        facts={"reason": reason, "unjudged": unjudged}, evidence=reason, suggestion="请人工核对，并把文件发给程序维护方。"
    )
    for active in rules:
        if active.rule.check == "unjudged":
            yield from findings_of(active.rule, (hit,), extraction)


def _hits(active: ActiveRule, extraction: Extraction, tables: tuple[ParsedTable, ...]) -> Iterator[Hit]:
    check, options = active.module.check, active.options
    if active.scope == "document":
        yield from check(extraction, options, Context(document=tables))
    elif active.scope in ("row", "table"):
        for table in tables:
            context = Context(table, tables)
            subjects: Iterable[Any] = table.rows if active.scope == "row" else (table,)
            most = _MOST_IN_A_ROW if active.scope == "row" else None
            for subject in subjects:
                for hit in islice(check(subject, options, context), most):
                    row = subject.indicator.row if active.scope == "row" else hit.row
                    yield replace(hit, table=table.table.number, row=row, source=extraction.source)
