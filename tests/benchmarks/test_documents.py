"""The documents of the benchmarks are read whole in every format, and no two of them say the same."""

from __future__ import annotations

from pathlib import Path

from auditor.pipeline import extract_all, was_read
from benchmarks import _documents


def test_a_round_of_all_formats_is_read_whole(tmp_path: Path) -> None:
    _documents.make(tmp_path, _documents.PER_ROUND)
    read = extract_all([tmp_path], jobs=1)
    assert [document.format for document in read] == ["docx", "pdf", "doc", "web", "xlsx", "xls", "ods", "txt", "docx", "txt"]
    assert was_read(read)
    assert all(document.unit_name and document.year for document in read)
    tables = [table for document in read for table in document.tables]
    assert all(table.project and len(table.rows) >= 4 for table in tables)
    assert {row.level1 for table in tables for row in table.rows} <= {"产出指标", "效益指标", "满意度指标", "成本指标"}


def test_the_same_number_gives_the_same_document_and_another_one_another(tmp_path: Path) -> None:
    for folder in ("一", "二"):
        _documents.make(tmp_path / folder, 20)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("一", "二"))
    assert one == two
    assert len(set(one.values())) == len(one)


def test_what_reading_would_give_is_what_reading_gives(tmp_path: Path) -> None:
    _documents.make(tmp_path, 1, formats=("html",))
    (read,) = extract_all([tmp_path], jobs=1)
    told = _documents.extraction(0)
    assert [[(row.level3, row.description, row.value, row.basis) for row in table.rows] for table in read.tables] == [
        [(row.level3, row.description, row.value, row.basis) for row in table.rows] for table in told.tables
    ]
    assert [table.unit_name for table in read.tables] == [table.unit_name for table in told.tables]
