"""Findings for other programs: one JSON object a line, keys as in DESIGN.md §5.

``{"code": "UN301", "name": "缺少计量单位", …, "place": "表1 第1行"}``
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from auditor.output import write_lines
from auditor.records import finding_record
from auditor.types.finding import Report

SUFFIX = ".jsonl"


def write(report: Report, path: Path) -> None:
    """Write one finding a line, UTF-8.

    Raises:
        OSError: the place cannot be written.
    """
    write_lines(path, lines(report))


def lines(report: Report) -> Iterator[str]:
    """Yield the findings as JSON texts without line ends."""
    return (json.dumps(finding_record(finding), ensure_ascii=False) for finding in report.findings)
