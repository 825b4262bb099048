"""The web reader: spans, layout tables, hidden parts, encodings, archives, and pages without end."""

from __future__ import annotations

import base64
import quopri

import pytest

from auditor.errors import UnreadableError
from auditor.readers import web
from auditor.types.grid import Cell, Document, Grid, Paragraph
from tests.readers.sheet_file import outline, spans, texts


def read(page: str | bytes) -> Document:
    return web.read(page.encode() if isinstance(page, str) else page, "公开.html")


def only_grid(page: str) -> Grid:
    (grid,) = read(page).grids
    return grid


class TestSpans:
    def test_a_table_with_merged_cells(self) -> None:
        grid = only_grid(
            "<table><tr><th colspan=3>云溪区教育局项目绩效目标表</th></tr>"
            "<tr><td rowspan='2'>产出指标</td><td>质量指标</td><td>≥95%</td></tr>"
            "<tr><td>时效指标</td><td>12月</td></tr></table>"
        )
        title = "云溪区教育局项目绩效目标表"
        assert texts(grid) == [[title] * 3, ["产出指标", "质量指标", "≥95%"], ["产出指标", "时效指标", "12月"]]
        assert spans(grid) == [(0, 0, 1, 3, title), (1, 0, 2, 1, "产出指标")]
        assert (grid.rows, grid.columns, grid.number) == (3, 3, 1)

    def test_a_row_span_of_zero_reaches_to_the_end_of_its_group(self) -> None:
        grid = only_grid(
            "<table><thead><tr><th>头<th>值</thead><tbody><tr><td rowspan=0>一<td>1<tr><td>2</tbody>"
            "<tbody><tr><td>二<td>3</table>"
        )
        assert texts(grid) == [["头", "值"], ["一", "1"], ["一", "2"], ["二", "3"]]

    def test_absurd_spans_end_with_the_table(self) -> None:
        grid = only_grid("<table><tr><td rowspan=65000>左<td colspan=999999999>题<tr><td>a<td>b</table>")
        assert texts(grid) == [["左", "题", "题"], ["左", "a", "b"]]

    def test_spans_that_are_no_numbers_are_one(self) -> None:
        grid = only_grid("<table><tr><td colspan='x'>a<td colspan='-2' rowspan=''>b<td colspan=0>c</table>")
        assert texts(grid) == [["a", "b", "c"]]

    def test_where_spans_overlap_the_later_cell_is_narrowed(self) -> None:
        grid = only_grid("<table><tr><td>1<td rowspan=2>2<td>3<tr><td colspan=3>4<td>5</table>")
        assert texts(grid) == [["1", "2", "3"], ["4", "2", "5"]]

    def test_columns_without_width_are_left_out(self) -> None:
        grid = only_grid("<table><tr><td colspan=4>a<td colspan=4>b<tr><td colspan=4>c<td colspan=2>d<td colspan=2>e</table>")
        assert texts(grid) == [["a", "b", "b"], ["c", "d", "e"]]

    def test_empty_rows_inside_count_and_those_at_the_end_do_not(self) -> None:
        grid = only_grid(
            "<table><tr><td>a<tr></tr><tr><td>b<tr><td> &nbsp;</td></tr><tr height=0><td></td><td></td></tr></table>"
        )
        assert texts(grid) == [["a"], [None], ["b"]]

    def test_rows_and_cells_without_end_tags_and_without_rows(self) -> None:
        assert texts(only_grid("<table><td>a<td>b<tr><td>c<td>d</table>")) == [["a", "b"], ["c", "d"]]


