"""The .txt reader: rows and tables of text dumps by structure, plain paragraphs, pages."""

from __future__ import annotations

import pytest

from auditor.errors import UnreadableError
from auditor.readers import txt
from auditor.types.grid import Document, Grid
from tests.readers.sheet_file import outline, texts

HEAD = ["级别", "类别", "名称", "描述", "标准", "来源"]
FIRST = ["产出", "数量", "改造面积", "高标准农田面积", "≥300亩", "实施方案"]
SECOND = ["", "质量", "验收率", "合格地块占比", "100%", "验收单"]


def document(text: str) -> Document:
    return txt.read(text.encode(), "说明.txt")


def dump(*rows: list[str], end: str = "\n") -> str:
    """Return the rows as a dump writes them: a tab before each cell, a blank line after each row, one more at the end."""
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows) + end


def only_grid(text: str) -> Grid:
    (grid,) = document(text).grids
    return grid


def widths(grid: Grid) -> list[int]:
    """Return how many cells each row has."""
    return [sum(text is not None for text in line) for line in texts(grid)]


class TestTables:
    def test_rows_and_tables_between_paragraphs(self) -> None:
        text = "说明\n" + dump(["目标", "修好渠道"]) + "甲项目\n" + dump(HEAD, FIRST, SECOND) + "尾\n"
        found = document(text)
        assert outline(found) == ["说明", "grid 1: 目标", "甲项目", "grid 2: 级别", "尾"]
        assert texts(list(found.grids)[1]) == [HEAD, FIRST, SECOND]

    def test_places(self) -> None:
        found = document("说明\n\n甲\n" + dump(["目标", "修渠"]))
        assert [paragraph.line for paragraph in found.paragraphs] == [1, 3]
        grid = next(found.grids)
        assert [(item.text, item.line) for item in grid.cells] == [("目标", 4), ("修渠", 5)]
        assert grid.certain is False

    def test_two_tables_without_text_between_them(self) -> None:
        found = document(dump(["目标", "修渠"]) + dump(HEAD, FIRST))
        assert [texts(grid) for grid in found.grids] == [[["目标", "修渠"]], [HEAD, FIRST]]

    def test_rows_of_different_widths_are_one_table(self) -> None:
        rows = [
            ["编码", "01", "名称", "渠道"],
            ["规模", "预算数", "10", "其中", "10", "其他", ""],
            ["", "用途"],
            ["计划", "3月", "6月", "9月", "12月"],
        ]
        grid = only_grid(dump(*rows, ["", "25", "50", "75", "100"], ["目标", "修渠"]))
        assert (grid.rows, grid.columns) == (6, 7)
        assert texts(grid)[2] == ["", "用途", None, None, None, None, None]
        assert texts(grid)[5][:2] == ["目标", "修渠"]

    def test_a_header_over_a_table_of_the_width_that_it_leads_to(self) -> None:
        rows = [["编号", "单位", "年度"], ["序", "科目", "数", "收", "支"], [*"12345678"], [*"23456789"]]
        assert widths(only_grid(dump(*rows))) == [3, 5, 8, 8]

    def test_line_breaks_and_quotes_in_cells(self) -> None:
        text = dump(["目标", '1.修渠\t\t\n"2.护岸"\t'], HEAD, ["产出", "数量", "改造\n面积", "面\n积", "≥3亩", "方案"])
        grid = only_grid(text)
        assert texts(grid)[0][:2] == ["目标", '1.修渠\n"2.护岸"']
        assert texts(grid)[2][2:4] == ["改造\n面积", "面\n积"]

    def test_no_space_after_the_last_row(self) -> None:
        assert texts(only_grid(dump(HEAD, FIRST, end="").rstrip("\n"))) == [HEAD, FIRST]

    def test_a_cell_with_an_empty_first_line(self) -> None:
        assert texts(only_grid(dump(["目标", " \n1.修渠"], ["甲", "乙"]))) == [["目标", "1.修渠"], ["甲", "乙"]]


