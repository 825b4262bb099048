"""The reader of .csv and .tsv: separators, quotes, encodings, and text that only looks like a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import UnreadableError
from auditor.readers import _sheet, delimited
from auditor.types.grid import Cell, Document
from tests.readers.sheet_file import texts

ROWS = "一级指标,三级指标,指标值\n产出指标,村道养护里程,≥120公里\n效益指标,群众满意度,≥90%\n"
GRID = [["一级指标", "三级指标", "指标值"], ["产出指标", "村道养护里程", "≥120公里"], ["效益指标", "群众满意度", "≥90%"]]
SEEDS = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds"


def read(text: str | bytes) -> Document:
    return delimited.read(text.encode() if isinstance(text, str) else text, "青禾县/指标.csv")


def rows_of(text: str | bytes) -> list[list[str | None]]:
    return texts(next(read(text).grids))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_separators(encoding: str, delimiter: str) -> None:
    data = ROWS.replace(",", delimiter).replace("\n", "\r\n").encode(encoding)
    assert delimited.sniff(data) == 1
    assert rows_of(data) == GRID


def test_cells_know_row_column_and_line() -> None:
    document = read('题\n\n"甲\r\n乙",值\n丙,1\n')
    (grid,) = document.grids
    assert grid.cells == (
        Cell("题", 0, 0, line=1),
        Cell("甲\n乙", 2, 0, line=3),
        Cell("值", 2, 1, line=3),
        Cell("丙", 3, 0, line=5),
        Cell("1", 3, 1, line=5),
    )
    assert (grid.rows, grid.columns, grid.number, grid.sheet) == (4, 2, 1, None)
    assert (document.source, document.format, document.troubles) == ("青禾县/指标.csv", "delimited", ())


def test_quotes_hold_separators_and_doubled_quotes() -> None:
    assert rows_of('a,"b,c","d ""e"" f"\ng,h,i\n') == [["a", "b,c", 'd "e" f'], ["g", "h", "i"]]


def test_the_separator_that_excel_states_wins() -> None:
    assert delimited.sniff(b"sep=;\r\n1,5\r\n") == 1
    document = read("sep=;\r\n1,5;2,5\r\n3,5;4,5\r\n")
    assert texts(next(document.grids)) == [["1,5", "2,5"], ["3,5", "4,5"]]
    assert [cell.line for cell in next(document.grids).cells] == [2, 2, 3, 3]


def test_codes_that_excel_keeps_as_text_and_trailing_tabs() -> None:
    assert rows_of('项目编码,名称\n="00120",甲\n00121\t,乙\n') == [["项目编码", "名称"], ["00120", "甲"], ["00121", "乙"]]


def test_titles_above_the_table_do_not_hide_its_separator() -> None:
    text = "青禾县民政局绩效目标表\n金额单位：万元\n" + ROWS
    assert delimited.sniff(text.encode()) == 1
    assert rows_of(text)[0] == ["青禾县民政局绩效目标表", None, None]
    assert rows_of(text)[2:] == GRID


def test_the_separator_that_cuts_evenly_is_taken_not_the_frequent_one() -> None:
    text = "名称;说明\n甲;a,b,c,d\n乙;e\n丙;f,g\n"
    assert rows_of(text) == [["名称", "说明"], ["甲", "a,b,c,d"], ["乙", "e"], ["丙", "f,g"]]


def test_a_quote_never_closed_is_text() -> None:
    text = 'a,b\n"c,d\n' + "e,f\n" * 300
    assert rows_of(text)[:3] == [["a", "b"], ['"c', "d"], ["e", "f"]]
    assert len(rows_of(text)) == 302


def test_one_column_is_still_a_grid() -> None:
    assert rows_of("甲\n乙\n") == [["甲"], ["乙"]]


class TestSniff:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            " \n\n",
            "一行文字\n另一行文字\n",
            "只有一行,两列\n",
            "第一段，有逗号，没有列。\n第二段。\n",
            "Dear all, hello\nplain line\nanother line\nthe end, really\n",
            "\t一级指标\n\t二级指标\n\n\t产出指标\n\t数量指标\n",
            "正文\n\n\t序号\n\t名称\n\n\t1\n\t甲\n\n\t2\n\t乙\n",
            "<table><tr><td>a,b</td></tr>\n<tr><td>c,d</td></tr>",
            '{"a": 1,\n"b": 2}',
        ],
    )
    def test_text_that_is_no_table_is_left_to_others(self, text: str) -> None:
        assert delimited.sniff(text.encode()) == 0

    @pytest.mark.parametrize("data", [b"PK\x03\x04,\n,", b"\xd0\xcf\x11\xe0" * 40, bytes(range(256)) * 8])
    def test_binary_files_are_left_to_others(self, data: bytes) -> None:
        assert delimited.sniff(data) == 0

    def test_a_long_file_is_judged_by_its_beginning(self) -> None:
        assert delimited.sniff(("指标,值\n" * 20000).encode("gb18030")) == 1

    @pytest.mark.skipif(not SEEDS.is_dir(), reason="样例文本不在旁边的 shared 目录中")
    def test_text_dumps_of_word_documents_are_left_to_others(self) -> None:
        scores = {path.name: delimited.sniff(path.read_bytes()) for path in SEEDS.glob("*.txt")}
        assert set(scores.values()) == {0}


class TestBadInput:
    def test_binary_data(self) -> None:
        with pytest.raises(UnreadableError) as caught:
            read(bytes(range(256)) * 40)
        assert caught.value.reason == "不是文本文件，或文字编码无法识别"
        assert caught.value.advice

    def test_a_blank_file_says_so(self) -> None:
        document = read(" \n,,\n")
        assert document.blocks == ()
        assert [(trouble.reason, trouble.fatal) for trouble in document.troubles] == [("文件里没有文字", True)]

    def test_characters_that_cannot_be_decoded_are_told(self) -> None:
        data = ("指标,值\n" * 300).encode("gb18030") + b"\xff,x\n"
        assert [trouble.reason for trouble in read(data).troubles] == ["有 1 处字符无法识别"]

    def test_a_field_without_end_is_refused(self) -> None:
        with pytest.raises(UnreadableError, match="某一格长得不合常理"):
            read("a,b\n" + "x" * 200_000 + ",c\n")

    def test_too_large_a_file_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(delimited, "MAX_SIZE", 1024 * 1024)
        with pytest.raises(UnreadableError, match="文件过大（超过 1 MB）"):
            read(b"a,b\n" * 300_000)

    def test_a_table_over_budget_is_cut_and_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_sheet.Budget.__init__, "__defaults__", (4, 1000))
        document = read("a,b\nc,d\ne,f\n")
        assert texts(next(document.grids)) == [["a", "b"], ["c", "d"]]
        assert [(trouble.reason, trouble.sheet) for trouble in document.troubles] == [
            ("工作表“指标.csv”内容过多，只读取了前面的一部分", None)
        ]


def test_suffixes() -> None:
    assert {".csv", ".tsv"} <= delimited.SUFFIXES