class TestText:
    def test_paragraphs_and_breaks_in_a_cell_are_lines(self) -> None:
        grid = only_grid("<table><tr><td><p>1.保障供水</p><p></p>\n<p>2.修缮<br>管网</p><div>3.巡查</div>尾</td><td>x</table>")
        assert grid.cells[0].text == "1.保障供水\n2.修缮\n管网\n3.巡查\n尾"

    def test_line_breaks_of_the_source_are_none_between_chinese_signs(self) -> None:
        grid = only_grid("<table><tr><td>验收\n\t\t合格率 <b>（县\n级）</b><td>at\n least<td>a&nbsp;b<td>甲 乙</table>")
        assert [cell.text for cell in grid.cells] == ["验收合格率 （县级）", "at least", "a b", "甲 乙"]

    def test_headings_and_paragraphs_keep_their_order_around_tables(self) -> None:
        page = "<h1>青禾县水利局</h1>前言<p>第一段<table><caption>表一</caption><tr><td>a</table>后记<br>第二行<h3>尾</h3>"
        assert outline(read(page)) == ["# 青禾县水利局", "前言", "第一段", "表一", "grid 1: a", "后记", "第二行", "# 尾"]

    def test_what_the_screen_does_not_show_is_left_out(self) -> None:
        page = (
            "<html><head><title>题</title><style>p{}</style></head><body>"
            "<script>var a='<table><tr><td>假</td></table>'</script>"
            "<!-- 注 --><div style='DISPLAY : none'>藏<p>深</p></div><p hidden>藏</p><span style='mso-hide:all'>藏</span>"
            "<del>删</del><select><option>选</select><button>按</button><noscript>无</noscript>见"
            "<table><tr><td>a</td><td style='display:none'>藏</td><td>b</td></tr><tr style='display:none'><td>藏</table>"
        )
        document = read(page)
        assert outline(document) == ["见", "grid 1: a"]
        assert texts(next(document.grids)) == [["a", "b"]]

    def test_values_typed_into_a_form_are_text(self) -> None:
        grid = only_grid(
            "<table><tr><td>指标值</td><td><input value='≥90%'><input type=hidden value=x></td>"
            "<td><textarea>注</textarea></table>"
        )
        assert [cell.text for cell in grid.cells] == ["指标值", "≥90%", "注"]

    def test_preformatted_lines_are_kept(self) -> None:
        assert outline(read("<pre>一\n二\n</pre>三\n四")) == ["一", "二", "三四"]

    def test_a_page_that_word_saved(self) -> None:
        page = (
            "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><!--[if gte mso 9]><xml><w:View>Print</w:View></xml>"
            "<![endif]--></head><body><p class=MsoNormal><![if !supportLists]><span>1.</span><![endif]>总体"
            "<span lang=EN-US>目标"
            "<o:p></o:p></span></p><table><tr><td><p>数量<o:p>&nbsp;</o:p></p></td><td>x</td></tr>"
            "<![if !supportMisalignedColumns]><tr height=0><td width=9></td><td width=9></td></tr><![endif]>"
            "</table></body></html>"
        )
        document = read(page)
        assert outline(document) == ["1.总体目标", "grid 1: 数量"]
        assert texts(next(document.grids)) == [["数量", "x"]]


class TestNestedTables:
    def test_a_table_that_only_lays_out_falls_apart_in_reading_order(self) -> None:
        page = (
            "<table><tr><td>首页</td><td>机构</td></tr><tr><td colspan=2><h2>项目一</h2><table><tr><td>a<td>b</table></td></tr>"
            "<tr><td colspan=2>项目二<table><tr><td>c<td>d</table>注</td></tr></table>"
        )
        assert outline(read(page)) == ["首页", "机构", "# 项目一", "grid 1: a", "项目二", "grid 2: c", "注"]

    def test_an_inner_table_of_a_data_table_comes_after_it(self) -> None:
        page = "<table><tr><td>a<td>b<tr><td>c<td>d<table><tr><td>e<td>f</table>g</table>末"
        first, second = read(page).grids
        assert texts(first) == [["a", "b"], ["c", "d\ng"]]
        assert texts(second) == [["e", "f"]]
        assert outline(read(page)) == ["grid 1: a", "grid 2: e", "末"]

    def test_an_inner_table_of_one_cell_is_text_of_its_cell(self) -> None:
        grid = only_grid("<table><tr><td>率<td><table><tr><td><table><tr><td>95%</table></table><tr><td>数<td>3</table>")
        assert texts(grid) == [["率", "95%"], ["数", "3"]]

    def test_tables_nested_beyond_reason_are_read_without_failing(self) -> None:
        assert "x" in str(texts(only_grid("<table><tr><td>" * 3000 + "x")))
        document = read("<table><tr><td>a<td>b<tr><td>c<td>d" * 300)
        assert len(list(document.grids)) == 40

    def test_text_at_any_depth_is_found(self) -> None:
        assert outline(read("<div>" * 5000 + "深")) == ["深"]


