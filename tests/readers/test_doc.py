"""The .doc reader: a file that LibreOffice wrote, files built byte by byte, and files that cannot be read."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import pytest

from auditor.errors import UnreadableError
from auditor.readers import doc
from auditor.readers._doc_fib import Region
from auditor.readers._doc_fkp import Runs
from auditor.readers._doc_lists import parse_lists
from auditor.readers._doc_paragraphs import Layout, Properties
from auditor.readers._list_numbers import List
from auditor.types.grid import Document, Grid, Paragraph
from tests.readers.word_file import (
    DELETED,
    IN_TABLE,
    ROW_END,
    Para,
    container,
    define,
    depth,
    modifier,
    row,
    word_file,
    word_streams,
)

SAMPLE = Path(__file__).parents[1] / "documents" / "doc" / "sample.doc"


def grid_of(paragraphs: list[Para], **options: object) -> Grid:
    (grid,) = doc.read(word_file(paragraphs, **options), "a.doc").grids
    return grid


def spans(grid: Grid) -> list[tuple[str, int, int, int, int]]:
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


def cells(*texts: str) -> list[Para]:
    return [Para(text + "\x07", IN_TABLE) for text in texts]


@pytest.fixture(scope="module")
def sample() -> Document:
    return doc.read(SAMPLE.read_bytes(), "青禾.doc")


class TestSample:
    def test_source_and_format(self, sample: Document) -> None:
        assert (sample.source, sample.format, sample.troubles) == ("青禾.doc", "doc", ())

    def test_order_of_blocks(self, sample: Document) -> None:
        kinds = [block.number if isinstance(block, Grid) else block.text for block in sample.blocks]
        assert kinds == [
            "青禾县水务站2024年单位预算公开", "本单位网址：青禾水务，共3人。", "修订前后：新的说法。", "不低于≥90%，生僻字𠮷。",
            "1、乡村饮水管护绩效目标表", 1, "2、灌渠清淤", 2, "3、套在表里的表", 3, 4, "4、修订删行", 5,
            "1.供水", "2.排水", 6,
            "文本框在此：", "完。", "框内文字",
        ]  # fmt: skip

    def test_heading(self, sample: Document) -> None:
        assert [p.text for p in sample.paragraphs if p.heading] == ["青禾县水务站2024年单位预算公开"]

    def test_merged_cells(self, sample: Document) -> None:
        grid = next(iter(sample.grids))
        assert (grid.rows, grid.columns, grid.certain) == (5, 4, True)
        assert spans(grid)[4:] == [
            ("产出指标", 1, 0, 3, 1), ("数量指标", 1, 1, 2, 1), ("管护水井", 1, 2, 1, 1), ("≥42眼", 1, 3, 1, 1),
            ("巡检\n次数", 2, 2, 1, 1), ("12次/年", 2, 3, 1, 1),
            ("时效指标", 3, 1, 1, 1), ("维修及时率", 3, 2, 1, 1), ("100%\n（全年）", 3, 3, 1, 1),
            ("备注：井名另附", 4, 0, 1, 4),
        ]  # fmt: skip

    def test_rows_with_other_borders(self, sample: Document) -> None:
        grid = list(sample.grids)[1]
        assert grid.columns == 4
        assert spans(grid) == [
            ("第1行第1格", 0, 0, 1, 2), ("第1行第2格", 0, 2, 1, 1), ("第1行第3格", 0, 3, 1, 1),
            ("第2行第1格", 1, 0, 1, 1), ("第2行第2格", 1, 1, 1, 2), ("第2行第3格", 1, 3, 1, 1),
        ]  # fmt: skip

    def test_nested_table_is_a_grid_of_its_own(self, sample: Document) -> None:
        outer, inner = list(sample.grids)[2:4]
        assert [c.text.split() for c in outer.cells] == [["外表左格"], ["外表右格", "内表之后"]]
        assert spans(inner) == [("内表标题", 0, 0, 1, 2), ("内10", 1, 0, 1, 1), ("内11", 1, 1, 1, 1)]

    def test_numbers_that_word_counts(self, sample: Document) -> None:
        assert list(sample.grids)[5].cells[1].text == "一、保水质\n（1）查水源\n（2）修管网\n二、保水量"

    def test_deleted_row(self, sample: Document) -> None:
        assert [c.text for c in list(sample.grids)[4].cells] == ["甲0", "甲1", "丙0", "丙1"]


class TestText:
    def paragraphs(self, *paragraphs: Para, **options: object) -> list[str]:
        return [p.text for p in doc.read(word_file(list(paragraphs), **options), "a.doc").paragraphs]

    def test_pieces_out_of_order_and_of_both_widths(self) -> None:
        found = self.paragraphs(Para("云溪区\r"), Para("95% \x96 fin\r"), Para("水利所\r"), compressed=(1,))
        assert found == ["云溪区", "95% – fin", "水利所"]

    def test_fields_keep_the_result_only(self) -> None:
        assert self.paragraphs(Para("共\x13 =SUM(\x13 REF a \x141\x15) \x14三\x15项\r")) == ["共三项"]

    def test_field_without_result(self) -> None:
        assert self.paragraphs(Para("甲\x13 TC x \x15乙\r")) == ["甲乙"]

    def test_field_mark_without_partner_swallows_nothing(self) -> None:
        assert self.paragraphs(Para("甲\x13乙\r"), Para("丙\r")) == ["甲乙", "丙"]
        assert self.paragraphs(Para("甲\x14乙\x15\r"), Para("丙\r")) == ["甲乙", "丙"]

    def test_special_characters(self) -> None:
        assert self.paragraphs(Para("图\x01\x08注\x02 A\x1eB\x1fC 上\x0b下\r")) == ["图注 A-BC 上\n下"]

    def test_deleted_and_hidden_text(self) -> None:
        hidden = modifier(0x083C, b"\1")
        assert self.paragraphs(Para("旧", chars=DELETED), Para("新"), Para("密", chars=hidden), Para("文\r")) == ["新文"]

    def test_modifier_in_the_piece_of_a_fast_save(self) -> None:
        short = 0x41 << 1 | 1 << 8
        found = self.paragraphs(Para("删"), Para("去"), Para("留\r"), prm={0: short, 1: 1}, clx_modifiers=(DELETED,))
        assert found == ["留"]

    def test_symbol_font_code_in_the_text(self) -> None:
        assert self.paragraphs(Para("\uf0b398%\r")) == ["≥98%"]

    def test_surrogate_pair_in_one_piece(self) -> None:
        assert self.paragraphs(Para("𠮷庆\x07".replace("\x07", "\r"))) == ["𠮷庆"]

    def test_text_box_comes_last(self) -> None:
        assert self.paragraphs(Para("正文\r"), Para("框内\r"), box=3) == ["正文", "框内"]

    def test_heading_by_style_and_by_outline_level(self) -> None:
        outline = modifier(0x2640, b"\0")
        found = doc.read(word_file([Para("一\r", style=2), Para("二\r", outline), Para("三\r")]), "a.doc")
        assert [p.heading for p in found.paragraphs] == [True, True, False]


class TestLists:
    """Lists as Word stores them, with starts and formats that a paragraph's list overrides."""

    @staticmethod
    def level(start: int, code: int, template: str, follow: int = 0) -> bytes:
        text = template.encode("utf-16-le")
        return (
            struct.pack("<iBB9xB8xBBBx", start, code, 0, follow, 2, 2, 0) + bytes(4) + struct.pack("<H", len(template)) + text
        )

    def lists(self) -> tuple[List, ...]:
        simple = self.level(1, 0, "\0.")
        heads = struct.pack("<H", 1) + struct.pack("<i4x18xBx", 77, 1)
        names = struct.pack("<I", 3) + b"".join(struct.pack("<i8xB3x", 77, changes) for changes in (0, 1, 1))
        names += struct.pack("<I", 0)
        names += struct.pack("<IiI", 0, 5, 0x10)
        names += struct.pack("<IiI", 0, 0, 0x30) + self.level(3, 39, "（\0）", 2)
        table = b"x" * 8 + heads + simple + names
        first, second = Region(8, len(heads)), Region(8 + len(heads) + len(simple), len(names))
        return parse_lists(table, first, second)

    def test_start_and_format_overridden(self) -> None:
        layout = Layout(Runs((), (), ()), (), self.lists())
        labels = [layout.label(Properties(listing=number)) for number in (1, 1, 2, 3, 0, 4)]
        assert labels == ["1.", "2.", "5.", "（三）", "", ""]

    def test_damaged_lists_cost_no_text(self) -> None:
        assert parse_lists(b"\xff" * 40, Region(0, 20), Region(20, 20)) == ()


