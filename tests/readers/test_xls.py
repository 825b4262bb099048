"""The .xls reader: the same grids as from .xlsx, and workbooks that cannot be read."""

from __future__ import annotations

import io
import struct
from datetime import date
from typing import Any

import pytest
import xlrd
import xlwt

from auditor.errors import UnreadableError
from auditor.readers import _sheet, xls
from auditor.types.grid import Cell, Document
from tests.readers.sheet_file import outline, spans, texts
from tests.readers.word_file import container


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def style(code: str) -> Any:
    return xlwt.easyxf(num_format_str=code)


def one_cell(text: str = "好") -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, text)
    return saved(book)


def refused(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        xls.read(data, "报表.xls")
    assert caught.value.advice
    return caught.value


class TestWorkbook:
    @pytest.fixture
    def document(self) -> Document:
        book = xlwt.Workbook()
        sheet = book.add_sheet("绩效目标")
        sheet.write_merge(1, 1, 1, 5, "临沅市交通运输局项目绩效目标表")
        for column, title in enumerate(("一级指标", "二级指标", "三级指标", "指标值", "完成时间"), start=1):
            sheet.write(2, column, title)
        sheet.write_merge(3, 4, 1, 1, "产出指标")
        sheet.write(3, 2, "质量指标")
        sheet.write(3, 3, "路面完好率\r\n（县道）")
        sheet.write(3, 4, 0.95, style("0%"))
        sheet.write(3, 5, date(2024, 11, 30), style('m"月"'))
        sheet.write(4, 2, "数量指标")
        sheet.write(4, 3, 0.1 + 0.2)
        sheet.write(4, 4, 1200, style('#,##0"公里"'))
        sheet.write(4, 5, True)
        sheet.write(8, 0, None, style("0.00"))
        second = book.add_sheet("说明")
        second.write(0, 0, date(2024, 3, 5), style("M/D/YY"))
        second.row(1).set_cell_error(0, 0x17)
        second.write(1, 1, "甲", style('@"级"'))
        book.add_sheet("空表")
        return xls.read(saved(book), "报表.xls")

    def test_sheets_stand_in_the_order_of_their_tabs_under_their_names(self, document: Document) -> None:
        assert outline(document) == ["# 绩效目标", "grid 1: 临沅市交通运输局项目绩效目标表", "# 说明", "grid 2: 2024/3/5"]
        assert [grid.sheet for grid in document.grids] == ["绩效目标", "说明"]
        assert (document.source, document.format, document.troubles) == ("报表.xls", "xls", ())

    def test_cells_stand_at_their_places_as_displayed(self, document: Document) -> None:
        first, second = document.grids
        title = "临沅市交通运输局项目绩效目标表"
        assert texts(first) == [
            [None] * 6,
            [None, title, title, title, title, title],
            [None, "一级指标", "二级指标", "三级指标", "指标值", "完成时间"],
            [None, "产出指标", "质量指标", "路面完好率\n（县道）", "95%", "11月"],
            [None, "产出指标", "数量指标", "0.3", "1,200公里", "TRUE"],
        ]
        assert texts(second) == [["2024/3/5", None], ["#REF!", "甲级"]]

    def test_merged_ranges_become_spans(self, document: Document) -> None:
        assert spans(next(document.grids)) == [(1, 1, 1, 5, "临沅市交通运输局项目绩效目标表"), (3, 1, 2, 1, "产出指标")]


def test_a_hidden_table_is_read_and_told() -> None:
    book = xlwt.Workbook()
    book.add_sheet("显").write(0, 0, "好")
    hidden = book.add_sheet("隐")
    for row in range(2):
        for column in range(2):
            hidden.write(row, column, f"{row}{column}")
    hidden.visibility = 1
    document = xls.read(saved(book), "报表.xls")
    assert outline(document) == ["# 显", "grid 1: 好", "# 隐", "grid 2: 00"]
    assert [(trouble.sheet, trouble.reason, trouble.fatal) for trouble in document.troubles] == [
        ("隐", "工作表“隐”是隐藏的，已一并读取", False)
    ]


def test_dates_of_a_1904_workbook() -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("表").write(0, 0, 43538, style("yyyy-mm-dd"))
    assert texts(next(xls.read(saved(book), "报表.xls").grids)) == [["2023-03-15"]]


def test_formatted_empty_rows_leave_nothing_behind() -> None:
    book = xlwt.Workbook()
    sheet, formatted = book.add_sheet("表"), style("0.00")
    for row in range(3000):
        for column in range(4):
            sheet.write(row, column, None, formatted)
    sheet.write(3000, 1, "末")
    (grid,) = xls.read(saved(book), "报表.xls").grids
    assert grid.cells == (Cell("末", 3000, 1),)


def test_a_workbook_over_budget_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sheet.Budget.__init__, "__defaults__", (1, 1000))
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "一")
    sheet.write(1, 0, "二")
    document = xls.read(saved(book), "报表.xls")
    assert texts(next(document.grids)) == [["一"]]
    assert [trouble.reason for trouble in document.troubles] == ["工作表“表”内容过多，只读取了前面的一部分"]