class TestBlankLinesInCells:
    def test_wide_gaps_inside_rows(self) -> None:
        rows = [[*row[:4], row[4] + "\n\n", row[5]] for row in (FIRST, SECOND, FIRST)]
        assert texts(only_grid("甲项目\n" + dump(HEAD, *rows) + "乙项目\n")) == [HEAD, FIRST, SECOND, FIRST]

    def test_a_single_blank_line_where_enough_rows_tell_the_width(self) -> None:
        broken = [*FIRST[:4], FIRST[4] + "\n", FIRST[5]]
        assert texts(only_grid(dump(HEAD, FIRST, SECOND, broken, SECOND))) == [HEAD, FIRST, SECOND, FIRST, SECOND]

    def test_two_broken_cells_in_a_row(self) -> None:
        broken = [FIRST[0] + "\n\n", *FIRST[1:4], FIRST[4] + "\n\n", FIRST[5]]
        assert texts(only_grid(dump(HEAD, broken, SECOND))) == [HEAD, FIRST, SECOND]

    def test_rows_that_break_into_equal_halves(self) -> None:
        broken = [[*row[:2], row[2] + "\n\n", *row[3:]] for row in (FIRST, SECOND, FIRST)]
        assert texts(only_grid(dump(HEAD, *broken))) == [HEAD, FIRST, SECOND, FIRST]

    def test_the_only_row_with_a_single_blank_line_before_a_whole_one(self) -> None:
        assert texts(only_grid(dump(HEAD, [*FIRST[:4], FIRST[4] + "\n", FIRST[5]], SECOND))) == [HEAD, FIRST, SECOND]

    def test_text_after_blank_lines_inside_many_cells(self) -> None:
        rows = [[*row[:2], f"{row[2]}\n\n续", *row[3:5], f"{row[5]}\n\n续"] for row in (FIRST, SECOND, FIRST)]
        assert texts(only_grid("甲项目\n" + dump(HEAD, *rows) + "尾\n")) == [HEAD, *rows]

    def test_text_goes_on_after_a_blank_line(self) -> None:
        text = (
            dump(["目标", "1.修渠\n\n2.护岸"], HEAD, [*FIRST[:3], "上\n\n下", *FIRST[4:]], SECOND)
            + "尾\n"
            + dump(["甲", "乙"])
            + "尾\n"
        )
        found = document(text)
        assert outline(found) == ["grid 1: 目标", "尾", "grid 2: 甲", "尾"]
        assert texts(next(found.grids))[0][:2] == ["目标", "1.修渠\n\n2.护岸"]
        assert texts(next(found.grids))[2] == [*FIRST[:3], "上\n\n下", *FIRST[4:]]

    def test_text_after_one_blank_line_where_the_dump_ends_its_tables_so(self) -> None:
        text = dump(HEAD, FIRST, end="") + "乙项目\n" + dump(HEAD, SECOND, end="") + "尾\n"
        assert outline(document(text)) == ["grid 1: 级别", "乙项目", "grid 2: 级别", "尾"]

    def test_narrow_rows_that_happen_to_add_up_stay_apart(self) -> None:
        head = [["规模", "预算", "1", "其中", "2", "其他", "3"]]
        rows = [["", "用途"], ["计划", "3月", "6月", "9月", "12月"], ["", "1", "2", "3", "4"]]
        assert widths(only_grid(dump(*head, *rows))) == [7, 2, 5, 5]

    def test_the_next_table_is_not_drawn_into_a_narrow_last_row(self) -> None:
        found = document(dump([*"abcdefgh"], ["目标", "修渠"]) + dump(HEAD, FIRST, SECOND))
        assert [(grid.rows, grid.columns) for grid in found.grids] == [(2, 8), (3, 6)]

    def test_a_trailing_blank_line_in_the_last_cell_does_not_end_the_table(self) -> None:
        assert texts(only_grid(dump(HEAD, [*FIRST[:5], "方案\n"], SECOND))) == [HEAD, [*FIRST[:5], "方案"], SECOND]


