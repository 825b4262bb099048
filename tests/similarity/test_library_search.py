"""A run receives from the library the tables that may be copies, and how many units use each row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.similarity.library_keys import masked, row_key, row_text, yearless
from auditor.similarity.library_likeness import related_units
from auditor.similarity.library_search import MOST_ALIKE, _is_related, earlier
from auditor.text.normalise import bare
from auditor.types.indicator import Indicator, IndicatorTable
from tests.similarity import shelf


def sources(folder: Path, *batch: IndicatorTable, **options: float) -> list[str]:
    return [table.source for table in earlier(folder, batch, **options).tables]


def test_tables_that_share_half_of_their_rows_are_found(tmp_path: Path) -> None:
    half = (*shelf.LAMPS[:1], ("巡查次数", "夜巡的次数", "96次"))
    third = (*shelf.LAMPS[:1], ("巡查次数", "夜巡的次数", "96次"), ("灯杆刷漆", "重新刷漆的灯杆", "300根"))
    folder = shelf.filled(
        tmp_path,
        shelf.document("一半.docx", shelf.table(half)),
        shelf.document("三分之一.docx", shelf.table(third)),
        shelf.document("不同.docx", shelf.table(shelf.BUSES)),
    )
    assert sources(folder, shelf.table()) == ["一半.docx"]
    assert sources(folder, shelf.table(), share=0.3) == ["一半.docx", "三分之一.docx"]


def test_numbers_places_and_punctuation_do_not_hide_a_row(tmp_path: Path) -> None:
    folder = shelf.filled(
        tmp_path, shelf.document("甲.docx", shelf.table((("改造泵站", "青禾县2023年改造的3座泵站。", "3座"),)))
    )
    assert sources(folder, shelf.table((("改造泵站", "云溪区2025年改造的12座泵站", "12座"),))) == ["甲.docx"]


def test_of_one_wording_only_some_units_are_loaded_but_always_the_own(tmp_path: Path) -> None:
    others = [shelf.document(f"{n}.docx", unit=f"第{n}中学") for n in range(MOST_ALIKE + 5)]
    twice = [shelf.document("重复.docx", unit="第0中学", year=2023)]
    own = [shelf.document(f"往年{year}.docx", unit="栖梧县城市管理局", year=year) for year in (2021, 2022)]
    folder = shelf.filled(tmp_path, *others, *twice, *own)
    found = sources(folder, replace(shelf.table(), unit_name="栖梧县城市管理局（本级）"))
    assert found == [f"{n}.docx" for n in range(MOST_ALIKE)] + ["往年2021.docx", "往年2022.docx"]


def test_spread_counts_units_and_not_copies(tmp_path: Path) -> None:
    folder = shelf.filled(
        tmp_path,
        shelf.document("甲.docx", shelf.table(), shelf.table(number=2)),
        shelf.document("乙.docx", year=2023),
        shelf.document("丙.docx", shelf.table(shelf.LAMPS[:1]), unit="云溪区城市管理局"),
    )
    spread = earlier(folder, [shelf.table()]).spread
    assert [spread[row_key(row) or 0] for row in shelf.table().rows] == [2, 1, 1]
    assert len(spread) == 3


def test_an_empty_batch_finds_nothing(tmp_path: Path) -> None:
    folder = shelf.filled(tmp_path, shelf.document("甲.docx", shelf.table(())), shelf.document("乙.docx"))
    found = earlier(folder, [])
    assert (found.tables, dict(found.spread)) == ((), {})


#: What row_key gave when version 1 of the library was settled.
KEY = -4835438710965487281


def test_keys_are_those_of_the_libraries_on_disk() -> None:
    """Where this fails, libraries of clerks have gone blind: raise library_file.VERSION, then mend the number here."""
    row = Indicator(1, level3="改造泵站", description="青禾县2023年改造的3座泵站（含2座新建）。")
    assert row_text(row) == "改造泵站\t@#年改造的#座泵站含#座新建"
    assert row_key(row) == KEY
    assert row_key(Indicator(1, value="≥98%")) is None


@pytest.mark.parametrize(
    ("unit", "related"),
    [("栖梧县城市管理局（本级）", True), ("栖梧县", True), ("栖梧县城市管理局", True), ("栖梧县教育局", False), ("", True)],
)
def test_units_that_belong_to_the_batch(unit: str, related: bool) -> None:
    batch = sorted(["栖梧县城市管理局", "青禾县水务局", "临沅市"])
    assert _is_related(bare(unit), batch, frozenset(batch)) is related
    assert any(related_units(unit, other) for other in batch) is related


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年12月底前", "#年12月底前"),
        ("2024—2026年", "#—#年"),
        ("2025-12-31", "#-12-31"),
        ("2024元", "2024元"),
        ("2050-3000元", "2050-3000元"),
        ("12024年", "12024年"),
        (">=95 %", "≥95%"),
    ],
)
def test_only_years_are_taken_out_of_values(text: str, expected: str) -> None:
    assert yearless(text) == expected


def test_all_numbers_are_masked_in_names() -> None:
    assert masked("冀财社〔2023〕88号 城乡低保") == "冀财社#号城乡低保"
