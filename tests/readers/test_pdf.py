"""The PDF reader on files drawn for the purpose: borders of every make, open sides, columns without borders, bad files."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from auditor.errors import UnreadableError
from auditor.readers import _ocr
from auditor.readers import pdf as reader
from auditor.readers._pdf_raw import load_page, opened
from auditor.types.grid import Document, Grid, Paragraph
from tests.readers import pdf_file as draw

XS = [60, 140, 230, 330, 420]
YS = [100, 125, 150, 190, 215]
CELLS: list[draw.Spec] = [
    ("一级指标", 0, 0, 1, 1), ("二级指标", 0, 1, 1, 1), ("三级指标", 0, 2, 1, 1), ("指标值", 0, 3, 1, 1),
    ("产出指标", 1, 0, 2, 1), ("数量指标", 1, 1, 1, 1), ("管护水井", 1, 2, 1, 1), ("≥42眼", 1, 3, 1, 1),
    ("时效指标", 2, 1, 1, 1), ("维修及\n时率（当年）", 2, 2, 1, 1), ("100%", 2, 3, 1, 1),
    ("备注：井名另附", 3, 0, 1, 4),
]  # fmt: skip


def read(*pages: draw.Draw, **options: Any) -> Document:
    return reader.read(draw.pdf(*pages, **options), "a.pdf")


def only(document: Document) -> Grid:
    (grid,) = document.grids
    return grid


def spans(grid: Grid) -> list[draw.Spec]:
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


def texts(document: Document) -> list[str | int]:
    return [block.text if isinstance(block, Paragraph) else block.number for block in document.blocks]


class TestRuledTables:
    @pytest.mark.parametrize("rule", [draw.stroke, draw.fill, draw.dashes])
    def test_merged_and_wrapped_cells(self, rule: Any) -> None:
        grid = only(read(lambda c: draw.table(c, XS, YS, CELLS, rule)))
        assert spans(grid) == CELLS
        assert (grid.rows, grid.columns, grid.page, grid.certain) == (4, 4, 1, True)
        assert {cell.page for cell in grid.cells} == {1}

    def test_all_borders_in_one_path(self) -> None:
        def page(c: Canvas) -> None:
            c.grid(XS, [draw.HEIGHT - y for y in YS])
            draw.text(c, 65, 105, "甲")
            draw.text(c, 335, 195, "乙")

        grid = only(read(page))
        assert (grid.rows, grid.columns) == (4, 4)
        assert [(c.text, c.row, c.column) for c in grid.cells if c.text] == [("甲", 0, 0), ("乙", 3, 3)]

    def test_cells_stroked_as_rectangles(self) -> None:
        def page(c: Canvas) -> None:
            for i, value in enumerate("甲乙丙丁"):
                x, y = 60 + 80 * (i % 2), 100 + 30 * (i // 2)
                c.rect(x, draw.HEIGHT - y - 30, 80, 30)
                draw.text(c, x + 3, y + 3, value)

        assert spans(only(read(page))) == draw.plain(["甲乙", "丙丁"])

    def test_shading_is_no_border(self) -> None:
        def page(c: Canvas) -> None:
            c.setFillGray(0.9)
            c.rect(70, draw.HEIGHT - 120, 40, 15, stroke=0, fill=1)
            c.setFillGray(0)
            draw.table(c, XS[:3], YS[:3], draw.plain(["甲乙", "丙丁"]))

        assert spans(only(read(page))) == draw.plain(["甲乙", "丙丁"])

    def test_double_border_is_one(self) -> None:
        def page(c: Canvas) -> None:
            draw.table(c, XS[:3], YS[:3], draw.plain(["甲乙", "丙丁"]))
            draw.table(c, [x + 2 for x in XS[:3]], [y + 2 for y in YS[:3]], draw.plain([["", ""], ["", ""]]))

        assert spans(only(read(page))) == draw.plain(["甲乙", "丙丁"])

    def test_underlined_word_divides_no_cell(self) -> None:
        def page(c: Canvas) -> None:
            draw.table(c, [60, 160, 300], [100, 160, 190], draw.plain([["下划线", "乙"], ["丙", "丁"]]))
            draw.text(c, 63, 130, "其下")
            draw.stroke(c, 64, 115, 94, 115)

        assert spans(only(read(page)))[0] == ("下划线\n其下", 0, 0, 1, 1)

    @pytest.mark.parametrize("without", ["l", "r", "lr", "b", "t", "lrb"])
    def test_outer_borders_left_undrawn(self, without: str) -> None:
        grid = only(read(lambda c: draw.table(c, XS, YS, CELLS[:-1] + draw.plain(["甲乙丙丁"], 3), without=without)))
        assert spans(grid) == CELLS[:-1] + draw.plain(["甲乙丙丁"], 3)

    def test_narrow_title_row_leaves_no_cell_beside_it(self) -> None:
        cells = [("小标题", 0, 0, 1, 1), *draw.plain(["甲乙", "丙丁"], 1)]
        grid = only(read(lambda c: draw.table(c, XS[:3], YS[:4], cells)))
        assert spans(grid) == cells

    def test_tables_touching_only_by_a_paragraph(self) -> None:
        def page(c: Canvas) -> None:
            draw.text(c, 60, 60, "上文")
            draw.table(c, XS[:3], YS[:3], draw.plain(["甲乙", "丙丁"]))
            draw.text(c, 60, 160, "中文")
            draw.table(c, XS[:3], [y + 100 for y in YS[:3]], draw.plain(["子丑", "寅卯"]))
            draw.text(c, 60, 300, "下文")

        document = read(page)
        assert texts(document) == ["上文", 1, "中文", 2, "下文"]
        assert [spans(grid) for grid in document.grids] == [draw.plain(["甲乙", "丙丁"]), draw.plain(["子丑", "寅卯"])]

    def test_table_in_a_cell_of_another(self) -> None:
        def page(c: Canvas) -> None:
            draw.table(c, [60, 140, 400], [100, 220, 250], draw.plain([["外甲", "外乙"], ["外丙", "外丁"]]))
            draw.table(c, [160, 220, 280], [130, 155, 180], draw.plain(["子丑", "寅卯"]))

        outer, inner = read(page).grids
        assert spans(outer) == draw.plain([["外甲", "外乙"], ["外丙", "外丁"]])
        assert spans(inner) == draw.plain(["子丑", "寅卯"])

    def test_frame_round_text_is_no_table(self) -> None:
        def page(c: Canvas) -> None:
            c.rect(50, draw.HEIGHT - 200, 400, 150)
            draw.text(c, 60, 60, "框里的话")

        assert texts(read(page)) == ["框里的话"]

    def test_table_in_a_form(self) -> None:
        def page(c: Canvas) -> None:
            c.beginForm("form")
            draw.table(c, XS[:3], YS[:3], draw.plain(["甲乙", "丙丁"]))
            c.endForm()
            c.translate(40, -30)
            c.scale(0.8, 0.8)
            c.doForm("form")

        assert spans(only(read(page))) == draw.plain(["甲乙", "丙丁"])

    def test_blank_fragment_of_a_merged_cell_adds_no_row(self) -> None:
        cells = [("产出指标", 0, 0, 1, 1), ("", 1, 0, 1, 1), ("维修及时率", 0, 1, 2, 1)]
        grid = only(read(lambda c: draw.table(c, XS[:3], YS[:3], cells)))
        assert spans(grid) == [("产出指标", 0, 0, 1, 1), ("维修及时率", 0, 1, 1, 1)]

    def test_each_page_has_its_part(self) -> None:
        def page(c: Canvas) -> None:
            draw.table(c, XS[:3], YS[:3], draw.plain(["甲乙", "丙丁"]))

        assert [(grid.number, grid.page) for grid in read(page, page).grids] == [(1, 1), (2, 2)]


class TestTextInCells:
    def cell(self, write: draw.Draw) -> str:
        def page(c: Canvas) -> None:
            draw.table(c, [60, 200, 340], [100, 160, 190], draw.plain([["", "乙"], ["丙", "丁"]]))
            write(c)

        return only(read(page)).cells[0].text

    def test_drawn_twice_to_look_bold(self) -> None:
        def write(c: Canvas) -> None:
            for x in (63, 63.4):
                draw.text(c, x, 110, "加粗的字")

        assert self.cell(write) == "加粗的字"

    def test_each_character_drawn_twice(self) -> None:
        def write(c: Canvas) -> None:
            for i, sign in enumerate("加粗加粗"):
                draw.text(c, 63 + 10 * i, 110, sign)
                draw.text(c, 63.3 + 10 * i, 110, sign)

        assert self.cell(write) == "加粗加粗"

    def test_lines_written_out_of_order(self) -> None:
        def write(c: Canvas) -> None:
            draw.text(c, 63, 126, "下一行")
            draw.text(c, 113, 110, "右")
            draw.text(c, 63, 110, "上一行")

        assert self.cell(write) == "上一行 右\n下一行"

    def test_raised_sign_stays_in_its_line(self) -> None:
        def write(c: Canvas) -> None:
            draw.text(c, 63, 110, "40km")
            draw.text(c, 63 + c.stringWidth("40km", draw.FONT, 10), 108, "2", 6)

        assert self.cell(write) == "40km2"

    def test_small_punctuation_stays_in_its_line(self) -> None:
        assert self.cell(lambda c: draw.text(c, 63, 110, "一、二。三，四")) == "一、二。三，四"

    def test_blank_between_latin_words_only(self) -> None:
        assert self.cell(lambda c: draw.text(c, 63, 110, "GDP growth 增 长")) == "GDP growth增长"

    def test_text_that_runs_over_into_the_next_cell(self) -> None:
        def page(c: Canvas) -> None:
            draw.table(c, [60, 128, 340], [100, 130, 160], draw.plain([["很长很长的项目名称", ""], ["丙", "丁"]]))

        assert [c.text for c in only(read(page)).cells] == ["很长很长的项目名称", "", "丙", "丁"]


class TestTurnedPages:
    @pytest.mark.parametrize("quarters", [1, 2, 3])
    @pytest.mark.parametrize("flag", [True, False])
    def test_text_and_borders_turned(self, quarters: int, flag: bool) -> None:
        def page(c: Canvas) -> None:
            if flag:
                c.setPageRotation(90 * quarters)
            c.translate(*[(0, 0), (draw.WIDTH, 0), (draw.WIDTH, draw.HEIGHT), (0, draw.HEIGHT)][quarters])
            c.rotate(90 * quarters)
            draw.text(c, 60, 60, "标题在上")
            draw.table(c, XS, YS, CELLS)

        document = read(page)
        assert texts(document) == ["标题在上", 1]
        assert spans(only(document)) == CELLS


class TestParagraphs:
    def test_wrapped_lines_are_joined(self) -> None:
        def page(c: Canvas) -> None:
            draw.text(c, 80, 60, "本" * 43)
            draw.text(c, 60, 75, "续行到此为止。")
            draw.text(c, 80, 90, "新的一段。")

        assert texts(read(page)) == ["本" * 43 + "续行到此为止。", "新的一段。"]

    def test_item_after_a_full_line_begins_anew(self) -> None:
        def page(c: Canvas) -> None:
            draw.text(c, 60, 60, "1、" + "长" * 42)
            draw.text(c, 60, 75, "2、短")

        assert texts(read(page)) == ["1、" + "长" * 42, "2、短"]

    def test_title_over_two_lines(self) -> None:
        def page(c: Canvas) -> None:
            draw.text(c, 62, 60, "青禾县" * 9 + "甲", 16)
            draw.text(c, 222, 84, "项目绩效目标表", 16)
            draw.table(c, [60, 300, 512], [120, 150, 180], draw.plain(["甲乙", "丙丁"]))

        assert texts(read(page))[0] == "青禾县" * 9 + "甲项目绩效目标表"

    def test_repeated_header_and_page_numbers_are_left_out(self) -> None:
        def numbered(number: int) -> draw.Draw:
            def page(c: Canvas) -> None:
                draw.text(c, 60, 30, "临沅市水务局预算公开", 9)
                draw.text(c, 60, 200, f"第{'一二三四'[number]}段正文")
                draw.text(c, 280, 810, f"- {number + 1} -", 9)

            return page

        assert texts(read(*map(numbered, range(4)))) == [f"第{n}段正文" for n in "一二三四"]

    def test_repeated_title_in_large_type_stays(self) -> None:
        def page(c: Canvas) -> None:
            draw.text(c, 60, 30, "绩效目标表", 18)
            for y in range(200, 260, 15):
                draw.text(c, 60, y, "正文")

        assert [t for t in texts(read(page, page, page, page)) if t != "正文"] == ["绩效目标表"] * 4


class TestBorderless:
    ROWS = (
        ("项目", "指标名称", "指标值", "依据"),
        ("甲", "巡河里程", "320公里", "年度计划"),
        ("乙", "清淤长度", "12公里", "合同"),
        ("丙", "水质达标", "95%", "监测记录"),
        ("丁", "群众满意", "90%", "问卷"),
    )

    def columns(self, c: Canvas, rows: Any = ROWS, step: float = 20) -> None:
        for r, row in enumerate(rows):
            for x, value in zip((60, 160, 290, 400), row, strict=True):
                draw.text(c, x, 100 + step * r, value)

    def test_aligned_columns(self) -> None:
        def page(c: Canvas) -> None:
            draw.text(c, 60, 60, "表前的一段话。")
            self.columns(c)
            draw.text(c, 60, 300, "表后的一段话。")

        document = read(page)
        assert texts(document) == ["表前的一段话。", 1, "表后的一段话。"]
        assert spans(only(document)) == draw.plain(self.ROWS)
        assert only(document).certain is False

    def test_cells_over_two_lines_are_told_by_the_distance(self) -> None:
        def page(c: Canvas) -> None:
            for r, row in enumerate(self.ROWS):
                for x, value in zip((60, 160, 290, 400), row, strict=True):
                    draw.text(c, x, 100 + 34 * r, value if x != 160 else f"{value}的\n第二行")

        assert [c.text for c in only(read(page)).cells if c.column == 1] == [f"{row[1]}的\n第二行" for row in self.ROWS]

    def test_level_lines_separate_the_rows(self) -> None:
        def page(c: Canvas) -> None:
            for r, row in enumerate(self.ROWS):
                draw.stroke(c, 58, 98 + 30 * r, 500, 98 + 30 * r)
                for x, value in zip((60, 160, 290, 400), row, strict=True):
                    draw.text(c, x, 100 + 30 * r, value if x != 160 else f"{value}的\n第二行")
            draw.stroke(c, 58, 248, 500, 248)

        grid = only(read(page))
        assert (grid.rows, grid.columns) == (5, 4)
        assert grid.cells[5].text == "巡河里程的\n第二行"

    def test_prose_is_no_table(self) -> None:
        def page(c: Canvas) -> None:
            for y in range(100, 300, 15):
                draw.text(c, 60, y, "正文一行接着一行 没有分栏 " * 2)

        assert not list(read(page).grids)

    def test_scattered_words_are_no_table(self) -> None:
        def page(c: Canvas) -> None:
            for r in range(6):
                for k in range(3):
                    draw.text(c, 60 + 150 * k + 31 * ((r * (k + 2)) % 4), 100 + 18 * r, "散落")

        assert not list(read(page).grids)


def scan(c: Canvas) -> None:
    from PIL import Image

    c.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, draw.WIDTH, draw.HEIGHT)


class TestUnreadPages:
    @pytest.fixture(autouse=True)
    def _without_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_ocr, "available", lambda: False)

    def page(self, c: Canvas) -> None:
        draw.text(c, 60, 60, "有文字的一页")

    def test_scanned_pages_are_named_together(self) -> None:
        document = read(self.page, scan, scan, self.page, scan)
        (trouble,) = document.troubles
        assert (trouble.reason, trouble.page, trouble.fatal) == ("第2-3、5页是扫描件，没有文字层", 2, False)
        assert 'pip install "jixiao-auditor[ocr]"' in trouble.advice
        assert texts(document) == ["有文字的一页"] * 2

    def test_nothing_but_scans_is_fatal(self) -> None:
        document = read(scan)
        assert document.blocks == ()
        assert [(t.reason, t.fatal) for t in document.troubles] == [("第1页是扫描件，没有文字层", True)]

    def test_text_drawn_as_curves(self) -> None:
        def page(c: Canvas) -> None:
            for i in range(150):
                c.circle(60 + 5 * (i % 30), 700 - 20 * (i // 30), 6)

        (trouble,) = read(page).troubles
        assert trouble.reason == "第1页的文字已转成图形，没有文字层"

    def test_invisible_text_over_a_scan_is_read_with_a_warning(self) -> None:
        def page(c: Canvas) -> None:
            scan(c)
            words = c.beginText(60, 700)
            words.setFont(draw.FONT, 10)
            words.setTextRenderMode(3)
            words.textLine("识别程序留下来的文字，足有二十多个字符之多")
            c.drawText(words)

        document = read(page)
        assert texts(document) == ["识别程序留下来的文字，足有二十多个字符之多"]
        assert document.troubles[0].reason.startswith("第1页是扫描件，只带有识别时留下的文字")

    def test_recognised_page(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """With the extra the page's picture is read instead; its tables are not certain, and the user is told."""
        drawn = draw.pdf(lambda c: draw.table(c, XS, YS, CELLS))

        def recognise(_: Any, number: int) -> Any:
            with opened(drawn) as document:
                return replace(load_page(document, 1), number=number)

        monkeypatch.setattr(_ocr, "available", lambda: True)
        monkeypatch.setattr(_ocr, "recognise", recognise)
        document = read(self.page, scan)
        grid = only(document)
        assert (spans(grid), grid.page, grid.certain) == (CELLS, 2, False)
        assert [(t.reason, t.fatal) for t in document.troubles] == [("第2页没有文字层，内容由识别得来", False)]

    def test_failing_recognition_leaves_the_page_unread(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_ocr, "available", lambda: True)
        monkeypatch.setattr(_ocr, "recognise", lambda *_: 1 / 0)
        assert [t.reason for t in read(self.page, scan).troubles] == ["第2页是扫描件，没有文字层"]

    def test_logo_on_a_page_with_text_is_no_scan(self) -> None:
        def page(c: Canvas) -> None:
            scan(c)
            draw.text(c, 60, 60, "底图上面有二十多个看得见的文字，这一页不是扫描件")

        assert read(page).troubles == ()


