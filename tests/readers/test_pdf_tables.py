"""The PDF reader on ruled tables: borders of every make, open sides, turned pages."""

from __future__ import annotations

from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.readers import pdf_file as draw
from tests.readers.pdf_file import CELLS, XS, YS, only, read, spans, texts


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
