"""Sheet 汇总: what was not read, key figures, units by family, a light for each project, what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.overview.projects import ProjectLine, projects
from auditor.overview.reading import Reading, Status, counts, readings, troubled
from auditor.overview.tally import Light, tally
from auditor.overview.units import NO_UNIT, UnitLine, families, units
from auditor.reports._xlsx_places import DETAILS, FINDINGS, SUMMARY, Links, Places, reference
from auditor.reports._xlsx_styles import A4, print_set_up
from auditor.types.finding import Report
from auditor.workbook import LINE_HEIGHT, height, put

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: Widths of the columns; the sections share them: four wide ones, then narrow ones for counts.
_WIDTHS = (8, 22, 32, 30, *(8.5,) * 10)
_LAST = len(_WIDTHS) - 1
_NARROW = 4
_LIGHTS = {Light.RED: "label_error", Light.AMBER: "label_warning", Light.GREEN: "label_good"}
_STATUS = {Status.UNREAD: "label_error", Status.PARTIAL: "label_warning", Status.READ: "label_good", Status.NOTE: "label_info"}
_LEGEND = "红灯：有错误，应退回　　黄灯：有警告，须核实　　绿灯：未发现错误和警告　　疑点由程序提出，是否采信由审核人决定"

#: A cell: value and name of its format.
_Cell = tuple[str | int | None, str]


def write_summary(book: Workbook, styles: Mapping[str, Format], report: Report, where: Places) -> None:
    """Write the sheet."""
    sheet = book.add_worksheet(SUMMARY)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_default_row(LINE_HEIGHT)
    print_set_up(sheet, A4)
    page = _Page(sheet, styles, Links(sheet, styles["link"]))
    _head(page, report)
    _unread(page, troubled(report.documents))
    _figures(page, report)
    _units(page, report)
    _projects(page, report, where)
    _documents(page, report)


@dataclass(slots=True)
class _Page:
    """The sheet, written downwards."""

    sheet: Worksheet
    styles: Mapping[str, Format]
    links: Links
    row: int = 0

    def line(self, cells: Sequence[_Cell], first: int = 0, merged: int | None = None, height: float | None = None) -> None:
        """Write a line from column ``first`` on; from column ``merged`` on, its last cell reaches to the right edge."""
        if height:
            self.sheet.set_row(self.row, height)
        for column, (value, style) in enumerate(cells, start=first):
            if column == merged:
                self.sheet.merge_range(self.row, column, self.row, _LAST, "", self.styles[style])
            put(self.sheet, self.row, column, value, self.styles[style])
        self.row += 1

    def texts(self, cells: Sequence[_Cell]) -> None:
        """Write a line from the left edge on, as high as its texts need."""
        self.line(cells, height=height((str(value), width) for (value, _), width in zip(cells, _WIDTHS, strict=False)))

    def section(self, title: str) -> None:
        """Begin a section after an empty line."""
        self.row += 1
        for column in range(1, _LAST + 1):
            self.sheet.write_blank(self.row, column, None, self.styles["section"])
        self.line([(title, "section")], height=22)

    def header(self, titles: Sequence[str], merged: int | None = None) -> None:
        """Write the titles of a section's columns; they are as wide as their columns but for line ends."""
        self.line([(title, "header") for title in titles], merged=merged, height=height((title, 99) for title in titles))


def _head(page: _Page, report: Report) -> None:
    page.line([("绩效目标表审核报告", "title")], height=32)
    facts = (("生成时间", report.generated), ("审核方案", report.profile), ("程序版本", report.version))
    page.line([("　　".join(f"{name}：{value}" for name, value in facts if value), "subtitle")])
    page.line([(_LEGEND, "subtitle")])


def _unread(page: _Page, found: Sequence[Reading]) -> None:
    """What was not read comes first: nothing below says anything about it."""
    if not found:
        return
    by_status = counts(found)
    told = "，".join(
        f"{by_status[status]} 份文件{status.value}" for status in (Status.UNREAD, Status.PARTIAL) if by_status[status]
    )
    page.row += 1
    page.line([(f"注意：{told}。下面的结论不包括没有读到的内容，须人工审核", "alarm")], merged=0, height=24)
    _readings(page, found)


