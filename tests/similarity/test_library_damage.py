"""A library that is missing, foreign, broken or of another version is told of and never used."""

from __future__ import annotations

import os
import pickle
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from auditor.config import Settings
from auditor.errors import LibraryError
from auditor.pipeline import audit
from auditor.similarity import library
from auditor.similarity.library_file import FILE_NAME, VERSION
from auditor.similarity.library_search import earlier
from tests import paper
from tests.similarity import shelf

USES: dict[str, Callable[[Path], object]] = {
    "entries": library.entries,
    "stats": library.stats,
    "check": library.check,
    "prepare": library.prepare,
    "earlier": lambda folder: earlier(folder, [shelf.table()]),
    "remove": lambda folder: library.remove(folder, ["甲.docx"]),
    "add": lambda folder: library.add(folder, shelf.digest(9), shelf.document("新.docx")),
}
every_use = pytest.mark.parametrize("use", USES.values(), ids=USES)


def standing(tmp_path: Path) -> Path:
    return shelf.filled(tmp_path / "库", shelf.document("甲.docx", shelf.table(), shelf.table(shelf.BUSES, 2)))


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as connection:
        connection.execute(statement)


def refused(folder: Path, use: Callable[[Path], object]) -> str:
    before = (folder / FILE_NAME).read_bytes() if (folder / FILE_NAME).is_file() else None
    with pytest.raises(LibraryError) as caught:
        use(folder)
    assert caught.value.advice
    after = (folder / FILE_NAME).read_bytes() if (folder / FILE_NAME).is_file() else None
    assert after == before
    return caught.value.reason


@every_use
def test_another_version(tmp_path: Path, use: Callable[[Path], object]) -> None:
    folder = standing(tmp_path)
    change(folder, f"PRAGMA user_version={VERSION + 1}")
    assert "另一个版本" in refused(folder, use)


@pytest.mark.parametrize(("version", "advice"), [(VERSION + 1, "升级"), (VERSION - 1, "重建")])
def test_a_newer_and_an_older_version_need_different_things(tmp_path: Path, version: int, advice: str) -> None:
    folder = standing(tmp_path)
    change(folder, f"PRAGMA user_version={version}")
    with pytest.raises(LibraryError) as caught:
        library.check(folder)
    assert advice in caught.value.advice


@every_use
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip file", b"SQLite format 3\x00"], ids=["empty", "zip", "head"])
def test_what_is_no_database(tmp_path: Path, use: Callable[[Path], object], content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert "已损坏" in refused(tmp_path, use)


@every_use
def test_a_database_of_another_program(tmp_path: Path, use: Callable[[Path], object]) -> None:
    change(tmp_path, "CREATE TABLE document (sha256 TEXT)")
    assert "不是本程序的指标库" in refused(tmp_path, use)


@pytest.mark.parametrize("use", [USES[name] for name in ("entries", "stats", "check", "earlier", "remove", "add")])
def test_no_library(tmp_path: Path, use: Callable[[Path], object]) -> None:
    assert "没有指标库" in refused(tmp_path, use)
    assert "没有指标库" in refused(tmp_path / "没有", use)
    assert list(tmp_path.iterdir()) == []


@every_use
def test_a_log_without_its_library_is_not_taken_for_a_new_one(tmp_path: Path, use: Callable[[Path], object]) -> None:
    (tmp_path / f"{FILE_NAME}-wal").write_bytes(b"\x00" * 64)
    assert "不完整" in refused(tmp_path, use)


def test_a_place_that_cannot_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "库").write_text("一个文件", encoding="utf-8")
    with pytest.raises(LibraryError, match="库"):
        library.prepare(tmp_path / "库")
    assert (tmp_path / "库").read_text(encoding="utf-8") == "一个文件"


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_file_cut_off(tmp_path: Path, kept: float) -> None:
    folder = standing(tmp_path)
    data = (folder / FILE_NAME).read_bytes()
    (folder / FILE_NAME).write_bytes(data[: int(len(data) * kept)])
    assert "已损坏" in refused(folder, library.check)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE indicator SET value='≥9999盏' WHERE position=1",
        "DELETE FROM indicator WHERE goal_table=1 AND position=2",
        "UPDATE goal_table SET project='别的项目' WHERE id=1",
        "UPDATE goal_table SET year=2022",
    ],
)
def test_a_changed_table_is_noticed_when_it_is_used(tmp_path: Path, statement: str) -> None:
    folder = standing(tmp_path)
    change(folder, statement)
    assert "校验和不符" in refused(folder, USES["earlier"])


@pytest.mark.parametrize("statement", ["UPDATE document SET year=2022", "DELETE FROM goal_table WHERE id=2"])
def test_a_changed_list_of_documents_is_noticed_before_a_run(tmp_path: Path, statement: str) -> None:
    folder = standing(tmp_path)
    change(folder, statement)
    assert "“甲.docx”的校验和不符" in refused(folder, library.check)


def test_a_flipped_bit_is_told_or_harmless(tmp_path: Path) -> None:
    folder = standing(tmp_path)
    whole, data = seen(folder), (folder / FILE_NAME).read_bytes()
    chance, told = random.Random(7), 0
    for _ in range(150):
        place = chance.randrange(len(data))
        (folder / FILE_NAME).write_bytes(data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :])
        try:
            assert seen(folder) == whole, f"byte {place}"
        except LibraryError:
            told += 1
        for rest in folder.glob(f"{FILE_NAME}-*"):
            rest.unlink()
    assert told


def seen(folder: Path) -> object:
    library.check(folder)
    return library.entries(folder), library.stats(folder), earlier(folder, [shelf.table(), shelf.table(shelf.BUSES)])


def test_a_writer_that_dies_in_the_middle_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    folder = standing(tmp_path)
    whole = seen(folder)
    code = (
        "import os, sys; from pathlib import Path; from auditor.similarity import library_entries, library;"
        "from tests.similarity import shelf\n"
        "inner = library_entries._write_table\n"
        "def dying(connection, record, rows, total):\n"
        "    inner(connection, record, rows, total); os._exit(9)\n"
        "library_entries._write_table = dying\n"
        "library.add(Path(sys.argv[1]), shelf.digest(7), shelf.document('半.docx', shelf.table(), shelf.table()))"
    )
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=root, env={**os.environ, "PYTHONPATH": root})
    assert done.returncode == 9
    assert seen(folder) == whole
    assert library.add(folder, shelf.digest(7), shelf.document("半.docx"))


def test_a_making_that_was_broken_off_is_no_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(draft: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("auditor.similarity.library_file._publish", broken)
    with pytest.raises(LibraryError, match="无法在"):
        library.prepare(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_links_the_library_is_made_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(source: Path, target: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", no_links)
    assert library.prepare(tmp_path) == frozenset()
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_run_refuses_before_it_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = standing(tmp_path)
    change(folder, f"PRAGMA user_version={VERSION + 1}")
    monkeypatch.setattr("auditor.pipeline.gather", lambda paths: pytest.fail("read first"))
    with pytest.raises(LibraryError, match="另一个版本"):
        audit([paper.write(tmp_path, "水务.txt", paper.clean())], Settings(library=str(folder)))


def test_the_error_crosses_a_process_boundary() -> None:
    error = pickle.loads(pickle.dumps(LibraryError("库坏了", "请重建。")))
    assert str(error) == "库坏了。请重建。"