class TestRefusals:
    def reason(self, data: bytes) -> str:
        with pytest.raises(UnreadableError) as caught:
            reader.read(data, "a.pdf")
        assert caught.value.advice
        return caught.value.reason

    def page(self, c: Canvas) -> None:
        draw.table(c, XS, YS, CELLS)

    def test_password_to_open(self) -> None:
        assert self.reason(draw.pdf(self.page, encrypt=StandardEncryption("user", "owner"))) == "PDF 设有打开密码"

    def test_password_to_change_only_is_read(self) -> None:
        assert spans(only(read(self.page, encrypt=StandardEncryption("", "owner", canCopy=0)))) == CELLS

    def test_not_a_pdf(self) -> None:
        assert reader.sniff(b"PK\3\4") == 0
        assert self.reason(b"PK\3\4") == "文件不是 PDF"

    def test_sniff(self) -> None:
        assert reader.sniff(b"\n\n" + draw.pdf(self.page)) == 2

    def test_truncated_to_nothing_usable(self) -> None:
        assert self.reason(draw.pdf(self.page)[:200]) == "PDF 已损坏或没有传完整"

    @pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
    def test_truncated_reads_or_refuses(self, share: float) -> None:
        data = draw.pdf(*[self.page] * 5)
        with contextlib.suppress(UnreadableError):
            document = reader.read(data[: int(len(data) * share)], "a.pdf")
            assert all(spans(grid) == CELLS for grid in document.grids)

    def test_broken_cross_reference_is_repaired(self) -> None:
        data = draw.pdf(self.page)
        at = data.rindex(b"startxref")
        assert spans(only(reader.read(data[:at] + b"startxref\n99999999\n%%EOF\n", "a.pdf"))) == CELLS

    def test_end_cut_off_is_told(self) -> None:
        data = draw.pdf(self.page)
        document = reader.read(data[: data.rindex(b"startxref")], "a.pdf")
        assert spans(only(document)) == CELLS
        assert [(t.reason, t.fatal) for t in document.troubles] == [("文件结尾缺失，读到的内容可能不完整", False)]

    def test_empty_page(self) -> None:
        assert self.reason(draw.pdf(lambda c: None)) == "PDF 里没有任何文字"

    def test_many_pages(self) -> None:
        document = read(*[lambda c: draw.text(c, 60, 200, "一页")] * 300)
        assert [p.page for p in document.paragraphs] == list(range(1, 301))