PAGE = "<html><head>{}</head><body><table><tr><td>预算绩效</td><td>≥95%</td></tr></table></body></html>"
META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("stated", "real"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "utf-8"),
        ("", "gb18030"),
        ("", "utf-8"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("iso-8859-1", "gb18030"),
        ("gb2312", "utf-8-sig"),
        ("gb2312", "utf-16"),
        ("unicode", "utf-16-le"),
        ("big5", "big5"),
    ],
)
def test_encodings_stated_missing_and_wrong(stated: str, real: str) -> None:
    text = PAGE.format(META.format(stated) if stated else "")
    if real == "big5":
        text = text.replace("预算绩效", "預算").replace("≥", "")
        assert [cell.text for cell in next(read(text.encode(real)).grids).cells] == ["預算", "95%"]
    else:
        data = text.encode(real)
        assert web.sniff(data) == 2
        document = read(data)
        assert texts(next(document.grids)) == [["预算绩效", "≥95%"]]
        assert document.troubles == ()


def test_signs_beyond_gb2312_in_a_page_that_states_it() -> None:
    assert outline(read((META.format("gb2312") + "<p>镕喆堃</p>").encode("gb18030"))) == ["镕喆堃"]


def test_a_short_gb2312_page_that_could_be_utf8() -> None:
    assert outline(read((META.format("gb2312") + "<p>联通</p>").encode("gb18030"))) == ["联通"]


def test_characters_that_cannot_be_decoded_are_told() -> None:
    document = read((META.format("gb2312") + "<p>绩效" + "目标" * 200).encode("gb18030") + b"\xff</p>")
    assert document.blocks == (Paragraph("绩效" + "目标" * 200 + "\ufffd"),)
    assert [trouble.reason for trouble in document.troubles] == ["有 1 处字符无法识别"]


class TestArchives:
    HEAD = 'From: <Saved by WebKit>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="B"\r\n\r\n'

    def part(self, body: bytes, location: str, charset: str = "", encoding: str = "base64") -> bytes:
        coded = base64.encodebytes(body) if encoding == "base64" else quopri.encodestring(body)
        kind = f'text/html; charset="{charset}"' if charset else "text/html"
        head = f"--B\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: {location}\r\n\r\n"
        return head.encode() + coded + b"\r\n"

    @pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
    @pytest.mark.parametrize(
        ("charset", "real"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("", "gb18030"), ("gb2312", "utf-8")]
    )
    def test_the_page_of_an_archive(self, encoding: str, charset: str, real: str) -> None:
        body = PAGE.format("").encode(real)
        picture = b"--B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n"
        data = self.HEAD.encode() + self.part(body, "file:///a.htm", charset, encoding) + picture + b"--B--\r\n"
        assert web.sniff(data) == 2
        assert texts(next(read(data).grids)) == [["预算绩效", "≥95%"]]

    def test_sheets_that_excel_saved_are_read_and_its_tabs_are_not(self) -> None:
        parts = [
            self.part(b"<html><frameset><frame src='sheet001.htm'></frameset></html>", "file:///a.htm"),
            self.part(b"<table><tr><td>one</table>", "file:///a.files/sheet001.htm"),
            self.part(b"<table><tr><td>two</table>", "file:///a.files/sheet002.htm"),
            self.part(b"<table><tr><td>tabs</table>", "file:///a.files/tabstrip.htm"),
        ]
        assert outline(read(self.HEAD.encode() + b"".join(parts) + b"--B--")) == ["grid 1: one", "grid 2: two"]

    def test_an_archive_cut_off_gives_what_is_there(self) -> None:
        data = self.HEAD.encode() + self.part(b"<p>one</p>", "file:///a.htm", encoding="quoted-printable")
        assert outline(read(data)) == ["one"]

    def test_an_archive_without_a_page(self) -> None:
        with pytest.raises(UnreadableError) as caught:
            read(self.HEAD.encode() + b"--B\r\nContent-Type: image/png\r\n\r\nx\r\n--B--")
        assert caught.value.reason == "网页归档里没有网页内容，可能没有保存完整"
        assert caught.value.advice


