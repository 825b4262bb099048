"""Choosing the format and writing whole files or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.discovery import modules
from auditor.errors import OutputError
from auditor.reports import formats, jsonl, save
from tests.reports import sample

ALL = {".csv", ".html", ".jsonl", ".xlsx"}


def test_every_module_is_a_format() -> None:
    assert set(formats()) == ALL
    assert len(modules("auditor.reports")) == len(ALL)


@pytest.mark.parametrize(
    ("name", "begin"), [("a.xlsx", b"PK"), ("a.HTML", b"<!DOCTYPE html>"), ("a.jsonl", b'{"code"'), ("a.csv", b"\xef\xbb\xbf")]
)
def test_the_suffix_chooses_the_format(tmp_path: Path, name: str, begin: bytes) -> None:
    assert save(sample.report(), tmp_path / name) == (tmp_path / name,)
    assert (tmp_path / name).read_bytes().lstrip().startswith(begin)


@pytest.mark.parametrize("make", [lambda folder: folder, lambda folder: f"{folder}/new/", lambda folder: folder / "new"])
def test_a_folder_gets_every_format(tmp_path: Path, make: object) -> None:
    written = save(sample.report(), make(tmp_path))  # type: ignore[operator]
    assert {path.name for path in written} == {f"疑点报告{suffix}" for suffix in ALL}
    assert all(path.stat().st_size for path in written)


def test_missing_folders_are_made(tmp_path: Path) -> None:
    save(sample.report(), tmp_path / "一" / "二" / "报告.jsonl")
    assert (tmp_path / "一" / "二" / "报告.jsonl").is_file()


def test_an_unknown_suffix_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        save(sample.report(), tmp_path / "报告.docx")
    assert "“.docx”" in caught.value.reason
    assert all(suffix in caught.value.advice for suffix in ALL)
    assert list(tmp_path.iterdir()) == []


def test_a_locked_file_is_told_and_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "报告.jsonl"
    target.write_text("旧", encoding="utf-8")

    def locked(self: Path, other: Path) -> Path:
        raise PermissionError(13, "in use", str(other))  # what Windows answers while Excel has the file open

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(OutputError, match=r"无法写入 .*报告\.jsonl.*请先关闭.*Excel.*再重试"):
        save(sample.report(), target)
    assert target.read_text(encoding="utf-8") == "旧"
    assert [path.name for path in tmp_path.iterdir()] == ["报告.jsonl"]


def test_a_report_that_fails_half_way_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "报告.jsonl"
    target.write_text("旧", encoding="utf-8")

    def half(report: object, path: Path) -> None:
        path.write_text("半", encoding="utf-8")
        raise RuntimeError

    monkeypatch.setattr(jsonl, "write", half)
    with pytest.raises(RuntimeError):
        save(sample.report(), target)
    assert target.read_text(encoding="utf-8") == "旧"
    assert [path.name for path in tmp_path.iterdir()] == ["报告.jsonl"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.html", "a.jsonl", "a.csv"])
def test_a_folder_that_is_a_file_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="请检查输出路径"):
        save(sample.report(), tmp_path / "x" / name)


def test_a_name_that_is_a_folder_is_written_into(tmp_path: Path) -> None:
    (tmp_path / "报告.xlsx").mkdir()
    written = save(sample.report(), tmp_path / "报告.xlsx")
    assert {path.parent.name for path in written} == {"报告.xlsx"}
