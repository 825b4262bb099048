"""Where things stand in the sheet 指标明细: what the links of the other sheets point at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.records import OPTIONAL_ROLES
from auditor.types.finding import Finding, Report
from auditor.types.indicator import Indicator, IndicatorTable
from auditor.workbook import MAX_ROWS, plain

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SUMMARY, FINDINGS, DETAILS, RULES = "汇总", "疑点清单", "指标明细", "规则说明"

#: Links of a sheet (Excel specifications and limits).
MAX_LINKS = 65_530
#: Key of the column that names the findings of a row.
CODES = "codes"
_ORDER = (
    *("unit_name", "project", "table", "row", "level1", "level2", "level3", "description", "value", "basis"),
    *(*OPTIONAL_ROLES, CODES, "goal", "year", "source", "place"),
)

#: Source, table, and row or None for the table.
Key = tuple[str, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Places:
    """Where each table and row stands in 指标明细.

    Attributes:
        keys: what each column shows (keys of ROW_TITLES, and CODES), from left to right.
        rows: 0-based sheet row of each indicator row that has a finding, and of the first line of each table.
    """

    keys: tuple[str, ...]
    rows: Mapping[Key, int]

    def column(self, finding: Finding) -> str:
        """Return the key of the column in which a finding is marked."""
        if finding.role in self.keys:
            return finding.role
        return "project" if finding.row is None else "level3"

    def target(self, finding: Finding) -> str:
        """Return the place that a link of the finding leads to, empty where the document has no such place."""
        row = self.rows.get((finding.source, finding.table, finding.row))
        row = self.rows.get((finding.source, finding.table, None)) if row is None else row
        return "" if row is None else reference(DETAILS, row, self.keys.index(self.column(finding)))


def places(report: Report) -> Places:
    """Lay out the sheet 指标明细."""
    asked = {(finding.source, finding.table, finding.row) for finding in report.findings}
    roles: set[str] = set()
    rows: dict[Key, int] = {}
    for number, (table, row) in enumerate(detail_lines(report), start=1):
        roles.update(role for role in OPTIONAL_ROLES if _has(table, row, role))
        if number >= MAX_ROWS - 1:
            continue
        rows.setdefault((table.source, table.number, None), number)
        if row is not None and (key := (table.source, table.number, row.row)) in asked:
            rows[key] = number
    return Places(tuple(key for key in _ORDER if key not in OPTIONAL_ROLES or key in roles), rows)


def detail_lines(report: Report) -> Iterator[tuple[IndicatorTable, Indicator | None]]:
    """Yield every row with its table, in the order of the sheet; a table without rows still has one line."""
    for extraction in report.documents:
        for table in extraction.tables:
            for row in table.rows or (None,):
                yield table, row


def _has(table: IndicatorTable, row: Indicator | None, role: str) -> bool:
    return role in table.roles or (row is not None and bool(row.cell(role)))


def reference(sheet: str, row: int, column: int) -> str:
    """Return ``'指标明细'!K5`` for 0-based row and column."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return f"'{sheet}'!{xl_rowcol_to_cell(row, column)}"


class Links:
    """Writes links within the workbook; beyond Excel's limit for a sheet it writes formulas that do the same."""

    def __init__(self, sheet: Worksheet, style: Format) -> None:
        self._sheet = sheet
        self._style = style
        self._left = MAX_LINKS

    def put(self, row: int, column: int, target: str, text: str) -> None:
        """Write a link to ``target`` (as reference() gives it); an empty target gives an empty cell."""
        if not target:
            self._sheet.write_blank(row, column, None, self._style)
        elif self._left:
            self._left -= 1
            self._sheet.write_url(row, column, f"internal:{target}", self._style, plain(text))
        else:
            formula = f'=HYPERLINK("#{target}","{text}")'
            self._sheet.write_formula(row, column, formula, self._style, text)
