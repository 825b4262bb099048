"""YAML is validated on load: an unknown key is an error that names the file and the line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest

from auditor.errors import ConfigError
from auditor.resources import data_dir, load_yaml


@dataclass(frozen=True)
class Inner:
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    text: str


@dataclass(frozen=True)
class Outer:
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    name: str
    share: float = 0.5
    items: tuple[Inner, ...] = ()


def _write(folder: Path, text: str) -> Path:
    path = folder / "文件.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_nested_data(tmp_path: Path) -> None:
    path = _write(tmp_path, "name: 灌溉\nitems:\n  - text: 渠道\n")
    assert load_yaml(path, Outer) == Outer("灌溉", 0.5, (Inner("渠道"),))


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("name: 灌溉\nshaer: 0.6\n", 2, "未知的配置项"),
        ("name: 灌溉\nitems:\n  - text: 渠道\n    txet: 机井\n", 4, "未知的配置项"),
        ("share: 0.6\n", 1, "缺少"),
        ("name: 灌溉\nshare: 很多\n", 2, "share"),
        ("name: 灌溉\nname: 渠道\n", 2, "重复"),
        ("name: [灌溉\nshare: 1\n", 2, "YAML"),
    ],
)
def test_refuses_wrong_data_with_its_line(tmp_path: Path, text: str, line: int, word: str) -> None:
    path = _write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_yaml(path, Outer)
    assert f"{path}:{line}" in caught.value.reason
    assert word in caught.value.reason
    assert caught.value.advice


def test_missing_file_and_wrong_encoding(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="读不出"):
        load_yaml(tmp_path / "没有.yaml", Outer)
    path = tmp_path / "国标.yaml"
    path.write_bytes("name: 灌溉\n".encode("gb18030"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_yaml(path, Outer)


def test_data_folders_are_found() -> None:
    assert (data_dir("rules") / "profiles" / "default.yaml").is_file()
    with pytest.raises(ConfigError, match="重新安装"):
        data_dir("没有的目录")
