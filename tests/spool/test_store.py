"""Records stand in the file whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from auditor.spool.record import packed
from auditor.spool.store import Store
from tests.spool import sample

FIRST = packed(0, "一" * 3, sample.EXTRACTION, (sample.FINDING,))
SECOND = packed(1, "", sample.UNREAD, ())


@contextmanager
def _store(path: Path) -> Iterator[Store]:
    with path.open("a+b", buffering=0) as file:
        yield Store(file)


def _written(path: Path) -> list[int]:
    """Write two records and return where each of them ends."""
    with _store(path) as store:
        return [(store.append(record), store.end)[1] for record in (FIRST, SECOND)]


def _found(path: Path) -> list[tuple[str, str]]:
    with _store(path) as store:
        return [(source, content) for source, content, _ in store.scan(0)]


def test_documents_and_findings_come_back(tmp_path: Path) -> None:
    _written(tmp_path / "库")
    with _store(tmp_path / "库") as store:
        (_, _, first), (_, _, second) = store.scan(0)
        found = store.extraction(first)
        assert found == sample.EXTRACTION
        assert found.tables[0].rows[1].level3 == "村民满意度"
        assert len(found.tables[1].rows) == 0
        assert store.findings(first, {}) == (sample.FINDING,)
        assert store.extraction(second) == sample.UNREAD
        assert store.findings(second, {}) == ()


def test_a_file_cut_anywhere_gives_the_records_before_the_cut(tmp_path: Path) -> None:
    first, second = _written(tmp_path / "库")
    data = (tmp_path / "库").read_bytes()
    assert len(data) == second
    for cut in range(len(data)):
        (tmp_path / "短").write_bytes(data[:cut])
        whole = [("水务.docx", "一" * 3)] if cut >= first else []
        assert _found(tmp_path / "短") == whole, cut


def test_any_changed_byte_is_noticed(tmp_path: Path) -> None:
    first, second = _written(tmp_path / "库")
    data = bytearray((tmp_path / "库").read_bytes())
    for place in range(first, second):
        data[place] ^= 0x20
        (tmp_path / "坏").write_bytes(data)
        assert _found(tmp_path / "坏") == [("水务.docx", "一" * 3)], place
        data[place] ^= 0x20


def test_what_follows_the_last_whole_record_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "库"
    first, _ = _written(path)
    path.write_bytes(path.read_bytes()[: first + 30])
    with path.open("a+b", buffering=0) as file:
        store = Store(file)
        assert [source for source, _, _ in store.scan(0)] == ["水务.docx"]
        file.truncate(store.end)
        assert store.extraction(store.append(SECOND)) == sample.UNREAD
    assert _found(path) == [("水务.docx", "一" * 3), ("锁住.pdf", "")]


def test_a_full_disk_spoils_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        """Takes half of what is written, then nothing more."""

        def __init__(self, file: object) -> None:
            self.file = file
            self.left = 100

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

        def write(self, data: memoryview) -> int:
            if not self.left:
                raise OSError(28, "No space left on device")
            taken, self.left = min(self.left, len(data)), 0
            return int(self.file.write(data[:taken]))  # type: ignore[attr-defined]

    path = tmp_path / "库"
    with path.open("a+b", buffering=0) as file:
        store = Store(file)
        store.append(FIRST)
        with pytest.raises(OSError, match="No space"):
            Store(Full(file), store.end).append(SECOND)  # type: ignore[arg-type]
    assert _found(path) == [("水务.docx", "一" * 3)]


def test_rows_are_read_when_asked_for_and_few_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.spool.store._MOST_ROWS", 3)
    with _store(tmp_path / "库") as store:
        slots = [store.append(FIRST) for _ in range(5)]
        tables = [store.extraction(slot).tables[0] for slot in slots]
        assert store._decoded == {}
        assert [table.rows for table in tables] == [sample.ROWS] * 5
        assert sum(map(len, store._decoded.values())) <= 3
        assert tables[0].rows[0] == sample.ROWS[0]
