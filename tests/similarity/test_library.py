"""Documents come into the library once, go out by name or hash, and are counted by unit and year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.errors import LibraryError
from auditor.similarity import library
from auditor.similarity.library import Holding
from auditor.similarity.library_entries import Entry
from auditor.similarity.library_search import earlier
from tests.similarity import shelf


def test_a_document_is_listed_as_it_was_added(tmp_path: Path) -> None:
    folder = shelf.filled(tmp_path / "库", shelf.document("2024/城管.docx", shelf.table(), shelf.table(shelf.BUSES, 2)))
    assert library.entries(folder) == (
        Entry(shelf.digest(1), "2024/城管.docx", "青禾县城市管理局", 2024, shelf.ADDED, tables=2, rows=6),
    )


def test_the_same_bytes_are_added_once(tmp_path: Path) -> None:
    folder = shelf.filled(tmp_path, shelf.document("甲.docx"))
    before = (library.entries(folder), library.stats(folder))
    assert not library.add(folder, shelf.digest(1), shelf.document("换了名字.docx", shelf.table(shelf.BUSES)))
    assert (library.entries(folder), library.stats(folder)) == before
    assert library.prepare(folder) == {shelf.digest(1)}


def test_the_day_of_adding_is_today_by_default(tmp_path: Path) -> None:
    library.prepare(tmp_path)
    library.add(tmp_path, shelf.digest(1), shelf.document("甲.docx"))
    assert library.entries(tmp_path)[0].added[:2] == "20"
    assert library.entries(tmp_path)[0].added[10] == "T"


def test_tables_come_back_as_they_went_in(tmp_path: Path) -> None:
    document = shelf.document("甲.docx", shelf.table(), shelf.table(shelf.BUSES, 2, "校车安全运营"))
    folder = shelf.filled(tmp_path, document)
    told = {"source": "甲.docx", "unit_name": "青禾县城市管理局", "year": 2024}
    assert earlier(folder, document.tables).tables == tuple(replace(table, **told) for table in document.tables)


def test_a_table_keeps_its_own_unit_and_year(tmp_path: Path) -> None:
    own = replace(shelf.table(), unit_name="青禾县路灯管理所", year=2023)
    folder = shelf.filled(tmp_path, shelf.document("甲.docx", own))
    (found,) = earlier(folder, [own]).tables
    assert (found.unit_name, found.year) == ("青禾县路灯管理所", 2023)
    assert library.stats(folder) == (Holding("青禾县路灯管理所", 2023, 1, 1, 3),)


def test_text_that_is_no_unicode_does_not_stop_the_adding(tmp_path: Path) -> None:
    half = shelf.table((("路灯\ud83d", "夜里\x00亮", "≥98%"), *shelf.LAMPS[1:]))
    folder = shelf.filled(tmp_path, shelf.document("甲\udc80.docx", half))
    assert library.entries(folder)[0].source == "甲?.docx"
    assert earlier(folder, [half]).tables[0].rows[0].level3 == "路灯?"
    assert earlier(folder, [half]).tables[0].rows[0].description == "夜里\x00亮"


def test_stats_by_unit_and_year(tmp_path: Path) -> None:
    folder = shelf.filled(
        tmp_path,
        shelf.document("甲.docx", shelf.table(), shelf.table(shelf.BUSES, 2)),
        shelf.document("乙.docx", shelf.table(shelf.BUSES)),
        shelf.document("丙.docx", shelf.table(shelf.BUSES[:1]), year=2023),
        shelf.document("丁.docx", shelf.table(()), unit="云溪区教育局", year=None),
    )
    assert library.stats(folder) == (
        Holding("云溪区教育局", None, 1, 1, 0),
        Holding("青禾县城市管理局", 2023, 1, 1, 1),
        Holding("青禾县城市管理局", 2024, 2, 3, 9),
    )


@pytest.mark.parametrize("name", ["2023/城管.docx", "城管.docx", shelf.digest(1), shelf.digest(1)[:8].upper()])
def test_remove_by_source_file_name_or_hash(tmp_path: Path, name: str) -> None:
    folder = shelf.filled(
        tmp_path, shelf.document("2023/城管.docx"), shelf.document("2023/教育.docx", shelf.table(shelf.BUSES))
    )
    assert [entry.source for entry in library.remove(folder, [name])] == ["2023/城管.docx"]
    assert [entry.source for entry in library.entries(folder)] == ["2023/教育.docx"]
    assert [table.rows[0].level3 for table in earlier(folder, [shelf.table(), shelf.table(shelf.BUSES)]).tables] == [
        "运营校车辆数"
    ]
    assert library.add(folder, shelf.digest(1), shelf.document("2023/城管.docx"))


def test_a_name_removes_all_editions_and_a_hash_one(tmp_path: Path) -> None:
    editions = [shelf.document("城管.docx"), shelf.document("城管.docx", shelf.table(shelf.BUSES))]
    folder = shelf.filled(tmp_path / "甲", *editions)
    assert [entry.sha256 for entry in library.remove(folder, [shelf.digest(2)[:8]])] == [shelf.digest(2)]
    folder = shelf.filled(tmp_path / "乙", *editions)
    assert len(library.remove(folder, ["城管.docx"])) == 2
    assert library.entries(folder) == ()


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["没有.docx"], "没有.docx"),
        (["2023/城管.docx", "没有.docx"], "没有.docx"),
        (["城管.docx"], "2024/城管.docx"),
        (["00000"], "00000"),
        (["000000"], "不止一份"),
    ],
)
def test_a_name_in_doubt_removes_nothing(tmp_path: Path, names: list[str], told: str) -> None:
    folder = shelf.filled(
        tmp_path, shelf.document("2023/城管.docx"), shelf.document("2024/城管.docx", shelf.table(shelf.BUSES))
    )
    with pytest.raises(LibraryError, match=told) as caught:
        library.remove(folder, names)
    assert "没有移除任何文件" in caught.value.reason
    assert caught.value.advice
    assert [entry.source for entry in library.entries(folder)] == ["2023/城管.docx", "2024/城管.docx"]


def test_a_name_with_windows_folders_is_known(tmp_path: Path) -> None:
    folder = shelf.filled(tmp_path, shelf.document("材料\\2024\\城管.docx"))
    assert [entry.source for entry in library.remove(folder, ["城管.docx"])] == ["材料\\2024\\城管.docx"]