class TestText:
    def test_bookmarks_and_field_instructions_are_dropped(self) -> None:
        text = (
            "[bookmark: _Toc1][bookmark: _Toc2]一、预算\n"
            "1、修渠 TC 1、修渠 \\f C \\l 1 \n"
            'HYPERLINK \\l "_Toc9" 二、决算\tPAGEREF _Toc9 \\h 3\n'
            "REFORM 见 C:\\临时\n" + dump(["[bookmark: a]目标", "修渠"])
        )
        found = document(text)
        assert outline(found) == ["一、预算", "1、修渠", "二、决算 3", "REFORM 见 C:\\临时", "grid 1: 目标"]

    def test_the_blank_at_the_beginning_of_a_dump(self) -> None:
        assert texts(only_grid(" " + dump(["收支表"], ["甲", "乙"]))) == [["收支表", None], ["甲", "乙"]]

    def test_paragraphs_that_begin_with_a_tab_are_no_table(self) -> None:
        long = "为改善灌溉条件，本年计划整修干渠和支渠，并新建泵站三座。"
        assert outline(document(f"\t标题\n\n\t{long}\n\t{long}\n")) == ["标题", long, long]

    def test_windows_and_old_mac_line_ends(self) -> None:
        text = "甲\n" + dump(HEAD, FIRST)
        for end in ("\r\n", "\r"):
            found = document(text.replace("\n", end))
            assert texts(next(found.grids)) == [HEAD, FIRST]
            assert [item.text for item in found.paragraphs] == ["甲"]

    def test_the_mark_of_the_end_of_a_dos_file(self) -> None:
        assert outline(document("甲\n\x1a")) == ["甲"]


class TestPages:
    def test_a_blank_at_the_line_begin_marks_pages_where_the_file_begins_so(self) -> None:
        found = document(" 封面\n\n目录\n 第一页\n  缩进\n 第二页\n")
        assert [(item.text, item.page, item.line) for item in found.paragraphs] == [
            ("封面", 1, 1),
            ("目录", 1, 3),
            ("第一页", 2, 4),
            ("缩进", 2, 5),
            ("第二页", 3, 6),
        ]

    def test_form_feeds(self) -> None:
        assert [item.page for item in document("甲\n\f乙\n丙\n\f丁").paragraphs] == [1, 2, 2, 3]

    def test_no_pages_elsewhere(self) -> None:
        assert [item.page for item in document("甲\n 乙\n").paragraphs] == [None, None]
        assert [item.page for item in document(" 甲\n 乙\n" + dump(["一", "二"])).paragraphs] == [None, None]


class TestFiles:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
    def test_encodings(self, encoding: str) -> None:
        data = ("一级\n" + dump(HEAD, FIRST)).encode(encoding)
        assert txt.sniff(data) == 1
        assert texts(next(txt.read(data, "甲.txt").grids)) == [HEAD, FIRST]

    def test_sniffing(self) -> None:
        assert txt.sniff(b"") == 0
        assert txt.sniff(b" \n\t\n") == 0
        assert txt.sniff(b"%PDF-1.4\n\x00\x01\x02\x03\x04\x05") == 0
        assert txt.sniff(("渠" * 40000).encode()) == 1

    def test_no_text_and_no_encoding(self) -> None:
        (trouble,) = document("\n \n").troubles
        assert trouble.fatal
        with pytest.raises(UnreadableError) as caught:
            txt.read(bytes(range(256)) * 4, "甲.txt")
        assert "编码" in caught.value.reason

    def test_endless_text_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(txt, "MAX_LINES", 100)
        with pytest.raises(UnreadableError) as caught:
            document("\n" * 101)
        assert "过大" in caught.value.reason

    def test_lost_characters_are_told(self) -> None:
        body = "青禾县水利局\n".encode() * 100
        (trouble,) = txt.read(body + b"\xff\n" + body, "甲.txt").troubles
        assert "1 处" in trouble.reason
        assert not trouble.fatal
