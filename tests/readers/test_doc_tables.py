"""The tables of .doc files built byte by byte: row definitions, merges, nesting."""

from __future__ import annotations

import struct

from auditor.readers import doc
from auditor.types.grid import Grid, Paragraph
from tests.readers.word_file import (
    IN_TABLE,
    ROW_END,
    Para,
    cells,
    define,
    depth,
    grid_of,
    modifier,
    row,
    spans,
    word_file,
)


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

    def test_widths_changed_and_cells_split_again(self) -> None:
        wider = modifier(0x7623, struct.pack("<BBh", 0, 1, 1200))
        split = modifier(0x5624, bytes([0, 2])) + modifier(0x5625, bytes([0, 2]))
        grid = grid_of(
            [
                *cells("甲", "乙"), Para("\x07", row([0, 600, 1200]) + split),
                *cells("丙", "丁"), Para("\x07", row([0, 600, 1200]) + wider),
            ]
        )  # fmt: skip
        assert spans(grid) == [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 1, 0, 1, 2), ("丁", 1, 2, 1, 1)]

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