class TestTables:
    def test_vertical_and_horizontal_merges(self) -> None:
        grid = grid_of(
            [
                *cells("甲", "乙", "并入"), Para("\x07", row([0, 900, 1800, 2700], [0x60, 1, 2])),
                *cells("不显示", "丙", "丁"), Para("\x07", row([0, 900, 1800, 2700], [0x20, 0, 0])),
            ]
        )  # fmt: skip
        assert spans(grid) == [("甲", 0, 0, 2, 1), ("乙", 0, 1, 1, 2), ("丙", 1, 1, 1, 1), ("丁", 1, 2, 1, 1)]

    def test_horizontal_merge_as_the_specification_numbers_it(self) -> None:
        grid = grid_of([*cells("甲", "", "乙"), Para("\x07", row([0, 900, 1800, 2700], [2, 1, 0]))])
        assert spans(grid) == [("甲", 0, 0, 1, 2), ("乙", 0, 2, 1, 1)]

    def test_continued_cell_without_one_above_stays(self) -> None:
        grid = grid_of([*cells("甲", "乙"), Para("\x07", row([0, 900, 1800], [0x20, 0]))])
        assert spans(grid) == [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1)]

    def test_borders_dragged_by_hand_are_one(self) -> None:
        grid = grid_of(
            [*cells("甲", "乙"), Para("\x07", row([0, 900, 1800])), *cells("丙", "丁"), Para("\x07", row([-40, 980, 1790]))]
        )
        assert (grid.columns, [c.column for c in grid.cells]) == (2, [0, 1, 0, 1])

    def test_narrow_column_of_its_own_is_kept(self) -> None:
        grid = grid_of([*cells("甲", "窄", "乙"), Para("\x07", row([0, 900, 1000, 1800]))])
        assert [(c.text, c.column) for c in grid.cells] == [("甲", 0), ("窄", 1), ("乙", 2)]

    def test_row_without_definition_gets_equal_cells(self) -> None:
        grid = grid_of(
            [*cells("甲", "乙", "丙"), Para("\x07", row([0, 600, 1200, 1800])), *cells("子", "丑"), Para("\x07", ROW_END)]
        )
        assert spans(grid)[3:] == [("子", 1, 0, 1, 2), ("丑", 1, 2, 1, 2)]

    def test_row_without_definition_takes_that_of_a_row_with_as_many_cells(self) -> None:
        grid = grid_of([*cells("甲", "乙"), Para("\x07", row([0, 300, 1800])), *cells("子", "丑"), Para("\x07", ROW_END)])
        assert (grid.columns, [c.column for c in grid.cells]) == (2, [0, 1, 0, 1])

    def test_definition_edited_afterwards(self) -> None:
        base = row([0, 900, 1800])
        insert = modifier(0x7621, struct.pack("<BBH", 1, 1, 900))
        merge = modifier(0x5624, bytes([1, 3]))
        grid = grid_of(
            [
                *cells("甲", "新", "乙"), Para("\x07", base + insert),
                *cells("丙", "丁", "藏"), Para("\x07", base + insert + merge),
                *cells("末"), Para("\x07", base + modifier(0x5622, bytes([0, 1]))),
            ]
        )  # fmt: skip
        assert spans(grid) == [
            ("甲", 0, 0, 1, 1), ("新", 0, 1, 1, 1), ("乙", 0, 2, 1, 1),
            ("丙", 1, 0, 1, 1), ("丁", 1, 1, 1, 2), ("末", 2, 0, 1, 1),
        ]  # fmt: skip

    def test_vertical_merge_set_afterwards(self) -> None:
        first, second = modifier(0xD62B, b"\2\0\3"), modifier(0xD62B, b"\2\0\1")
        grid = grid_of([*cells("甲"), Para("\x07", row([0, 900]) + first), *cells(""), Para("\x07", row([0, 900]) + second)])
        assert spans(grid) == [("甲", 0, 0, 2, 1)]

    def test_definition_kept_in_the_data_stream(self) -> None:
        body = row([0, 300, 1800])[len(ROW_END) :]
        huge = modifier(0x6646, struct.pack("<I", 64))
        data = bytes(64) + struct.pack("<H", len(body)) + body
        grid = grid_of(
            [*cells("子", "丑"), Para("\x07", ROW_END + huge), *cells("横"), Para("\x07", row([300, 1800]))], data=data
        )
        assert spans(grid) == [("子", 0, 0, 1, 1), ("丑", 0, 1, 1, 1), ("横", 1, 1, 1, 1)]

    def test_nested_table_by_depth(self) -> None:
        inner_end = depth(2) + modifier(0x244B, b"\1") + modifier(0x244C, b"\1") + row([0, 500, 1000])[len(ROW_END) :]
        inner_cell = depth(2) + modifier(0x244B, b"\1")
        found = doc.read(
            word_file(
                [
                    Para("外\r", depth(1)), Para("内甲\r", inner_cell), Para("内乙\r", inner_cell), Para("\r", inner_end),
                    Para("后\x07", depth(1)), Para("\x07", row([0, 2000])), Para("毕\r"),
                ]
            ),
            "a.doc",
        )  # fmt: skip
        outer, inner, last = found.blocks
        assert isinstance(outer, Grid)
        assert isinstance(inner, Grid)
        assert (outer.number, [c.text for c in outer.cells]) == (1, ["外\n后"])
        assert (inner.number, spans(inner)) == (2, [("内甲", 0, 0, 1, 1), ("内乙", 0, 1, 1, 1)])
        assert last == Paragraph("毕")

    def test_paragraphs_of_a_cell_are_lines(self) -> None:
        grid = grid_of([Para("一\r", IN_TABLE), Para("二\x07", IN_TABLE), Para("\x07", row([0, 900]))])
        assert [c.text for c in grid.cells] == ["一\n二"]

    def test_tabs_changed_before_the_definition(self) -> None:
        tabs = modifier(0xC615, bytes([255, 1]) + bytes(4) + bytes([1]) + bytes(3))
        body = struct.pack("<B2h", 1, 0, 900)
        grid = grid_of([*cells("甲"), Para("\x07", ROW_END + tabs + define(body))])
        assert spans(grid) == [("甲", 0, 0, 1, 1)]

    def test_row_cut_off_at_the_end_of_the_file(self) -> None:
        assert [c.text for c in grid_of(cells("甲", "乙")).cells] == ["甲", "乙"]


