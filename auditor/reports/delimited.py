"""Findings as CSV with Chinese titles; the byte order mark makes Excel and WPS read it as UTF-8."""

from __future__ import annotations

import csv
from pathlib import Path

from auditor.overview.tally import SEVERITY_TITLES
from auditor.overview.wording import related_text
from auditor.records import FINDING_TITLES, finding_record
from auditor.text.printable import csv_cell
from auditor.types.finding import Finding, Report

SUFFIX = ".csv"


def write(report: Report, path: Path) -> None:
    """Write a header and one finding a line.

    Raises:
        OSError: the place cannot be written.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("单位", *FINDING_TITLES.values()))
        writer.writerows(_line(finding) for finding in report.findings)


def _line(finding: Finding) -> list[object]:
    shown = {
        **finding_record(finding),
        "severity": SEVERITY_TITLES[finding.severity],
        "related": related_text(finding),
    }
    cells = (finding.unit_name, *shown.values())
    return [csv_cell(cell) if isinstance(cell, str) else cell for cell in cells]
