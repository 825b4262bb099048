"""The spreadsheet as a whole, and what would break one."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.reports import _xlsx_details, _xlsx_places, xlsx
from auditor.types.finding import Report, Severity
from tests.reports import sample
from tests.reports.readback import cell, column, one_row, report_of, runs, save, texts


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
