"""Sheet 规则说明: every rule that ran, so that a flag can be explained to a department."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditor.overview.tally import SEVERITY_TITLES
from auditor.reports._xlsx_places import RULES
from auditor.reports._xlsx_styles import A4, label, set_up
from auditor.types.finding import Report, RuleNote
from auditor.workbook import height, put

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_TITLES = (
    ("代码", 9),
    ("疑点", 18),
    ("类别", 11),
    ("级别", 7),
    ("本次条数", 9),
    ("为什么是问题", 42),
    ("怎样改", 36),
    ("政策依据", 30),
    ("反例", 32),
    ("正例", 32),
)


def write_rules(book: Workbook, styles: Mapping[str, Format], report: Report) -> None:
    """Write the sheet."""
    sheet = book.add_worksheet(RULES)
    set_up(sheet, _TITLES, styles["header"], A4, 2)
    counts = Counter(finding.code for finding in report.findings)
    for number, rule in enumerate(report.rules, start=1):
        cells = _cells(rule, counts[rule.code])
        sheet.set_row(number, height((str(value), width) for (value, _), (_, width) in zip(cells, _TITLES, strict=True)))
        for column, (value, style) in enumerate(cells):
            put(sheet, number, column, value, styles[style])
    sheet.autofilter(0, 0, max(len(report.rules), 1), len(_TITLES) - 1)


def _cells(rule: RuleNote, count: int) -> tuple[tuple[str | int, str], ...]:
    return (
        (rule.code, "text"),
        (rule.name, "text"),
        (rule.family, "text"),
        (SEVERITY_TITLES[rule.severity], label(rule.severity)),
        (count, "count"),
        *((text, "text") for text in (rule.why, rule.how, rule.basis, rule.bad, rule.good)),
    )
