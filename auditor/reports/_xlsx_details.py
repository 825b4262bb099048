"""Sheet 指标明细: every row that was read, with its faulty cells coloured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.overview.tally import SEVERITY_TITLES
from auditor.records import ROW_TITLES, place_text
from auditor.reports._xlsx_places import CODES, DETAILS, Key, Places, detail_lines
from auditor.reports._xlsx_styles import A3, set_up
from auditor.types.finding import Finding, Report
from auditor.types.indicator import Indicator, IndicatorTable
from auditor.workbook import MAX_ROWS, height, put

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: Beyond this many notes spreadsheet programs take minutes to open a file; the column 疑点 names the codes anyway.
MAX_NOTES = 20_000
_NOTE_LENGTH = 1_000
_WIDTHS: Mapping[str, float] = {
    "unit_name": 16,
    "year": 6,
    "source": 18,
    "table": 6,
    "project": 20,
    "goal": 22,
    "row": 6,
    "level1": 11,
    "level2": 13,
    "level3": 18,
    "description": 28,
    "value": 13,
    "basis": 24,
    "place": 16,
    CODES: 22,
}
_NUMBERS = ("year", "table", "row")
_NO_ROWS = "（没有读到指标行，请核对原文）"

#: Findings of one row or table by the column that shows them.
Faults = Mapping[str, Sequence[Finding]]


def write_details(book: Workbook, styles: Mapping[str, Format], report: Report, where: Places) -> None:
    """Write the sheet."""
    sheet = book.add_worksheet(DETAILS)
    titles = [({**ROW_TITLES, CODES: "疑点"}[key], _WIDTHS.get(key, 10)) for key in where.keys]
    set_up(sheet, titles, styles["header"], A3, where.keys.index("row") + 1)
    writer = _Writer(sheet, styles, where, _faults(report, where))
    number = 0
    for number, (table, row) in enumerate(detail_lines(report), start=1):
        if number == MAX_ROWS - 1:
            put(sheet, number, 0, "超过电子表格的行数上限，其余指标行未列出，请用 auditor extract 输出 jsonl", styles["alarm"])
            break
        writer.line(number, table, row)
    sheet.autofilter(0, 0, max(number, 1), len(where.keys) - 1)


def _faults(report: Report, where: Places) -> Mapping[Key, Faults]:
    found: dict[Key, dict[str, list[Finding]]] = {}
    for finding in report.findings:
        # A finding on a row that was not read is shown on its table.
        known = (finding.source, finding.table, finding.row) in where.rows
        key = (finding.source, finding.table, finding.row if known else None)
        found.setdefault(key, {}).setdefault(where.column(finding), []).append(finding)
    return found


@dataclass(slots=True)
class _Writer:
    """Writes the lines; counts the notes."""

    sheet: Worksheet
    styles: Mapping[str, Format]
    where: Places
    faults: Mapping[Key, Faults]
    notes: int = 0

    def line(self, number: int, table: IndicatorTable, row: Indicator | None) -> None:
        """Write one line of the sheet."""
        whole = self.faults.get((table.source, table.number, None), {})
        own = self.faults.get((table.source, table.number, row.row), {}) if row else {}
        first = self.where.rows.get((table.source, table.number, None)) == number
        texts = {key: _value(table, row, key) for key in self.where.keys}
        texts[CODES] = "\n".join(_title(finding) for finding in _told(whole if first else {}, own))
        self.sheet.set_row(number, height((str(texts[key]), _WIDTHS.get(key, 10)) for key in self.where.keys if key != "goal"))
        for column, key in enumerate(self.where.keys):
            found = [*whole.get(key, ()), *own.get(key, ())]
            put(self.sheet, number, column, texts[key], self.styles[_style(key, found)])
            self._note(number, column, found if first else own.get(key, ()))

    def _note(self, row: int, column: int, found: Sequence[Finding]) -> None:
        if found and self.notes < MAX_NOTES:
            self.notes += 1
            text = "\n".join(f"{_title(finding)}（{SEVERITY_TITLES[finding.severity]}）" for finding in found)
            size = {"font_size": 9, "width": 200, "height": 24 + 18 * len(found)}
            self.sheet.write_comment(row, column, text[:_NOTE_LENGTH], size)


def _told(*faults: Faults) -> Iterator[Finding]:
    return (finding for by_column in faults for found in by_column.values() for finding in found)


def _title(finding: Finding) -> str:
    whole = "" if finding.row is not None else "（全表）"
    return f"{finding.code} {finding.name}{whole}"


def _style(key: str, found: Sequence[Finding]) -> str:
    # Goals run over many lines: wrapped, they would make every row a page high.
    kind = "top" if key == "goal" else "number" if key in _NUMBERS else "text"
    if not found:
        return kind
    gravest = max((finding.severity for finding in found), key=lambda severity: severity.rank)
    return f"{'top' if key == 'goal' else 'fault'}_{gravest.value}"


def _value(table: IndicatorTable, row: Indicator | None, key: str) -> str | int | None:
    if key == "source":
        return table.source
    if key == "table":
        return table.number
    if key == "place":
        return place_text(row.place if row else table.place, table.number, row.row if row else None)
    if key in ("unit_name", "year", "project", "goal"):
        return getattr(table, key)  # type: ignore[no-any-return]
    if key == CODES:
        return None  # the writer knows them
    if row is None:
        return _NO_ROWS if key == "level3" else None
    return row.row if key == "row" else row.cell(key)
