"""The .ods reader: displayed text, repeats, merges, and spreadsheets that cannot be read."""

from __future__ import annotations

import io

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import LineBreak, P, S

from auditor.errors import UnreadableError
from auditor.readers import _sheet, ods
from auditor.types.grid import Document, Grid
from tests.readers.sheet_file import outline, spans, texts, zip_of

KIND = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style", "drawing")
)


def ods_file(*tables: str, styles: str = "", manifest: str = "<manifest/>", after: str = "") -> bytes:
    """Return a spreadsheet whose tables are given as XML."""
    body = "".join(tables) + after
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return zip_of({"mimetype": KIND, "content.xml": content, "META-INF/manifest.xml": manifest})


def table(rows: str, name: str = "表1", style: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def only_grid(*rows: str) -> Grid:
    (grid,) = ods.read(ods_file(table("".join(rows))), "报表.ods").grids
    return grid


def refused(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        ods.read(data, "报表.ods")
    assert caught.value.advice
    return caught.value


class TestSpreadsheet:
    """A spreadsheet that odfpy wrote."""

    @pytest.fixture
    def document(self) -> Document:
        book = OpenDocumentSpreadsheet()
        sheet = Table(name="绩效目标")
        first = TableRow(numberrowsrepeated=1)
        first.addElement(self.shown("青禾县林业局绩效目标表", numbercolumnsspanned=3))
        first.addElement(CoveredTableCell(numbercolumnsrepeated=2))
        sheet.addElement(first)
        sheet.addElement(TableRow(numberrowsrepeated=2))
        second = TableRow()
        second.addElement(self.shown("质量指标", numberrowsspanned=2))
        lines = TableCell(valuetype="string")
        lines.addElement(P(text="造林"))
        second_line = P(text="成活率")
        second_line.addElement(S(c=2))
        second_line.addText("（面积")
        second_line.addElement(LineBreak())
        second_line.addText("加权）")
        lines.addElement(second_line)
        second.addElement(lines)
        second.addElement(self.shown("95%", valuetype="percentage", value="0.95"))
        sheet.addElement(second)
        third = TableRow()
        third.addElement(CoveredTableCell())
        third.addElement(TableCell(numbercolumnsrepeated=1))
        third.addElement(self.shown("12月", valuetype="date", datevalue="2024-12-01"))
        sheet.addElement(third)
        sheet.addElement(TableRow(numberrowsrepeated=1048571))
        book.spreadsheet.addElement(sheet)
        hidden = Style(name="ta2", family="table")
        hidden.addElement(TableProperties(display="false"))
        book.automaticstyles.addElement(hidden)
        second_sheet = Table(name="旧稿", stylename=hidden)
        for _ in range(2):
            line = TableRow()
            line.addElement(self.shown("a"))
            line.addElement(self.shown("b"))
            second_sheet.addElement(line)
        book.spreadsheet.addElement(second_sheet)
        buffer = io.BytesIO()
        book.write(buffer)
        return ods.read(buffer.getvalue(), "报表.ods")

    def shown(self, text: str, **attributes: object) -> TableCell:
        found = TableCell(**({"valuetype": "string"} | attributes))
        found.addElement(P(text=text))
        return found

    def test_cells_stand_at_their_places_as_displayed(self, document: Document) -> None:
        title = "青禾县林业局绩效目标表"
        assert texts(next(document.grids)) == [
            [title, title, title],
            [None] * 3,
            [None] * 3,
            ["质量指标", "造林\n成活率  （面积\n加权）", "95%"],
            ["质量指标", None, "12月"],
        ]
        assert spans(next(document.grids)) == [(0, 0, 1, 3, title), (3, 0, 2, 1, "质量指标")]

    def test_sheets_stand_under_their_names_and_a_hidden_table_is_told(self, document: Document) -> None:
        assert outline(document) == ["# 绩效目标", "grid 1: 青禾县林业局绩效目标表", "# 旧稿", "grid 2: a"]
        assert [grid.sheet for grid in document.grids] == ["绩效目标", "旧稿"]
        assert [(trouble.sheet, trouble.fatal) for trouble in document.troubles] == [("旧稿", False)]
        assert (document.source, document.format) == ("报表.ods", "ods")


def test_repeated_rows_and_cells_with_text_are_spelled_out() -> None:
    grid = only_grid(
        row(cell("一", 'table:number-columns-repeated="2"'), cell("二"), attributes='table:number-rows-repeated="2"')
    )
    assert texts(grid) == [["一", "一", "二"], ["一", "一", "二"]]


def test_values_without_text_are_shown_by_their_kind() -> None:
    values = (
        'office:value-type="float" office:value="0.30000000000000004"',
        'office:value-type="percentage" office:value="0.955"',
        'office:value-type="date" office:date-value="2024-03-05"',
        'office:value-type="date" office:date-value="2024-03-05T08:30:00"',
        'office:value-type="boolean" office:boolean-value="true"',
        'office:value-type="string" office:string-value="字"',
        'office:value-type="float" office:value="x"',
        'office:value-type="date" office:date-value="x"',
    )
    grid = only_grid(row(*(f"<table:table-cell {value}/>" for value in values), cell("末")))
    assert texts(grid) == [["0.3", "95.5%", "2024/3/5", "2024/3/5 8:30", "TRUE", "字", None, None, "末"]]


def test_comments_and_drawings_are_not_text_of_the_cell() -> None:
    inner = (
        "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation>"
        "<text:p>正<text:span>文<text:note><text:p>注</text:p></text:note></text:span>\n  尾</text:p>"
        "<drawing:frame><text:p>图</text:p></drawing:frame></table:table-cell>"
    )
    assert texts(only_grid(row(inner))) == [["正文 尾"]]


def test_rows_in_groups_count_and_tables_of_linked_data_do_not() -> None:
    grouped = f"<table:table-header-rows>{row(cell('头'))}</table:table-header-rows>"
    grouped += f"<table:table-row-group>{row(cell('一'))}{row(cell('二'))}</table:table-row-group>"
    link = f"<table:dde-links><table:dde-link>{table(row(cell('旧数据')))}</table:dde-link></table:dde-links>"
    document = ods.read(ods_file(table(grouped), after=link), "报表.ods")
    assert [texts(grid) for grid in document.grids] == [[["头"], ["一"], ["二"]]]


def test_a_table_inside_a_cell_does_not_shift_the_rows() -> None:
    inner = (
        f"<table:table-cell><table:table>{row(cell('内'))}{row(cell('内'))}</table:table><text:p>外</text:p></table:table-cell>"
    )
    assert texts(only_grid(row(inner), row(cell("下")))) == [["外"], ["下"]]


def test_formulas_without_a_stored_result_are_told() -> None:
    formula = '<table:table-cell table:formula="of:=1+1"/>'
    document = ods.read(ods_file(table(row(cell("合计"), formula, formula))), "报表.ods")
    assert "有 2 个公式没有保存计算结果" in document.troubles[0].reason


class TestBounds:
    def test_repeats_without_end_are_cut_and_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_sheet.Budget.__init__, "__defaults__", (5, 1000))
        endless = 'table:number-columns-repeated="999999999"'
        data = ods_file(table(row(cell("一", endless), attributes='table:number-rows-repeated="999999999"')))
        document = ods.read(data, "报表.ods")
        assert texts(next(document.grids)) == [["一"] * 5]
        assert [trouble.reason for trouble in document.troubles] == ["工作表“表1”内容过多，只读取了前面的一部分"]

    def test_empty_repeats_cost_nothing(self) -> None:
        gap = row(
            '<table:table-cell table:number-columns-repeated="16384"/>', attributes='table:number-rows-repeated="1000000"'
        )
        document = ods.read(
            ods_file(table(row(cell("题"), cell("值")) + gap + gap + gap + gap + gap + row(cell("远")))), "报表.ods"
        )
        assert texts(next(document.grids)) == [["题", "值"]]
        assert "有 1 个离表格很远的单元格没有读取" in document.troubles[0].reason


class TestBadInput:
    def test_a_damaged_part_gives_what_stands_before_it(self) -> None:
        whole = ods_file(table(row(cell("好"))), table(row(cell("坏")), "表2"))
        content = f"<office:document-content {SPACES}><office:spreadsheet>{table(row(cell('好')))}<table:table>&".encode()
        document = ods.read(zip_of({"mimetype": KIND, "content.xml": content}), "报表.ods")
        assert outline(document) == ["# 表1", "grid 1: 好"]
        assert [trouble.reason for trouble in document.troubles] == [
            "只读取了前面的一部分：文件已损坏或不完整（content.xml 不是完整的 XML）"
        ]
        assert outline(ods.read(whole, "报表.ods"))[2:] == ["# 表2", "grid 2: 坏"]

    def test_a_part_damaged_from_the_start(self) -> None:
        assert "content.xml 不是完整的 XML" in refused(zip_of({"mimetype": KIND, "content.xml": "<a"})).reason
        assert "缺少 content.xml" in refused(zip_of({"mimetype": KIND})).reason

    def test_truncated(self) -> None:
        data = ods_file(table(row(cell("好"))))
        assert ods.sniff(data[:-80]) == 2
        assert "损坏或不完整" in refused(data[:-80]).reason

    @pytest.mark.parametrize(
        "mark", ["<manifest:encryption-data/>", '<manifest:file-entry manifest:full-path="encrypted-package"/>']
    )
    def test_encrypted(self, mark: str) -> None:
        assert refused(ods_file(manifest=f"<manifest>{mark}</manifest>")).reason == "文件设有打开密码，已加密"

    @pytest.mark.parametrize(
        "data",
        [b"", b"PK\x03\x04", b"<html>", zip_of({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})],
    )
    def test_other_content_is_not_claimed(self, data: bytes) -> None:
        assert ods.sniff(data) == 0


def test_sniff_where_the_mark_is_not_the_first_member() -> None:
    assert ods.sniff(zip_of({"content.xml": "<a/>", "mimetype": KIND})) == 2
    assert {".ods"} <= ods.SUFFIXES