class TestRefusals:
    def reason(self, data: bytes) -> str:
        with pytest.raises(UnreadableError) as caught:
            doc.read(data, "a.doc")
        assert caught.value.advice
        return caught.value.reason

    def test_encrypted(self) -> None:
        assert self.reason(word_file([Para("甲\r")], flags=0x0300)) == "文档设有打开密码"

    @pytest.mark.parametrize(("ident", "version"), [(0xA5DC, 0x65), (0xA5EC, 0x68)])
    def test_word_95(self, ident: int, version: int) -> None:
        assert self.reason(word_file([Para("甲\r")], ident=ident, version=version)) == "文件是 Word 6.0/95 的旧格式"

    def test_rtf(self) -> None:
        data = b"{\\rtf1\\ansi hello}"
        assert doc.sniff(data) == 1
        assert self.reason(data) == "文件其实是 RTF 格式"

    def test_another_program(self) -> None:
        data = container({"Workbook": bytes(5000)})
        assert doc.sniff(data) == 0
        assert self.reason(data) == "文件里没有 Word 正文"

    def test_not_a_container(self) -> None:
        assert doc.sniff(b"<html>") == 0
        assert self.reason(b"<html>") == "文件不是 Word 97-2003 文档"

    @pytest.mark.parametrize("size", [0, 8, 511, 600, 2048, 5000, 9000])
    def test_truncated(self, size: int) -> None:
        assert self.reason(SAMPLE.read_bytes()[:size])

    def test_table_stream_missing(self) -> None:
        streams = word_streams([Para("甲\r")])
        assert self.reason(container({"WordDocument": streams["WordDocument"]})) == "文档已损坏或没有传完整"

    def test_text_cut_off_is_told(self) -> None:
        streams = word_streams([Para("甲乙丙丁\r"), Para("留\r")])
        size = 4096
        stream = streams["WordDocument"].ljust(size - 4, b"\0") + "丙丁".encode("utf-16-le")
        table = bytearray(streams["1Table"])
        struct.pack_into("<I", table, 5 + 12 + 2, size - 4)  # the first piece: all but two characters past the end
        document = doc.read(container({"WordDocument": stream, "1Table": bytes(table)}), "a.doc")
        assert [p.text for p in document.paragraphs] == ["丙丁留"]
        assert [(t.reason, t.fatal) for t in document.troubles] == [("文档已损坏，部分文字或表格没有读出", False)]

    def test_piece_table_with_impossible_positions(self) -> None:
        streams = word_streams([Para("甲\r"), Para("乙\r")])
        table = bytearray(streams["1Table"])
        struct.pack_into("<I", table, 9, 1 << 30)
        assert self.reason(container({**streams, "1Table": bytes(table)})) == "文档的文字索引已损坏"

    def test_sniff_of_a_word_document(self) -> None:
        assert doc.sniff(SAMPLE.read_bytes()) == 2

    @pytest.mark.parametrize("step", [3, 7, 11])
    def test_any_damage_is_told_or_survived(self, step: int) -> None:
        """Whatever bytes are wrong, the reader either reads or refuses; nothing else may come out of it."""
        good = SAMPLE.read_bytes()
        for at in range(512 + step, len(good), 977 * step):
            bad = bytearray(good)
            bad[at : at + 16] = bytes(255 - b for b in bad[at : at + 16])
            with contextlib.suppress(UnreadableError):
                assert doc.read(bytes(bad), "a.doc").format == "doc"
