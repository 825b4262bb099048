"""One self-contained page to read and print: no script, no network, findings by document and project."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.overview.marking import Piece, marks, pieces
from auditor.overview.projects import ProjectLine, projects
from auditor.overview.reading import Reading, Status, counts, readings, troubled
from auditor.overview.tally import SEVERITY_TITLES, Light, tally
from auditor.overview.units import families, units
from auditor.overview.wording import nothing_found, related_text
from auditor.records import ROW_TITLES
from auditor.reports._svg import bars
from auditor.text.printable import printable
from auditor.types.finding import Finding, Report
from auditor.types.indicator import Indicator

SUFFIX = ".html"

#: Browsers become slow beyond this; the page then says where the others are.
MAX_FINDINGS = 5_000
_TEMPLATES = Path(__file__).resolve().parent / "templates"
_CELLS = ("level1", "level2", "level3", "description", "value", "basis", "weight", "nature", "actual")


@dataclass(frozen=True, slots=True)
class _Item:
    """A finding with the cells of its row, cut at the words at fault."""

    finding: Finding
    cells: tuple[tuple[str, list[Piece]], ...]
    related: str


@dataclass(frozen=True, slots=True)
class _Project:
    """A project that has findings."""

    line: ProjectLine
    items: tuple[_Item, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """One document: findings on it as a whole, then its projects."""

    reading: Reading
    items: tuple[_Item, ...]
    projects: tuple[_Project, ...]
    clean: int


def write(report: Report, path: Path) -> None:
    """Write the page.

    Raises:
        OSError: the place cannot be written.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if isinstance(value, str) else value,
    )
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(environment.get_template("page.html.j2").generate(_facts(report)))


def _facts(report: Report) -> dict[str, Any]:
    css = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
    found, shown = troubled(report.documents), report.findings[:MAX_FINDINGS]
    return {
        "report": report,
        "css": css,
        # The policy admits this style sheet by its hash and nothing else: no script, no picture, no address.
        "css_hash": base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
        "tally": tally(report.findings),
        "readings": readings(report.documents),
        "documents": sum(counts(readings(report.documents)).values()),
        "troubled": found,
        "nothing": "" if report.findings else nothing_found(found),
        "families": families(report),
        "bars": bars(report),
        "units": units(report),
        "projects": tuple(projects(report)),
        "sections": _sections(report, shown),
        "left_out": len(report.findings) - len(shown),
        "severities": {severity.value: title for severity, title in SEVERITY_TITLES.items()},
        "tones": {Light.RED: "error", Light.AMBER: "warning", Light.GREEN: "good"},
        "states": {Status.UNREAD: "error", Status.PARTIAL: "warning", Status.READ: "good", Status.NOTE: "info"},
    }


def _sections(report: Report, shown: tuple[Finding, ...]) -> list[_Section]:
    found: dict[str, dict[int | None, list[Finding]]] = {}
    for finding in shown:
        found.setdefault(finding.source, {}).setdefault(finding.table, []).append(finding)
    lines: dict[str, list[ProjectLine]] = {}
    for line in projects(report):
        lines.setdefault(line.table.source, []).append(line)
    sources = ((reading, reading.extraction.source) for reading in readings(report.documents))
    return [_section(reading, found.get(source, {}), lines.get(source, [])) for reading, source in sources]


def _section(reading: Reading, found: Mapping[int | None, list[Finding]], lines: list[ProjectLine]) -> _Section:
    known = {line.table.number for line in lines}
    own = tuple(_item(finding, None) for number, items in found.items() if number not in known for finding in items)
    blocks = (_project(line, found.get(line.table.number, [])) for line in lines)
    clean = sum(1 for line in lines if not line.findings)
    return _Section(reading, own, tuple(block for block in blocks if block.items), clean)


def _project(line: ProjectLine, findings: list[Finding]) -> _Project:
    rows = {row.row: row for row in line.table.rows}
    items = (_item(finding, rows.get(finding.row or 0), line.table.goal) for finding in findings)
    return _Project(line, tuple(items))


def _item(finding: Finding, row: Indicator | None, goal: str = "") -> _Item:
    marked = marks(finding)
    texts = {role: row.cell(role) for role in _CELLS} if row else {}
    if "goal" in marked:
        texts["goal"] = goal
    cells = ((ROW_TITLES[role], pieces(text, marked.get(role, ()))) for role, text in texts.items() if text or role in marked)
    return _Item(finding, tuple(cells), related_text(finding))
