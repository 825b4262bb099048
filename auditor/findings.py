"""Joins a check's hits with their rule and their place to findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from auditor.records import place_text
from auditor.types.finding import Finding, Hit
from auditor.types.grid import Place
from auditor.types.indicator import COLUMNS, Extraction, Indicator, IndicatorTable
from auditor.types.rule import Rule

_OTHER_COLUMNS = {"goal": "绩效目标", "project": "项目名称"}


def findings_of(rule: Rule, hits: Iterable[Hit], extraction: Extraction) -> Iterator[Finding]:
    """Yield a finding for each hit of ``rule`` in the document."""
    tables = {table.number: table for table in extraction.tables}
    rows: dict[int, dict[int, Indicator]] = {}
    for hit in hits:
        table = tables.get(hit.table) if hit.table is not None else None
        if table and table.number not in rows:
            rows[table.number] = {row.row: row for row in reversed(table.rows)}
        row = rows[table.number].get(hit.row) if table and hit.row else None
        yield _finding(rule, hit, extraction, table, row)


def _finding(rule: Rule, hit: Hit, extraction: Extraction, table: IndicatorTable | None, row: Indicator | None) -> Finding:
    facts = _Facts({**_row_facts(table, row), **hit.facts})
    place = row.place if row else table.place if table else Place()
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        confidence=round(rule.confidence * hit.confidence, 3),
        source=extraction.source,
        table=hit.table,
        row=hit.row,
        column=COLUMNS.get(hit.role) or _OTHER_COLUMNS.get(hit.role, ""),
        project=table.project if table else "",
        message=rule.message.format_map(facts),
        evidence=hit.evidence,
        suggestion=hit.suggestion or rule.suggestion.format_map(facts),
        place=place_text(place, hit.table, hit.row),
        role=hit.role,
        unit_name=table.unit_name if table else extraction.unit_name,
        year=table.year if table else extraction.year,
        spans=hit.spans,
        related=hit.related,
        location=place,
    )


class _Facts(dict[str, str]):
    """A placeholder that a check did not fill prints as nothing instead of stopping the run."""

    def __missing__(self, key: str) -> str:
        return ""


def _row_facts(table: IndicatorTable | None, row: Indicator | None) -> dict[str, str]:
    facts = {} if table is None else {"project": table.project, "goal": table.goal}
    if row is not None:
        facts.update({role: row.cell(role) for role in COLUMNS})
    return facts


def sort_key(finding: Finding, order: Mapping[str, int]) -> tuple[int, int, int, str, str]:
    """Return the place of a finding in a report: by document, table, row, code."""
    return (order.get(finding.source, len(order)), finding.table or 0, finding.row or 0, finding.code, finding.role)
