"""Sheet 疑点清单: one finding a line, the row's own cells beside it, the words at fault in red."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.overview.marking import marks, pieces
from auditor.overview.reading import troubled
from auditor.overview.tally import SEVERITY_TITLES
from auditor.overview.wording import nothing_found, related_text
from auditor.records import FINDING_TITLES, ROW_TITLES
from auditor.reports._xlsx_places import FINDINGS, Key, Links, Places
from auditor.reports._xlsx_styles import A3, label, set_up
from auditor.text.printable import CELL_LIMIT, printable
from auditor.types.finding import Finding, Report
from auditor.types.indicator import Indicator, IndicatorTable
from auditor.types.quantity import Span
from auditor.workbook import MAX_ROWS, height, put

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: What a reviewer may decide.
DECISIONS = ("退回修改", "请单位说明", "予以认可", "误报")

#: Columns from left to right with their widths; keys of FINDING_TITLES and ROW_TITLES, and those of _OWN_TITLES.
_COLUMNS: Mapping[str, float] = {
    "number": 6,
    "severity": 6,
    "code": 8,
    "name": 14,
    "link": 6,
    "unit_name": 13,
    "project": 17,
    "table": 6,
    "row": 6,
    "level1": 10,
    "level2": 11,
    "level3": 14,
    "description": 22,
    "value": 12,
    "basis": 18,
    "goal": 22,
    "column": 11,
    "message": 26,
    "evidence": 18,
    "suggestion": 24,
    "confidence": 7,
    "source": 16,
    "place": 13,
    "related": 15,
    "decision": 11,
    "remark": 14,
}
_OWN_TITLES = {"number": "序号", "severity": "级别", "link": "明细", "decision": "处理意见", "remark": "备注"}
_ROLES = ("level1", "level2", "level3", "description", "value", "basis")
_FROZEN = 5
#: Source and number of a table.
_Table = tuple[str, int | None]


def write_findings(book: Workbook, styles: Mapping[str, Format], report: Report, where: Places) -> None:
    """Write the sheet."""
    sheet = book.add_worksheet(FINDINGS)
    titles = {**ROW_TITLES, **FINDING_TITLES, **_OWN_TITLES}
    set_up(sheet, [(titles[key], width) for key, width in _COLUMNS.items()], styles["header"], A3, _FROZEN)
    last = min(max(len(report.findings), 1), MAX_ROWS - 1)
    sheet.autofilter(0, 0, last, len(_COLUMNS) - 1)
    if not report.findings:
        sheet.merge_range(1, 0, 1, len(_COLUMNS) - 1, nothing_found(troubled(report.documents)), styles["calm"])
        return
    _offer_decisions(sheet, last)
    tables, rows = _subjects(report)
    writer = _Writer(sheet, styles, where, Links(sheet, styles["link"]))
    for number, finding in enumerate(report.findings[:last], start=1):
        row = rows.get((finding.source, finding.table, finding.row))
        writer.line(number, finding, tables.get((finding.source, finding.table)), row)
    if len(report.findings) > last:
        put(sheet, last, 0, "超过电子表格的行数上限，其余疑点未列出，请用 --format jsonl 输出", styles["alarm"])


def _subjects(report: Report) -> tuple[Mapping[_Table, IndicatorTable], Mapping[Key, Indicator]]:
    """Return the tables and rows that findings are about; of many documents no more would fit into the memory."""
    asked = {(finding.source, finding.table, finding.row) for finding in report.findings}
    held = {(source, table) for source, table, _ in asked}
    tables: dict[_Table, IndicatorTable] = {}
    rows: dict[Key, Indicator] = {}
    for table in (table for document in report.documents for table in document.tables):
        if (table.source, table.number) in held:
            tables[table.source, table.number] = table
            own = ((table.source, table.number, row.row) for row in table.rows)
            rows.update((key, row) for key, row in zip(own, table.rows, strict=True) if key in asked)
    return tables, rows


def _offer_decisions(sheet: Worksheet, last: int) -> None:
    column = list(_COLUMNS).index("decision")
    options = {
        "validate": "list",
        "source": list(DECISIONS),
        "error_type": "warning",
        "error_title": "处理意见",
        "error_message": "建议从下拉列表中选择；其他意见请写在备注栏。",
    }
    sheet.data_validation(1, column, last, column, options)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the lines of the list."""

    sheet: Worksheet
    styles: Mapping[str, Format]
    where: Places
    links: Links

    def line(self, number: int, finding: Finding, table: IndicatorTable | None, row: Indicator | None) -> None:
        """Write one finding."""
        marked = marks(finding)
        texts = {"number": number, **_values(finding), **_cells(finding, table, row, marked)}
        self.sheet.set_row(number, height((str(texts.get(key, "")), width) for key, width in _COLUMNS.items()))
        for column, key in enumerate(_COLUMNS):
            if key == "link":
                self.links.put(number, column, self.where.target(finding), "查看")
            elif key in marked:
                self._cell(number, column, str(texts[key]), marked[key], finding.severity.value)
            else:
                put(self.sheet, number, column, texts.get(key), self.styles[_style(finding, key)])

    def _cell(self, row: int, column: int, text: str, spans: tuple[Span, ...], tone: str) -> None:
        """Write a cell of the submission with its words at fault in red."""
        parts = [(printable(piece), bad) for piece, bad in pieces(text, spans)]
        runs = [item for piece, bad in parts if piece for item in (self.styles["run_bad" if bad else "run"], piece)]
        # Excel knows no rich text of a single run, and XlsxWriter refuses one that is too long.
        if len(runs) > 2 and len(text) * 2 <= CELL_LIMIT:
            self.sheet.write_rich_string(row, column, *runs, self.styles[f"fault_{tone}"])
        else:
            whole = "words" if all(bad for _, bad in parts) else "fault"
            put(self.sheet, row, column, text, self.styles[f"{whole}_{tone}"])


def _values(finding: Finding) -> dict[str, str | int | float]:
    """Return what the finding itself says, by column."""
    shown = {key: getattr(finding, key) for key in ("unit_name", *FINDING_TITLES)}
    texts = {"severity": SEVERITY_TITLES[finding.severity], "related": related_text(finding)}
    return {**{key: value for key, value in shown.items() if value is not None}, **texts}


def _cells(
    finding: Finding, table: IndicatorTable | None, row: Indicator | None, marked: Mapping[str, tuple[Span, ...]]
) -> dict[str, str]:
    """Return the cells of the submission beside the finding, by column."""
    cells = {role: row.cell(role) if row else "" for role in _ROLES}
    cells["project"] = table.project if table else finding.project
    # Goals are long, and of interest only where they are at fault.
    cells["goal"] = table.goal if table and "goal" in marked else ""
    return cells


def _style(finding: Finding, key: str) -> str:
    if key == "severity":
        return label(finding.severity)
    if key in ("number", "table", "row"):
        return "number"
    return {"confidence": "percent", "name": "strong", "decision": "input", "remark": "input"}.get(key, "text")
