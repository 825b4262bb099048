"""The spreadsheet, read back with openpyxl."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from auditor.reports import _xlsx_details, _xlsx_places, xlsx
from auditor.reports._xlsx_findings import DECISIONS
from auditor.types.finding import Report, Severity
from auditor.types.indicator import IndicatorTable
from tests.reports import sample

RED = "FFC00000"


def save(report: Report, tmp_path: Path) -> Any:
    path = tmp_path / "report.xlsx"
    xlsx.write(report, path)
    return load_workbook(path, rich_text=True)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return save(sample.report(), tmp_path_factory.mktemp("xlsx"))


def titles(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[1]]


def column(sheet: Worksheet, title: str) -> int:
    return titles(sheet).index(title) + 1


def line_of(sheet: Worksheet, **wanted: Any) -> int:
    """Return the only line whose columns show what is wanted."""
    found = [
        number
        for number in range(2, sheet.max_row + 1)
        if all(str(sheet.cell(number, column(sheet, title)).value) == str(value) for title, value in wanted.items())
    ]
    assert len(found) == 1, (wanted, found)
    return found[0]


def cell(sheet: Worksheet, title: str, **wanted: Any) -> Any:
    return sheet.cell(line_of(sheet, **wanted), column(sheet, title))


def runs(value: Any) -> list[tuple[str, bool]]:
    """Return the pieces of a rich text, and whether each is red."""
    assert isinstance(value, CellRichText)
    return [(str(piece), isinstance(piece, TextBlock) and piece.font.color.rgb == RED) for piece in value]


def fill(cell: Any) -> str:
    return str(cell.fill.start_color.rgb)


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None)


def one_row(**cells: str) -> IndicatorTable:
    return replace(sample.SAFETY, rows=(replace(sample.SAFETY.rows[0], **cells),))


def report_of(table: IndicatorTable, *findings: Any) -> Report:
    return Report((replace(sample.DOCUMENTS[0], tables=(table,)),), findings, sample.RULES)


# --- the book as a whole


def test_sheets_stand_in_reading_order(book: Any) -> None:
    assert book.sheetnames == ["汇总", "疑点清单", "指标明细", "规则说明"]


def test_lists_have_frozen_filterable_repeated_headers_and_fit_the_page(book: Any) -> None:
    for name in ("疑点清单", "指标明细", "规则说明"):
        sheet = book[name]
        assert str(sheet.freeze_panes).endswith("2"), name
        assert sheet.auto_filter.ref == sheet.dimensions, name
        assert sheet.print_title_rows == "$1:$1", name
        assert sheet.page_setup.orientation == "landscape", name
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, name
        assert sheet.page_setup.fitToWidth in (None, 1), name  # 1 is what a missing number means
        assert sheet.page_setup.fitToHeight == 0, name


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    xlsx.write(sample.report(), first)
    xlsx.write(sample.report(), second)
    assert first.read_bytes() == second.read_bytes()


def test_the_time_of_the_report_is_the_time_of_the_document(tmp_path: Path) -> None:
    made = save(sample.report(generated="2024-05-06 07:08"), tmp_path).properties.created
    assert (made.year, made.month, made.day, made.hour, made.minute) == (2024, 5, 6, 7, 8)


# --- 疑点清单


def test_a_finding_stands_beside_the_cells_of_its_row(book: Any) -> None:
    sheet = book["疑点清单"]
    line = line_of(sheet, 代码="BP101")
    shown = {title: str(sheet.cell(line, column(sheet, title)).value) for title in titles(sheet)}
    expected = {
        "序号": "6",
        "级别": "错误",
        "疑点": "跨领域套用",
        "单位": "青禾县教育局",
        "项目": "乡村小学营养午餐补助",
        "表序": "1",
        "行序": "4",
        "一级指标": "效益指标",
        "二级指标": "社会效益指标",
        "三级指标": "观影活动场次",
        "绩效指标描述": "露天电影放映覆盖的行政村比例",
        "指标值": "逐步提高",
        "指标值确定依据": "县教育局年度工作计划",
        "绩效目标": "None",
        "问题栏目": "绩效指标描述",
        "说明": "“露天电影”不属于教育项目",
        "判断依据": "见原文",
        "置信度": "0.9",
        "文件": sample.SCHOOL,
        "位置": "表1 第4行",
        "处理意见": "None",
        "备注": "None",
    }
    assert {title: shown[title] for title in expected} == expected


def test_words_at_fault_are_red_and_the_others_are_not(book: Any) -> None:
    sheet = book["疑点清单"]
    assert runs(cell(sheet, "绩效指标描述", 代码="BP101").value) == [("露天电影", True), ("放映覆盖的行政村比例", False)]
    assert runs(cell(sheet, "三级指标", 代码="BP101").value) == [("观影", True), ("活动场次", False)]
    assert runs(cell(sheet, "指标值", 代码="UN301", 行序=1).value) == [("≥", False), ("8600", True)]
    goal = "1.为全县乡村小学在校生提供营养午餐。\n2.改善学生体质。\n3."
    assert runs(cell(sheet, "绩效目标", 代码="GO703").value) == [(goal, False), ("改善学生体质", True), ("。", False)]


def test_a_cell_at_fault_as_a_whole_is_red_without_runs(book: Any) -> None:
    found = cell(book["疑点清单"], "指标值", 代码="VA602")
    assert found.value == "逐步提高"
    assert found.font.color.rgb == RED


def test_an_empty_cell_at_fault_is_filled(book: Any) -> None:
    sheet = book["疑点清单"]
    empty, sound = cell(sheet, "指标值确定依据", 代码="BA401"), cell(sheet, "指标值确定依据", 代码="BP101")
    assert empty.value is None
    assert fill(empty) == "FFFADBD8"
    assert fill(sound) == "00000000"


def test_severities_are_told_apart_by_colour(book: Any) -> None:
    sheet = book["疑点清单"]
    shown = {code: fill(cell(sheet, "级别", 代码=code)) for code in ("BA401", "ST501", "VA602")}
    assert shown == {"BA401": "FFFADBD8", "ST501": "FFFFF2CC", "VA602": "FFDDEBF7"}


def test_related_places_name_the_file_where_it_is_another(book: Any) -> None:
    assert cell(book["疑点清单"], "关联位置", 代码="DU201").value == f"表1 第2行（同一内容）\n{sample.FARM} 表1"


@pytest.mark.parametrize(
    ("wanted", "row", "title", "shown"),
    [
        ({"代码": "UN301", "行序": 1}, 1, "指标值", "≥8600"),
        ({"代码": "BP101"}, 4, "绩效指标描述", "露天电影放映覆盖的行政村比例"),
        ({"代码": "DU201"}, 3, "三级指标", "抽检合格率"),
        ({"代码": "UN301", "行序": 2}, 2, "指标值", "≤60"),
        ({"代码": "ST501"}, 1, "项目", "乡村小学营养午餐补助"),
        ({"代码": "GO703"}, 1, "绩效目标", sample.MEALS.goal),
    ],
)
def test_links_lead_to_the_cell_at_fault(book: Any, wanted: dict[str, Any], row: int, title: str, shown: str) -> None:
    link = cell(book["疑点清单"], "明细", **wanted).hyperlink.location
    name, place = link.split("!")
    details = book[name.strip("'")]
    target = details[place]
    assert target.value == shown
    assert details.cell(1, target.column).value == title
    assert details.cell(target.row, column(details, "行序")).value == row


def test_a_finding_on_a_document_has_no_link(book: Any) -> None:
    found = cell(book["疑点清单"], "明细", 代码="EX901")
    assert (found.value, found.hyperlink) == (None, None)


def test_links_beyond_the_limit_are_formulas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_xlsx_places, "MAX_LINKS", 3)
    sheet = save(sample.report(), tmp_path)["疑点清单"]
    kinds = [sheet.cell(line, column(sheet, "明细")) for line in (4, 5)]
    assert kinds[0].hyperlink.location == "'指标明细'!I2"
    assert kinds[1].hyperlink is None
    assert kinds[1].value == '=HYPERLINK("#\'指标明细\'!J4","查看")'


def test_the_reviewer_chooses_a_decision_from_a_list(book: Any) -> None:
    sheet = book["疑点清单"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.type == "list"
    assert rule.formula1 == f'"{",".join(DECISIONS)}"'
    letter = sheet.cell(1, column(sheet, "处理意见")).column_letter
    assert str(rule.sqref) == f"{letter}2:{letter}{1 + len(sample.findings())}"


# --- 指标明细


def test_every_row_stands_in_the_details(book: Any) -> None:
    sheet = book["指标明细"]
    keys = [column(sheet, title) for title in ("文件", "表序", "行序", "三级指标", "位置")]
    shown = [tuple(sheet.cell(line, key).value for key in keys) for line in range(2, sheet.max_row + 1)]
    assert shown[5:] == [
        (sample.SCHOOL, 2, 1, "鉴定校舍数", "表2 第1行"),
        (sample.FARM, 1, 1, "推广面积", "工作表“项目” 第6行"),
        (sample.FARM, 1, 2, "亩均补助", "工作表“项目” 第7行"),
        (sample.ROAD, 1, 1, "维修桥梁数", "第2页 表1 第1行"),
        (sample.CLEAN, 1, 1, "接种率", "第18行(文本)"),
    ]
    assert [line[2] for line in shown[:5]] == [1, 2, 3, 4, 5]


def test_optional_columns_are_there_only_where_a_template_has_them(book: Any, tmp_path: Path) -> None:
    assert {"权重", "指标性质"} <= set(titles(book["指标明细"]))
    assert "实际完成值" not in titles(book["指标明细"])
    assert cell(book["指标明细"], "权重", 三级指标="亩均补助").value == "10"
    assert "权重" not in titles(save(report_of(sample.MEALS), tmp_path)["指标明细"])


def test_faulty_cells_are_coloured_by_the_gravest_finding(book: Any) -> None:
    sheet = book["指标明细"]
    assert fill(cell(sheet, "指标值", 三级指标="受益学生数")) == "FFFADBD8"
    assert fill(cell(sheet, "指标值", 三级指标="观影活动场次")) == "FFDDEBF7"
    assert fill(cell(sheet, "三级指标", 三级指标="抽检合格率")) == "FFFFF2CC"
    assert fill(cell(sheet, "指标值", 三级指标="家长满意度")) == "00000000"
    assert fill(cell(sheet, "项目", 三级指标="家长满意度")) == "FFFFF2CC"  # a finding on the table
    assert fill(cell(sheet, "项目", 三级指标="鉴定校舍数")) == "00000000"


def test_notes_name_the_codes(book: Any) -> None:
    sheet = book["指标明细"]
    assert cell(sheet, "指标值", 三级指标="受益学生数").comment.text == "UN301 缺少计量单位（错误）"
    assert cell(sheet, "项目", 三级指标="受益学生数").comment.text == "ST501 缺少必设指标类别（全表）（警告）"
    assert cell(sheet, "项目", 三级指标="家长满意度").comment is None  # told once a table
    assert cell(sheet, "指标值", 三级指标="家长满意度").comment is None


def test_several_findings_of_a_row_are_named_together(book: Any) -> None:
    sheet = book["指标明细"]
    assert cell(sheet, "疑点", 三级指标="观影活动场次").value == "BP101 跨领域套用\nVA602 指标值未量化"
    assert cell(sheet, "疑点", 三级指标="家长满意度").value is None


def test_two_findings_on_one_cell_share_its_note(tmp_path: Path) -> None:
    table = one_row(value="逐步提高")
    both = (
        sample.finding("VA602", Severity.INFO, table, 1, "value"),
        sample.finding("UN301", Severity.ERROR, table, 1, "value"),
    )
    sheet = save(report_of(table, *both), tmp_path)["指标明细"]
    found = cell(sheet, "指标值", 行序=1)
    assert found.comment.text == "VA602 指标值未量化（提示）\nUN301 缺少计量单位（错误）"
    assert fill(found) == "FFFADBD8"


def test_notes_stop_at_the_limit_and_the_codes_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_xlsx_details, "MAX_NOTES", 3)
    sheet = save(sample.report(), tmp_path)["指标明细"]
    assert cell(sheet, "指标值", 三级指标="亩均补助").comment is None
    assert cell(sheet, "疑点", 三级指标="亩均补助").value == "UN301 缺少计量单位"


def test_a_table_without_rows_still_has_its_line(tmp_path: Path) -> None:
    table = replace(sample.MEALS, rows=())
    book = save(report_of(table, sample.finding("ST501", Severity.WARNING, table, None, "")), tmp_path)
    found = cell(book["指标明细"], "项目", 项目=table.project)
    assert fill(found) == "FFFFF2CC"
    assert "没有读到指标行" in texts(book["指标明细"])
    assert cell(book["疑点清单"], "明细", 代码="ST501").hyperlink.location == f"'指标明细'!{found.coordinate}"


# --- 汇总 and 规则说明


def test_what_was_not_read_stands_before_all_figures(book: Any) -> None:
    shown = texts(book["汇总"])
    alarm = shown.index("1 份文件未读取，1 份文件部分读取")
    assert alarm < shown.index(sample.LOCKED) < shown.index("请用密码打开后另存为不加密的文件。") < shown.index("总体情况")
    assert "第3页：是扫描图片，没有文字；表1：跨页处有1行没有读全" in shown


def test_no_alarm_where_all_was_read(tmp_path: Path) -> None:
    assert "未读取，" not in texts(save(report_of(sample.SAFETY), tmp_path)["汇总"]).split("总体情况")[0]


def summary_line(sheet: Worksheet, section: str, name: str) -> list[Any]:
    """Return the values of the line under ``section`` in which ``name`` stands."""
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    start = next(number for number, line in enumerate(lines) if line[0] == section)
    return next(line for line in lines[start + 1 :] if name in line)


def test_units_are_counted_by_family(book: Any) -> None:
    sheet = book["汇总"]
    header = summary_line(sheet, "各单位疑点（按类别）", "单位")
    line = summary_line(sheet, "各单位疑点（按类别）", "青禾县教育局")
    shown = dict(zip(header, line, strict=True))
    assert shown["单位"] == "青禾县教育局"
    assert shown["报送情况"] == "1 份文件，2 张表，6 行指标"
    assert (shown["套用照搬\nBP"], shown["计量单位\nUN"], shown["读取\nEX"], shown["合计"]) == (1, 1, 0, 7)
    assert shown["错误／警告／提示"] == "3／3／1"


@pytest.mark.parametrize(
    ("project", "light", "colour"),
    [
        ("乡村小学营养午餐补助", "● 红", "FFFADBD8"),
        ("农村公路桥梁维修", "● 黄", "FFFFF2CC"),  # no finding, but not wholly read
        ("校舍抗震鉴定", "● 绿", "FFE2EFDA"),
    ],
)
def test_each_project_has_a_light(book: Any, project: str, light: str, colour: str) -> None:
    sheet = book["汇总"]
    (line,) = (found for found in sheet.iter_rows() if found[2].value == project)
    assert line[0].value == light
    assert fill(line[0]) == colour


def test_a_project_links_to_its_rows_and_findings(book: Any) -> None:
    sheet = book["汇总"]
    (line,) = (found for found in sheet.iter_rows() if found[2].value == "优质稻种推广")
    places = {found.value: found.hyperlink.location.split("!")[1] for found in line if found.hyperlink}
    assert book["指标明细"][places["明细"]].value == "优质稻种推广"
    found = book["疑点清单"][places["疑点"]]
    assert book["疑点清单"].cell(found.row, column(book["疑点清单"], "项目")).value == "优质稻种推广"


def test_every_rule_that_ran_is_explained(book: Any) -> None:
    sheet = book["规则说明"]
    line = line_of(sheet, 代码="BA401")
    shown = [sheet.cell(line, number).value for number in range(1, 11)]
    note = sample.RULES[0]
    assert shown == ["BA401", note.name, "确定依据", "错误", 1, note.why, note.how, "《预算法》第三十二条", note.bad, note.good]
    assert [sheet.cell(number, 1).value for number in range(2, sheet.max_row + 1)] == [rule.code for rule in sample.RULES]


# --- what would break a spreadsheet


def test_nothing_found_is_said_and_every_sheet_is_there(tmp_path: Path) -> None:
    book = save(replace(report_of(sample.SAFETY), findings=()), tmp_path)
    assert book.sheetnames == ["汇总", "疑点清单", "指标明细", "规则说明"]
    assert book["疑点清单"]["A2"].value == "未发现疑点"


def test_nothing_found_does_not_hide_what_was_not_read(tmp_path: Path) -> None:
    shown = save(sample.report(findings=()), tmp_path)["疑点清单"]["A2"].value
    assert shown == "已读取的内容中未发现疑点（另有文件 1 份未读取、1 份只读取了一部分，须人工审核）"


def test_an_empty_report_can_be_written(tmp_path: Path) -> None:
    assert save(Report((), ()), tmp_path)["疑点清单"]["A2"].value == "未发现疑点"


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://a.invalid","x")', "+1", "-1", "@SUM(A1)", "http://a.invalid/", "007"]
)
def test_what_looks_like_a_formula_or_number_stays_a_text(tmp_path: Path, text: str) -> None:
    table = one_row(value=text, level3=text)
    book = save(report_of(table, sample.finding("UN301", Severity.ERROR, table, 1, "value")), tmp_path)
    for sheet in (book["疑点清单"], book["指标明细"]):
        for title in ("指标值", "三级指标"):
            found = sheet.cell(2, column(sheet, title))
            assert (found.value, found.data_type, found.hyperlink) == (text, "s", None)


def test_forbidden_characters_are_dropped_and_red_stays_on_its_words(tmp_path: Path) -> None:
    value = "≥\x0b86\x00 00\ud800"
    table = one_row(value=value)
    found = sample.finding("UN301", Severity.ERROR, table, 1, "value", spans={"value": ((2, 4),)})
    sheet = save(report_of(table, found), tmp_path)["疑点清单"]
    assert runs(sheet.cell(2, column(sheet, "指标值")).value) == [("≥", False), ("86", True), (" 00", False)]


def test_a_cell_that_is_markup_is_shown_as_it_is(tmp_path: Path) -> None:
    text = "<r><t>x</t></r>"
    table = one_row(value=text)
    sheet = save(report_of(table), tmp_path)["指标明细"]
    assert sheet.cell(2, column(sheet, "指标值")).value.strip() == text


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark(tmp_path: Path) -> None:
    table = one_row(description="长" * 40_000)
    found = sample.finding("BP101", Severity.ERROR, table, 1, "description", spans={"description": ((3, 9),)})
    book = save(report_of(table, found), tmp_path)
    for sheet in (book["疑点清单"], book["指标明细"]):
        value = str(sheet.cell(2, column(sheet, "绩效指标描述")).value)
        assert len(value) == 32_767
        assert value.endswith("…（内容过长，已截断）")


@pytest.mark.parametrize("spans", [((5, 99),), ((0, 0),), ((2, 1),), ((0, 2), (1, 4)), ((-3, 1),)])
def test_odd_spans_neither_lose_nor_double_a_character(tmp_path: Path, spans: tuple[tuple[int, int], ...]) -> None:
    table = one_row(value="≥8600")
    found = sample.finding("UN301", Severity.ERROR, table, 1, "value", spans={"value": spans})
    sheet = save(report_of(table, found), tmp_path)["疑点清单"]
    assert str(sheet.cell(2, column(sheet, "指标值")).value) == "≥8600"


def test_rows_beyond_the_limit_of_a_sheet_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_xlsx_details, "MAX_ROWS", 5)
    monkeypatch.setattr(_xlsx_places, "MAX_ROWS", 5)
    book = save(sample.report(), tmp_path)
    assert "其余指标行未列出" in texts(book["指标明细"])
    assert book["指标明细"].max_row == 5
    assert cell(book["疑点清单"], "明细", 代码="UN301", 行序=2).hyperlink is None


def test_parts_of_the_file_are_well_formed_xml(tmp_path: Path) -> None:
    from lxml import etree

    path = tmp_path / "report.xlsx"
    xlsx.write(sample.report(), path)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.search(r"\.(xml|rels|vml)$", name):
                etree.fromstring(archive.read(name))
