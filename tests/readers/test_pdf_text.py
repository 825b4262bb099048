"""The PDF reader on text: in cells, in paragraphs, in columns without borders."""

from __future__ import annotations

from typing import Any

from reportlab.pdfgen.canvas import Canvas

from tests.readers import pdf_file as draw
from tests.readers.pdf_file import only, read, spans, texts


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

    def test_goes_on_overleaf_between_header_and_footer(self) -> None:
        def page(rows: Any, step: float) -> draw.Draw:
            def drawn(c: Canvas) -> None:
                draw.text(c, 60, 30, "临沅市水务局预算公开")
                self.columns(c, rows, step)
                draw.text(c, 280, 800, "— 页脚 —")

            return drawn

        rest = (("", "河面清洁", "每日", ""), ("", "及时率", "100%", "合同"))
        first, second = read(page(self.ROWS, 20), page(rest, 25)).grids
        assert spans(first) == draw.plain(self.ROWS)
        assert spans(second) == draw.plain(rest)

    def test_label_with_its_text_right_above_a_table(self) -> None:
        def page(c: Canvas) -> None:
            draw.text(c, 60, 68, "绩效目标")
            draw.text(c, 160, 68, "1.管护好全县水井。\n2.及时维修。")
            self.columns(c)

        label, table = read(page).grids
        assert spans(label) == [("绩效目标", 0, 0, 1, 1), ("1.管护好全县水井。\n2.及时维修。", 0, 1, 1, 1)]
        assert table.cells[0].text == "项目"

    def test_title_between_two_tables_ends_the_first(self) -> None:
        def page(c: Canvas) -> None:
            self.columns(c)
            draw.text(c, 60, 230, "2、河道清淤工程项目")
            c.translate(0, -160)
            self.columns(c)

        assert texts(read(page)) == [1, "2、河道清淤工程项目", 2]

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
