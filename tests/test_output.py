"""Whole files or none."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.errors import OutputError
from auditor.output import atomic, output_error


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with atomic(target) as draft:
        draft.write_text("新", encoding="utf-8")
        assert draft.parent == tmp_path
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "新"
    assert list(tmp_path.iterdir()) == [target]


def test_an_error_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail() -> None:
        with atomic(tmp_path / "a.txt") as draft:
            draft.write_text("半", encoding="utf-8")
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("旧", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with atomic(tmp_path / "link") as draft:
        draft.write_text("新", encoding="utf-8")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8") == "新"


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_the_file_has_the_rights_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("", encoding="utf-8")
    with atomic(tmp_path / "a.txt") as draft:
        draft.write_text("", encoding="utf-8")
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_long_chinese_name_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("报" * 80 + ".txt")
    with atomic(target) as draft:
        draft.write_text("x", encoding="utf-8")
    assert target.is_file()


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    def write() -> None:
        with atomic(tmp_path) as draft:
            draft.write_text("x", encoding="utf-8")

    with pytest.raises(OutputError, match="文件夹"):
        write()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "x"), "请先关闭正在打开它的 Excel 或 WPS"),
        (OSError(errno.ENOSPC, "x"), "磁盘空间不足"),
        (NotADirectoryError(errno.ENOTDIR, "x"), "请检查输出路径"),
        (OSError(errno.EIO, "坏盘"), "坏盘"),
    ],
)
def test_errors_say_what_to_do(error: OSError, words: str) -> None:
    assert words in str(output_error(Path("报告.xlsx"), error))


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_leaves_early_is_no_error() -> None:
    code = "from auditor.output import print_lines; print_lines('行' * 100 for _ in range(20000))"
    reading, writing = os.pipe()
    with subprocess.Popen([sys.executable, "-c", code], stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        assert os.read(reading, 30).decode("utf-8").startswith("行")
        os.close(reading)
        assert process.communicate(timeout=60)[1] == b""
        assert process.returncode == 0