class TestBadInput:
    def test_a_page_without_tables_is_a_document_of_paragraphs(self) -> None:
        document = read("<html><body><p>本单位无项目支出</p></body></html>")
        assert document.blocks == (Paragraph("本单位无项目支出"),)
        assert (document.source, document.format, document.troubles) == ("公开.html", "web", ())

    def test_a_frameset_says_that_its_content_is_elsewhere(self) -> None:
        document = read("<html><frameset><frame src='x.files/sheet001.htm'></frameset></html>")
        assert document.blocks == ()
        assert [(trouble.reason, trouble.fatal) for trouble in document.troubles] == [
            ("网页只是一个框架，内容在另外的文件里", True)
        ]

    @pytest.mark.parametrize(
        "page", [b"", b"  ", b"\x00\x00", b"<", b"<html>", b"<table>", b"<table><tr></table>", b"&#0;", b"<!--"]
    )
    def test_pages_with_nothing_in_them(self, page: bytes) -> None:
        assert read(page).blocks in ((), (Paragraph("<"),), (Paragraph("\ufffd"),))

    def test_a_truncated_page_gives_what_is_there(self) -> None:
        grid = only_grid("<html><table><tr><td>a<td>b</tr><tr><td>c<td cols")
        assert texts(grid) == [["a", "b"], ["c", None]]

    @pytest.mark.parametrize(
        ("page", "cut"),
        [
            ("<html><table><tr><td>甲</td><td>乙", True),
            ("<TABLE><tr><td>甲</table><TABLE><tr><td>乙", True),
            ("<html><table><tr><td>甲</td></tr></html>", False),
            ("<table><tr><td>甲<table><tr><td>乙</table></table>", False),
            ("<p>甲", False),
        ],
    )
    def test_a_page_that_ends_inside_a_table_says_so(self, page: str, cut: bool) -> None:
        told = [trouble.reason for trouble in web.read(page.encode(), "公开.html").troubles]
        assert told == (["网页不完整，最后一张表没有结束"] if cut else [])

    def test_too_large_a_page_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(web, "MAX_PAGE", 1024 * 1024)
        with pytest.raises(UnreadableError, match="网页过大（超过 1 MB）"):
            read(b"x" * (1024 * 1024 + 1))

    def test_too_many_cells_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("auditor.readers._html_walk.MAX_ITEMS", 1000)
        with pytest.raises(UnreadableError, match="网页内容过多"):
            read("<table>" + "<tr><td>x" * 1000)

    def test_a_table_too_wide_and_long_to_be_real_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("auditor.readers._spans.MAX_PLACES", 100)
        with pytest.raises(UnreadableError, match="表格异常：11 行 10 列"):
            read("<table>" + ("<tr>" + "<td>x" * 10) * 11)

    def test_embedded_pictures_cost_nothing(self) -> None:
        picture = f"<img src='data:image/png;base64,{'A' * 100_000}'>"
        assert outline(read(f"<p>前{picture}后</p>")) == ["前后"]


@pytest.mark.parametrize(
    ("data", "score"),
    [
        (b"<!DOCTYPE html><html>", 2),
        (b'\xef\xbb\xbf\r\n<?xml version="1.0"?>\n<!-- x --><html xmlns="http://www.w3.org/1999/xhtml">', 2),
        (b"<table border=1><tr><td>1</table>", 2),
        ("<html>".encode("utf-16"), 2),
        (b"Report\n<table><tr><td>1</td></tr></table>", 1),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>', 0),
        (b"<svg>", 0),
        (b"{\\rtf1", 0),
        (b"PK\x03\x04", 0),
        (b"", 0),
        ("主题：MIME\n正文 <p>".encode(), 0),
        (b"Date: today\nplain mail\n", 0),
    ],
)
def test_sniff(data: bytes, score: int) -> None:
    assert web.sniff(data) == score


def test_cells_have_their_places() -> None:
    grid = only_grid("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>")
    assert grid.cells == (Cell("a", 0, 0, 2, 1), Cell("b", 0, 1), Cell("c", 1, 1))


def test_suffixes() -> None:
    assert {".html", ".htm", ".mht", ".mhtml"} <= web.SUFFIXES
