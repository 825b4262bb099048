"""The spreadsheet that the office works from: 汇总, 疑点清单, 指标明细, 规则说明."""

from __future__ import annotations

from pathlib import Path

from auditor.reports._xlsx_details import write_details
from auditor.reports._xlsx_findings import write_findings
from auditor.reports._xlsx_places import places
from auditor.reports._xlsx_rules import write_rules
from auditor.reports._xlsx_styles import styles
from auditor.reports._xlsx_summary import write_summary
from auditor.types.finding import Report
from auditor.workbook import workbook

SUFFIX = ".xlsx"


def write(report: Report, path: Path) -> None:
    """Write the workbook. The same report gives the same bytes.

    Raises:
        OSError: the place cannot be written.
    """
    with workbook(path, "绩效目标表审核报告", report.generated) as book:
        made, where = styles(book), places(report)
        write_summary(book, made, report, where)
        write_findings(book, made, report, where)
        write_details(book, made, report, where)
        write_rules(book, made, report)