def _figures(page: _Page, report: Report) -> None:
    page.section("总体情况")
    read = readings(report.documents)
    by_status = counts(read)
    by_light = Counter(line.light for line in projects(report))
    total = tally(report.findings)
    named = sum(1 for line in units(report) if line.unit != NO_UNIT)
    figures = (
        ("文件（份）", sum(by_status.values()), "，".join(f"{status.value} {number}" for status, number in by_status.items())),
        ("项目绩效目标表（张）", by_light.total(), "，".join(f"{light.value}灯 {by_light[light]}" for light in Light)),
        ("指标（行）", sum(reading.rows for reading in read), f"分属 {named} 个单位"),
        ("疑点（条）", total.total, f"错误 {total.errors}，警告 {total.warnings}，提示 {total.infos}"),
    )
    for title, number, detail in figures:
        page.line([(title, "strong"), (number, "figure"), (detail, "line")], first=1, height=22)


def _units(page: _Page, report: Report) -> None:
    titles = families(report)
    page.section("各单位疑点（按类别）")
    page.header(["", "单位", "报送情况", "错误／警告／提示", *(f"{title}\n{code}" for code, title in titles.items()), "合计"])
    first = page.row
    for line in units(report):
        page.texts(_unit(line, tuple(titles)))
    if page.row > first and titles:
        shade = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "min_color": "#FFFFFF", "max_color": "#F4B6AE"}
        page.sheet.conditional_format(first, _NARROW, page.row - 1, _NARROW + len(titles) - 1, shade)


def _unit(line: UnitLine, letters: tuple[str, ...]) -> list[_Cell]:
    counts = f"{line.tally.errors}／{line.tally.warnings}／{line.tally.infos}"
    return [
        (f"● {line.light.value}", _LIGHTS[line.light]),
        (line.unit, "text"),
        (f"{line.documents} 份文件，{line.tables} 张表，{line.rows} 行指标", "text"),
        (counts, "number"),
        *((line.families.get(code, 0), "count") for code in letters),
        (line.tally.total, "count"),
    ]


def _projects(page: _Page, report: Report, where: Places) -> None:
    page.section("各项目红黄绿灯")
    page.header(["灯", "单位", "项目", "文件", "年度", "表序", "指标行", "错误", "警告", "提示", "看明细", "看疑点"])
    header = page.row - 1
    numbers = _first_findings(report)
    for line in projects(report):
        page.texts(_project(line))
        table = line.table
        row = where.rows.get((table.source, table.number, None))
        page.links.put(page.row - 1, 10, "" if row is None else reference(DETAILS, row, where.keys.index("project")), "明细")
        number = numbers.get((table.source, table.number))
        page.links.put(page.row - 1, 11, "" if number is None else reference(FINDINGS, number, 0), "疑点")
    if page.row - 1 > header:
        page.sheet.autofilter(header, 0, page.row - 1, 11)
    else:
        page.line([("没有读到绩效目标表", "text")])


def _project(line: ProjectLine) -> list[_Cell]:
    table = line.table
    return [
        (f"● {line.light.value}", _LIGHTS[line.light]),
        (table.unit_name, "text"),
        (table.project, "text"),
        (table.source, "text"),
        (table.year, "number"),
        (table.number, "number"),
        (len(table.rows), "count"),
        (line.tally.errors, "count"),
        (line.tally.warnings, "count"),
        (line.tally.infos, "count"),
    ]


def _first_findings(report: Report) -> dict[tuple[str, int | None], int]:
    """Return the line of the first finding of each table in the sheet 疑点清单."""
    found: dict[tuple[str, int | None], int] = {}
    for number, finding in enumerate(report.findings, start=1):
        found.setdefault((finding.source, finding.table), number)
    return found


def _documents(page: _Page, report: Report) -> None:
    page.section("文件读取情况")
    _readings(page, readings(report.documents))


def _readings(page: _Page, found: Sequence[Reading]) -> None:
    page.header(["状态", "单位", "文件", "读取结果", "下一步"], merged=_NARROW)
    for reading in found:
        cells: list[_Cell] = [
            (reading.status.value, _STATUS[reading.status]),
            (reading.extraction.unit_name, "text"),
            (reading.extraction.source, "text"),
            (reading.reason or f"{reading.tables} 张表，{reading.rows} 行指标", "text"),
            (reading.advice or "—", "text"),
        ]
        widths = (*_WIDTHS[:_NARROW], sum(_WIDTHS[_NARROW:]))
        page.line(
            cells, merged=_NARROW, height=height((str(value), width) for (value, _), width in zip(cells, widths, strict=True))
        )
