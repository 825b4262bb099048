"""The .xlsx reader: cells as displayed, merges, places, and workbooks that cannot be read."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from auditor.errors import UnreadableError
from auditor.readers import _sheet, xlsx
from auditor.types.grid import Cell, Document, Grid
from tests.readers.sheet_file import STRICT, inline, outline, spans, texts, xlsx_file, zip_of
from tests.readers.word_file import container


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def grids(data: bytes) -> list[Grid]:
    return list(xlsx.read(data, "报表.xlsx").grids)


def sheet_of(*cells: str, **options: Any) -> Grid:
    (grid,) = grids(xlsx_file(f'<sheetData><row r="1">{"".join(cells)}</row></sheetData>', **options))
    return grid


def refused(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        xlsx.read(data, "报表.xlsx")
    assert caught.value.advice
    return caught.value


class TestWorkbook:
    """A workbook that openpyxl wrote."""

    @pytest.fixture
    def document(self) -> Document:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "绩效目标"
        sheet["B2"] = "青禾县农业农村局项目绩效目标表"
        sheet.merge_cells("B2:F2")
        sheet.append([None, "一级指标", "二级指标", "三级指标", "指标值", "完成时间"])
        sheet.append([None, "产出指标", "质量指标", "验收合格率", 0.95, date(2024, 11, 30)])
        sheet.append([None, None, "数量指标", "培训农户", 1200, True])
        sheet.merge_cells("B4:B5")
        sheet["E4"].number_format = "0%"
        sheet["E5"].number_format = '#,##0"户"'
        sheet["F4"].number_format = 'm"月"'
        sheet["A9"].number_format = "0.00"
        second = book.create_sheet("填报说明")
        second["A1"] = "第一行\r\n第二行"
        book.create_sheet("空表")
        return xlsx.read(saved(book), "报表.xlsx")

    def test_sheets_stand_in_the_order_of_their_tabs_under_their_names(self, document: Document) -> None:
        assert outline(document) == [
            "# 绩效目标",
            "grid 1: 青禾县农业农村局项目绩效目标表",
            "# 填报说明",
            "grid 2: 第一行\n第二行",
        ]
        assert [grid.sheet for grid in document.grids] == ["绩效目标", "填报说明"]
        assert (document.source, document.format, document.troubles) == ("报表.xlsx", "xlsx", ())

    def test_rows_and_columns_are_those_of_the_sheet(self, document: Document) -> None:
        title = "青禾县农业农村局项目绩效目标表"
        assert texts(next(document.grids)) == [
            [None] * 6,
            [None, title, title, title, title, title],
            [None, "一级指标", "二级指标", "三级指标", "指标值", "完成时间"],
            [None, "产出指标", "质量指标", "验收合格率", "95%", "11月"],
            [None, "产出指标", "数量指标", "培训农户", "1,200户", "TRUE"],
        ]

    def test_merged_ranges_become_spans(self, document: Document) -> None:
        assert spans(next(document.grids)) == [(1, 1, 1, 5, "青禾县农业农村局项目绩效目标表"), (3, 1, 2, 1, "产出指标")]


def test_every_kind_of_stored_value() -> None:
    strings = '<si><t>甲</t></si><si><r><t>乙</t></r><r><t xml:space="preserve"> 丙</t></r><rPh><t>yi</t></rPh></si>'
    grid = sheet_of(
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="B1" t="s"><v>1</v></c>',
        '<c r="C1" t="str"><f>A1</f><v>丁_x000D_\n戊</v></c>',
        '<c r="D1" t="b"><v>0</v></c>',
        '<c r="E1" t="e"><v>#REF!</v></c>',
        '<c r="F1"><f>1/3</f><v>0.30000000000000004</v></c>',
        '<c r="G1" t="d" s="1"><v>2024-03-05</v></c>',
        '<c r="H1" t="s"><v>99</v></c>',
        '<c r="I1"><v>12x</v></c>',
        '<c r="J1" s="77"><v>5</v></c>',
        '<c r="K1" s="2" t="s"><v>0</v></c>',
        strings=strings,
        formats=("yyyy/m/d", '@"级"'),
    )
    assert texts(grid) == [["甲", "乙 丙", "丁\n戊", "FALSE", "#REF!", "0.3", "2024/3/5", None, "12x", "5", "甲级"]]


def test_cells_and_rows_without_reference_follow_on() -> None:
    rows = "<row><c t='str'><v>a</v></c><c/><c t='str'><v>b</v></c></row><row r='4'><c t='str'><v>c</v></c></row><row/>"
    (grid,) = grids(xlsx_file(f"<sheetData>{rows}<row><c t='str'><v>d</v></c></row></sheetData>"))
    assert [(cell.row, cell.column, cell.text) for cell in grid.cells] == [(0, 0, "a"), (0, 2, "b"), (3, 0, "c"), (5, 0, "d")]


def test_the_strict_edition_and_prefixed_names_are_read() -> None:
    strict = xlsx_file(f'<sheetData><row r="1">{inline("A1", "严格版")}</row></sheetData>', space=STRICT)
    assert texts(grids(strict)[0]) == [["严格版"]]
    body = '<x:row r="2"><x:c r="B2" t="str"><x:v>前缀</x:v></x:c><x:c r="C2"/></x:row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    prefixed = f'<x:worksheet xmlns:x="{space}"><x:sheetData>{body}</x:sheetData></x:worksheet>'
    assert texts(grids(xlsx_file(prefixed.encode()))[0]) == [[None, None], [None, "前缀"]]
    utf16 = f'<?xml version="1.0" encoding="UTF-16"?>{prefixed}'.encode("utf-16")
    assert texts(grids(xlsx_file(utf16))[0]) == [[None, None], [None, "前缀"]]


def test_dates_of_a_1904_workbook() -> None:
    grid = sheet_of('<c r="A1" s="1"><v>43538</v></c>', formats=("yyyy/m/d",), settings='<workbookPr date1904="1"/>')
    assert texts(grid) == [["2023/3/15"]]


class TestMerges:
    def merged(self, cells: str, *references: str) -> Grid:
        merges = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
        (grid,) = grids(xlsx_file(f"<sheetData>{cells}</sheetData><mergeCells>{merges}</mergeCells>"))
        return grid

    def test_text_under_a_merge_is_not_shown(self) -> None:
        grid = self.merged(f'<row r="1">{inline("A1", "见")}{inline("B1", "不见")}{inline("C1", "末")}</row>', "A1:B1")
        assert texts(grid) == [["见", "见", "末"]]

    def test_an_empty_merge_among_the_cells_is_a_cell_without_text(self) -> None:
        grid = self.merged(f'<row r="1">{inline("C1", "右")}</row><row r="2">{inline("C2", "下")}</row>', "A1:B2", "E1:F9")
        assert grid.cells == (Cell("", 0, 0, 2, 2), Cell("右", 0, 2), Cell("下", 1, 2))

    def test_of_overlapping_merges_the_first_counts(self) -> None:
        grid = self.merged(
            f'<row r="1">{inline("A1", "一")}</row><row r="2">{inline("C2", "二")}</row>', "A1:B2", "B2:C3", "x", "A1"
        )
        assert spans(grid) == [(0, 0, 2, 2, "一")]
        assert texts(grid) == [["一", "一", None], ["一", "一", "二"]]

    def test_a_merge_over_the_whole_row_does_not_widen_the_grid_without_end(self) -> None:
        grid = self.merged(
            f'<row r="1">{inline("A1", "题")}</row><row r="2">{inline("C2", "值")}</row>', "A1:XFD1", "C2:C1048576"
        )
        assert (grid.columns, grid.rows) == (3 + _sheet.REACH, 2 + _sheet.REACH)


class TestHiddenSheets:
    TABLE = (
        f'<sheetData><row r="1">{inline("A1", "名称")}{inline("B1", "值")}</row>'
        f'<row r="2">{inline("A2", "率")}{inline("B2", "9")}</row></sheetData>'
    )
    LIST = f'<sheetData><row r="1">{inline("A1", "正向")}</row><row r="2">{inline("A2", "反向")}</row></sheetData>'

    def test_a_hidden_table_is_read_and_told(self) -> None:
        document = xlsx.read(xlsx_file(self.LIST, self.TABLE, names=("显", "隐"), states=("visible", "hidden")), "报表.xlsx")
        assert outline(document) == ["# 显", "grid 1: 正向", "# 隐", "grid 2: 名称"]
        (trouble,) = document.troubles
        assert (trouble.sheet, trouble.fatal, trouble.reason) == ("隐", False, "工作表“隐”是隐藏的，已一并读取")

    def test_a_hidden_list_for_drop_down_cells_is_no_news(self) -> None:
        document = xlsx.read(xlsx_file(self.TABLE, self.LIST, states=("visible", "veryHidden")), "报表.xlsx")
        assert document.troubles == ()
        assert outline(document)[2:] == ["# 表2", "grid 2: 正向"]


def test_formulas_without_a_stored_result_are_told() -> None:
    book = openpyxl.Workbook()
    book.active.append(["合计", "=1+1", "=2+2"])
    document = xlsx.read(saved(book), "报表.xlsx")
    assert texts(next(document.grids)) == [["合计"]]
    (trouble,) = document.troubles
    assert (trouble.sheet, trouble.fatal) == ("Sheet", False)
    assert "有 2 个公式没有保存计算结果" in trouble.reason
    empty = sheet_of('<c r="A1" t="str"><f>""</f><v></v></c>', inline("B1", "有"))
    assert texts(empty) == [[None, "有"]]


class TestBounds:
    def test_formatted_empty_rows_leave_nothing_behind(self) -> None:
        rows = "".join(f'<row r="{r}" ht="14"><c r="A{r}" s="1"/><c r="B{r}" s="1"></c></row>' for r in range(3, 20000))
        body = f'<row r="1">{inline("A1", "题")}</row>{rows}<row r="20000"><c r="A20000"/>{inline("B20000", "末")}</row>'
        (grid,) = grids(xlsx_file(f"<sheetData>{body}</sheetData>"))
        assert grid.cells == (Cell("题", 0, 0), Cell("末", 19999, 1))

    def test_stray_cells_far_off_are_left_out_and_told(self) -> None:
        body = f'<row r="1">{inline("A1", "题")}{inline("L1", "右")}</row><row r="1048576">{inline("XFD1048576", "远")}</row>'
        document = xlsx.read(xlsx_file(f"<sheetData>{body}</sheetData>"), "报表.xlsx")
        (grid,) = document.grids
        assert (grid.rows, grid.columns) == (1, 12)
        assert [trouble.reason for trouble in document.troubles] == ["工作表“表1”范围过大，有 1 个离表格很远的单元格没有读取"]

    def test_a_workbook_over_budget_is_cut_and_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_sheet.Budget.__init__, "__defaults__", (2, 1000))
        body = "".join(f'<row r="{r}">{inline(f"A{r}", str(r))}</row>' for r in range(1, 5))
        document = xlsx.read(xlsx_file(f"<sheetData>{body}</sheetData>"), "报表.xlsx")
        assert texts(next(document.grids)) == [["1"], ["2"]]
        assert [trouble.reason for trouble in document.troubles] == ["工作表“表1”内容过多，只读取了前面的一部分"]

    def test_a_row_without_end_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("auditor.readers._xml_stream.MAX_GAP", 1 << 20)
        bomb = b"<worksheet><sheetData><row>" + b"<c><v>1</v></c>" * 200_000 + b"</row></sheetData></worksheet>"
        assert "内容过多" in refused(xlsx_file(bomb)).reason

    def test_entities_are_not_expanded(self) -> None:
        entities = '<!DOCTYPE x [<!ENTITY a "长长长长"><!ENTITY b "&a;&a;&a;&a;">]>'
        row = '<row><c t="str"><v>&b;</v></c><c t="str"><v>x</v></c></row>'
        body = f"{entities}<worksheet><sheetData>{row}</sheetData></worksheet>"
        assert "长" not in str(texts(grids(xlsx_file(body.encode()))[0]))


class TestBadInput:
    GOOD = f'<sheetData><row r="1">{inline("A1", "好")}</row></sheetData>'

    def test_a_damaged_sheet_is_a_trouble_and_the_others_are_read(self) -> None:
        cut = f'<worksheet><sheetData><row r="1">{inline("A1", "半")}</row><row r="2"><c r="A2"'.encode()
        document = xlsx.read(xlsx_file(cut, self.GOOD, extra={"xl/worksheets/sheet3.xml": ""}), "报表.xlsx")
        assert outline(document) == ["# 表1", "grid 1: 半", "# 表2", "grid 2: 好"]
        (trouble,) = document.troubles
        assert trouble.reason.startswith("工作表“表1”没有读全：文件已损坏或不完整")

    def test_all_sheets_damaged(self) -> None:
        assert "不是完整的 XML" in refused(xlsx_file(b"<worksheet><sheetData>")).reason

    def test_truncated(self) -> None:
        data = xlsx_file(self.GOOD)
        assert xlsx.sniff(data[:-60]) == 2
        error = refused(data[:-60])
        assert "损坏或不完整" in error.reason
        assert "Excel" in error.advice

    def test_a_missing_part(self) -> None:
        parts = xlsx_file(self.GOOD, extra={"xl/workbook.xml": '<workbook xmlns="u"><sheets/></workbook>'})
        assert refused(parts).reason == "文件里没有工作表"
        assert "缺少 xl/workbook.xml" in refused(zip_of({"xl/worksheets/sheet1.xml": "<a/>"})).reason

    def test_encrypted(self) -> None:
        data = container({"EncryptionInfo": b"\x04\x00", "EncryptedPackage": b"\x00" * 5000})
        assert xlsx.sniff(data) == 1
        assert refused(data).reason == "文件设有打开密码，已加密"

    def test_the_binary_form_is_refused_by_name(self) -> None:
        data = zip_of({"xl/workbook.bin": b"\x83"})
        assert xlsx.sniff(data) == 2
        assert ".xlsb" in refused(data).reason

    @pytest.mark.parametrize(
        "data", [b"", b"PK", b"PK\x03\x04" + b"\x00" * 60, b"<html></html>", zip_of({"word/document.xml": "<a/>"})]
    )
    def test_other_content_is_not_claimed(self, data: bytes) -> None:
        assert xlsx.sniff(data) == 0
        refused(data)


def test_suffixes() -> None:
    assert {".xlsx", ".xlsm"} <= xlsx.SUFFIXES
