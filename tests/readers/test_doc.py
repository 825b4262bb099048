"""The .doc reader on a file that LibreOffice wrote, and on files that cannot be read."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import pytest

from auditor.errors import UnreadableError
from auditor.readers import doc
from auditor.types.grid import Document, Grid
from tests.readers.word_file import (
    Para,
    container,
    spans,
    word_file,
    word_streams,
)

SAMPLE = Path(__file__).parents[1] / "documents" / "doc" / "sample.doc"


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
