"""One line a unit: what it handed in, and its findings by family of rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.overview.reading import Status, readings
from auditor.overview.tally import Light, Tally, tally
from auditor.rulebook import FAMILIES
from auditor.types.finding import Finding, Report
from auditor.types.indicator import IndicatorTable

NO_UNIT = "（未识别单位）"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What one unit handed in and what was found in it.

    Attributes:
        unit: its name, NO_UNIT where the documents do not tell.
        documents, tables, rows: how much was read.
        families: number of findings by family letters.
        tally: the same by severity.
        light: of the tally; never green where something was not wholly read.
    """

    unit: str
    documents: int
    tables: int
    rows: int
    families: Mapping[str, int]
    tally: Tally
    light: Light


def units(report: Report) -> tuple[UnitLine, ...]:
    """Return one line a unit, those with the most errors first."""
    sizes: dict[str, list[int]] = {}
    sources: dict[str, set[str]] = {}
    doubtful: set[str] = set()
    findings: dict[str, list[Finding]] = {}
    for extraction in report.documents:
        (reading,) = readings((extraction,))
        if reading.status in (Status.UNREAD, Status.PARTIAL):
            doubtful.add(extraction.source)
        if reading.status is Status.UNREAD:
            sources.setdefault(extraction.unit_name or NO_UNIT, set()).add(extraction.source)
        for table in extraction.tables:
            sizes.setdefault(_unit(table), []).append(len(table.rows))
            sources.setdefault(_unit(table), set()).add(extraction.source)
    for finding in report.findings:
        findings.setdefault(finding.unit_name or NO_UNIT, []).append(finding)
    names = {**dict.fromkeys(sources), **dict.fromkeys(findings)}
    lines = (_line(name, doubtful, sources.get(name, set()), sizes.get(name, []), findings.get(name, [])) for name in names)
    return tuple(sorted(lines, key=lambda line: (-line.tally.errors, -line.tally.total)))


def _line(name: str, doubtful: set[str], sources: set[str], sizes: list[int], findings: list[Finding]) -> UnitLine:
    families = Counter(finding.code[:2] for finding in findings)
    counts = tally(findings)
    light = Light.AMBER if counts.light is Light.GREEN and sources & doubtful else counts.light
    return UnitLine(name, len(sources), len(sizes), sum(sizes), families, counts, light)


def _unit(table: IndicatorTable) -> str:
    return table.unit_name or NO_UNIT


def families(report: Report) -> dict[str, str]:
    """Return the families of the rules that ran, letters to Chinese title, in the order of the rulebook."""
    letters = dict.fromkeys(code[:2] for code in (*(rule.code for rule in report.rules), *(f.code for f in report.findings)))
    known = {code: title for code, title in FAMILIES.items() if code in letters}
    return {**known, **{code: code for code in letters if code not in known}}
