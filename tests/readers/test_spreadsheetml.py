"""The reader of Excel 2003's XML spreadsheets: displayed cells, places, merges, damaged files."""

from __future__ import annotations

import pytest

from auditor.errors import UnreadableError
from auditor.readers import spreadsheetml
from auditor.types.grid import Document
from tests.readers.sheet_file import outline, spans, texts

HEAD = (
    '<?xml version="1.0" encoding="{}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
)
STYLES = (
    '<Styles><Style ss:ID="Default"/><Style ss:ID="s1"><NumberFormat ss:Format="0%"/></Style>'
    '<Style ss:ID="s2"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="s3" ss:Parent="s1"><Font/></Style>'
    '<Style ss:ID="s4"><NumberFormat ss:Format="0&quot;人&quot;"/></Style></Styles>'
)


def workbook(*sheets: str) -> str:
    return HEAD.format("utf-8") + STYLES + "".join(sheets) + "</Workbook>"


def sheet(rows: str, name: str = "表1", options: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{options}</Worksheet>'


def cell(text: str, kind: str = "String", **attributes: object) -> str:
    stated = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f'<Cell{stated}><Data ss:Type="{kind}">{text}</Data></Cell>'


def read(page: str | bytes) -> Document:
    return spreadsheetml.read(page.encode() if isinstance(page, str) else page, "导出.xls")


def test_cells_stand_at_their_places_as_displayed() -> None:
    rows = (
        f"<Row>{cell('临沅市公安局绩效目标表', MergeAcross=3)}</Row>"
        f"<Row ss:Index='3'>{cell('质量指标', MergeDown=1)}{cell('出警及时率')}"
        f"{cell('0.95', 'Number', StyleID='s1')}{cell('2024-03-05T00:00:00.000', 'DateTime', StyleID='s2')}</Row>"
        f"<Row>{cell('1', 'Boolean', Index=3)}{cell('#REF!', 'Error')}</Row>"
        f"<Row ss:StyleID='s4'>{cell('24', 'Number')}{cell('0.5', 'Number', StyleID='s3')}"
        '<Cell><Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>甲</B>&#10;乙</Data></Cell>'
        f"{cell('x', 'Number')}</Row>"
    )
    title = "临沅市公安局绩效目标表"
    (grid,) = read(workbook(sheet(rows))).grids
    assert texts(grid) == [
        [title] * 4,
        [None] * 4,
        ["质量指标", "出警及时率", "95%", "2024/3/5"],
        ["质量指标", None, "TRUE", "#REF!"],
        ["24人", "50%", "甲\n乙", "x"],
    ]
    assert spans(grid) == [(0, 0, 1, 4, title), (2, 0, 2, 1, "质量指标")]


def test_rows_that_stand_for_several_count() -> None:
    (grid,) = read(workbook(sheet(f"<Row ss:Span='2'/><Row>{cell('下')}</Row>"))).grids
    assert texts(grid) == [[None], [None], [None], ["下"]]


def test_sheets_and_hidden_sheets() -> None:
    table = f"<Row>{cell('a')}{cell('b')}</Row>" * 2
    hidden = (
        '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
    )
    document = read(workbook(sheet(table, "显"), sheet(table, "隐", hidden)))
    assert outline(document) == ["# 显", "grid 1: a", "# 隐", "grid 2: a"]
    assert [trouble.sheet for trouble in document.troubles] == ["隐"]
    assert (document.source, document.format) == ("导出.xls", "spreadsheetml")


def test_formulas_without_a_stored_result_are_told() -> None:
    document = read(workbook(sheet(f"<Row>{cell('合计')}<Cell ss:Formula='=1+1'/></Row>")))
    assert "有 1 个公式没有保存计算结果" in document.troubles[0].reason


def test_a_truncated_file_gives_what_is_there() -> None:
    document = read(workbook(sheet(f"<Row>{cell('有')}</Row><Row>{cell('断')}</Row>")).partition("断")[0])
    assert outline(document) == ["# 表1", "grid 1: 有"]
    assert [trouble.reason for trouble in document.troubles] == ["文件已损坏或不完整（不是完整的 XML），只读取了前面的一部分"]
    with pytest.raises(UnreadableError) as caught:
        read(HEAD.format("utf-8"))
    assert caught.value.reason == "文件已损坏或不完整（不是完整的 XML）"
    assert caught.value.advice


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = HEAD.format(name) + sheet(f"<Row>{cell('预算绩效')}</Row>") + "</Workbook>"
    data = text.encode(encoding)
    assert spreadsheetml.sniff(data) == 2
    assert texts(next(read(data).grids)) == [["预算绩效"]]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'<html xmlns:x="urn:schemas-microsoft-com:office:excel">',
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>',
        b"urn:schemas-microsoft-com:office:spreadsheet Workbook",
        b"PK\x03\x04",
    ],
)
def test_other_content_is_not_claimed(data: bytes) -> None:
    assert spreadsheetml.sniff(data) == 0