def test_text_of_old_workbooks_without_code_page_is_gb18030() -> None:
    text = "绩效".encode("gb18030")
    record = struct.pack
    sheet = record("<HHHHHH", 0x0809, 8, 0x0500, 0x0010, 0, 0)
    sheet += record("<HHHHHHHHHH", 0x0200, 10, 0, 1, 0, 1, 0, 0, 0, 0)[:14]
    sheet += record("<HHHHHH", 0x0204, 8 + len(text), 0, 0, 0, len(text)) + text
    sheet += record("<HH", 0x000A, 0)
    head = record("<HHHHHH", 0x0809, 8, 0x0500, 0x0005, 0, 0)
    styles = record("<HHHHHHHHHH", 0x00E0, 16, 0, 0, 0, 0, 0, 0, 0, 0)
    end = record("<HH", 0x000A, 0)
    offset = len(head) + len(styles) + 4 + 8 + len(end)
    bound = record("<HHIHB", 0x0085, 8, offset, 0, 1) + b"S"
    data = head + styles + bound + end + sheet
    assert xls.sniff(data) == 2
    assert texts(next(xls.read(data, "旧.xls").grids)) == [["绩效"]]


class TestBadInput:
    def test_a_damaged_sheet_is_a_trouble_and_the_others_are_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        book = xlwt.Workbook()
        book.add_sheet("坏").write(0, 0, "x")
        book.add_sheet("好").write(0, 0, "y")
        whole = xlrd.book.Book.sheet_by_index

        def broken(self: Any, index: int) -> Any:
            if index == 0:
                raise struct.error("damaged record")
            return whole(self, index)

        monkeypatch.setattr(xlrd.book.Book, "sheet_by_index", broken)
        document = xls.read(saved(book), "报表.xls")
        assert outline(document) == ["# 好", "grid 1: y"]
        assert [(trouble.sheet, trouble.reason) for trouble in document.troubles] == [("坏", "工作表“坏”已损坏，没有读全")]
        monkeypatch.setattr(xlrd.book.Book, "sheet_by_index", lambda self, index: broken(self, 0))
        assert refused(saved(book)).reason == "文件已损坏或不完整（工作表读不出来）"

    @pytest.mark.parametrize("size", [600, 2000, 3000, 4500])
    def test_truncated(self, size: int) -> None:
        data = one_cell()[:size]
        assert xls.sniff(data) in (1, 2)
        assert "损坏或不完整" in refused(data).reason

    def test_encrypted(self) -> None:
        stream = (
            struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0, 0, 0, 0) + struct.pack("<HH", 0x002F, 54) + b"\x01" * 54
        )
        data = container({"Workbook": stream + struct.pack("<HH", 0x000A, 0)})
        assert xls.sniff(data) == 2
        assert refused(data).reason == "文件设有打开密码，已加密"

    def test_an_encrypted_xlsx_under_this_suffix(self) -> None:
        data = container({"EncryptionInfo": b"\x04", "EncryptedPackage": b"\x00"})
        assert xls.sniff(data) == 0
        assert refused(data).reason == "文件设有打开密码，已加密"

    @pytest.mark.parametrize(
        "data", [b"", b"PK\x03\x04", b"<html><table></table></html>", b"\t\xe7\xbb\xa9", container({"WordDocument": b"x"})]
    )
    def test_other_content_is_not_claimed(self, data: bytes) -> None:
        assert xls.sniff(data) == 0
        refused(data)

    def test_nothing_is_printed(self, capfd: pytest.CaptureFixture[str]) -> None:
        xls.read(one_cell(), "报表.xls")
        with pytest.raises(UnreadableError):
            xls.read(one_cell()[:3000], "报表.xls")
        assert capfd.readouterr() == ("", "")


def test_suffixes() -> None:
    assert {".xls", ".et"} <= xls.SUFFIXES
    assert xls.sniff(one_cell()) == 2
