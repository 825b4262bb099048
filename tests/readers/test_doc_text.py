"""The text of .doc files built byte by byte: pieces, fields, tracked changes, lists."""

from __future__ import annotations

import struct

from auditor.readers import doc
from auditor.readers._doc_fib import Region
from auditor.readers._doc_fkp import Runs
from auditor.readers._doc_lists import parse_lists
from auditor.readers._doc_paragraphs import Layout, Properties
from auditor.readers._list_numbers import List
from tests.readers.word_file import (
    DELETED,
    Para,
    modifier,
    word_file,
)


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

    def test_symbol_in_a_font_of_its_own(self) -> None:
        sign = modifier(0x6A09, struct.pack("<HH", 0, 0xF0B3))
        assert self.paragraphs(Para("(", chars=sign), Para("98%\r")) == ["≥98%"]

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
