"""Several programs use one library at once: readers see whole documents, writers wait for each other."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from auditor.errors import LibraryError
from auditor.similarity import library, library_file
from auditor.similarity.library_file import connected
from auditor.similarity.library_search import earlier
from tests.similarity import shelf

COUNT = 12


def put(folder: Path, number: int) -> bool:
    return library.add(
        folder, shelf.digest(number), shelf.document(f"{number}.docx", shelf.table(), shelf.table(shelf.BUSES, 2))
    )


def test_readers_see_whole_documents_while_a_writer_adds(tmp_path: Path) -> None:
    library.prepare(tmp_path)
    done = threading.Event()

    def read() -> list[int]:
        seen = []
        while not done.is_set() or not seen:
            entries = library.entries(tmp_path)  # proves every checksum
            tables = earlier(tmp_path, [shelf.table(), shelf.table(shelf.BUSES)]).tables
            assert all(entry.tables == 2 for entry in entries)
            assert len(tables) % 2 == 0
            seen.append(len(entries))
        return seen

    def write() -> None:
        try:
            for number in range(COUNT):
                put(tmp_path, number)
        finally:
            done.set()

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        pool.submit(write).result()
        for reader in readers:
            assert reader.result() == sorted(reader.result())
    assert len(library.entries(tmp_path)) == COUNT


def test_a_reader_goes_on_with_what_it_began(tmp_path: Path) -> None:
    shelf.filled(tmp_path, shelf.document("甲.docx"))
    with connected(tmp_path) as connection:
        assert connection.execute("SELECT COUNT(*) FROM document").fetchone() == (1,)
        put(tmp_path, 2)
        library.remove(tmp_path, ["甲.docx"])
        assert connection.execute("SELECT source FROM document").fetchall() == [("甲.docx",)]
    assert [entry.source for entry in library.entries(tmp_path)] == ["2.docx"]


def test_a_reader_cannot_change_anything(tmp_path: Path) -> None:
    shelf.filled(tmp_path, shelf.document("甲.docx"))
    with pytest.raises(LibraryError), connected(tmp_path) as connection:
        connection.execute("DELETE FROM document")
    assert len(library.entries(tmp_path)) == 1


def test_writers_wait_for_each_other_and_the_same_bytes_enter_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(library.prepare, [tmp_path / "库"] * 4))
        added = list(pool.map(put, [tmp_path / "库"] * 16, list(range(8)) * 2))
    assert made == [frozenset()] * 4
    assert sum(added) == 8
    assert sorted(entry.source for entry in library.entries(tmp_path / "库")) == [f"{number}.docx" for number in range(8)]


def test_a_writer_that_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.filled(tmp_path, shelf.document("甲.docx"))
    monkeypatch.setattr(library_file, "PATIENCE", 0.05)
    with connected(tmp_path, write=True), pytest.raises(LibraryError, match="正被另一个程序写入"):
        put(tmp_path, 2)
    assert put(tmp_path, 2)


def test_what_fails_inside_leaves_nothing_behind(tmp_path: Path) -> None:
    shelf.filled(tmp_path, shelf.document("甲.docx"))
    with pytest.raises(ZeroDivisionError):
        _fail_inside(tmp_path)
    assert [entry.source for entry in library.entries(tmp_path)] == ["甲.docx"]


def _fail_inside(folder: Path) -> None:
    with connected(folder, write=True) as connection:
        connection.execute("DELETE FROM document")
        raise ZeroDivisionError
