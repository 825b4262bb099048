"""One line a project: its light and counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.overview.tally import Light, Tally, tally
from auditor.types.finding import Finding, Report
from auditor.types.indicator import IndicatorTable


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One indicator table with the findings on it and on its rows."""

    table: IndicatorTable
    findings: tuple[Finding, ...]
    tally: Tally

    @property
    def light(self) -> Light:
        """The light of the counts; never green where the table was not wholly read."""
        if self.tally.light is Light.GREEN and self.table.troubles:
            return Light.AMBER
        return self.tally.light


def projects(report: Report) -> Iterator[ProjectLine]:
    """Yield one line an indicator table, in reading order."""
    by_table: dict[tuple[str, int | None], list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_table[finding.source, finding.table].append(finding)
    return (
        ProjectLine(table, tuple(own), tally(own))
        for extraction in report.documents
        for table in extraction.tables
        for own in (by_table.get((table.source, table.number), []),)
    )
