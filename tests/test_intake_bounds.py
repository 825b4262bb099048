"""Bounds of intake: archives that inflate, folders without end, files that went away."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from auditor.errors import UnreadableError
from auditor.intake import Input, archives, gather, items, load, walk
from tests.readers.sheet_file import zip_of
from tests.test_intake import below, laid, troubles


def test_a_bomb_by_ratio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FROM", 100_000)
    laid(tmp_path, "弹.zip", data=zip_of({"甲.txt": b"0" * 1_000_000, "乙.txt": "乙"}))
    assert below(tmp_path, [tmp_path]) == ["弹.zip!/乙.txt"]
    ((source, reason, fatal),) = troubles(tmp_path)
    assert (source, fatal) == ("甲.txt", True)
    assert "过大" in reason


def test_a_bomb_by_the_sum_of_its_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_TOTAL", 1 << 30)
    data = bytearray(zip_of({"甲.txt": "甲", "乙.txt": "乙"}))
    for mark in (data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")):
        struct.pack_into("<I", data, mark + 24, 900 << 20)
    laid(tmp_path, "弹.zip", data=bytes(data))
    assert below(tmp_path, [tmp_path]) == []
    assert troubles(tmp_path) == [("弹.zip", "压缩包异常：解压后超过 1 GB", True)]


def test_more_bytes_than_allowed_are_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid(tmp_path, "材料.zip", data=zip_of({"甲.txt": b"0123456789" * 20}))
    with pytest.raises(UnreadableError, match="过大"), zipfile.ZipFile(tmp_path / "材料.zip") as archive:
        archives.read_member(archive, "甲.txt", limit=199)
    monkeypatch.setattr("auditor.intake.loading.MAX_FILE", 50)
    with pytest.raises(UnreadableError, match="过大"):
        load(Input("材料.zip", tmp_path / "材料.zip"))


def test_a_member_damaged_in_its_archive(tmp_path: Path) -> None:
    data = bytearray(zip_of({"甲.txt": b"0123456789" * 200}))
    data[40] ^= 0xFF
    laid(tmp_path, "材料.zip", data=bytes(data))
    (item,), _ = gather([tmp_path])
    with pytest.raises(UnreadableError, match="已损坏"):
        load(item)


def test_endlessly_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MAX_ITEMS", 3)
    laid(tmp_path, *(f"{number}.docx" for number in range(5)))
    assert below(tmp_path, [tmp_path]) == ["0.docx", "1.docx", "2.docx"]
    assert troubles(tmp_path) == [(tmp_path.name, "文件超过 3 个，其余未读取", True)]


def test_a_file_that_went_away(tmp_path: Path) -> None:
    for member in ((), ("甲.txt",), ("甲.zip", "乙.txt")):
        with pytest.raises(UnreadableError, match="找不到文件"):
            load(Input("无", tmp_path / "无", member))


def test_other_errors_of_the_disk() -> None:
    assert "系统错误 5" in items.disk_error(OSError(5, "io")).reason
