"""The engine that the settings name is the one that runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditor.cli.app import build
from auditor.config import Settings, load_settings
from auditor.engines import engine, local
from auditor.errors import ConfigError


def test_the_default_is_this_machine() -> None:
    assert engine(Settings()).func is local.run  # type: ignore[attr-defined]


def test_an_unknown_engine_is_told_with_those_that_exist() -> None:
    with pytest.raises(ConfigError, match="没有名为“hadoop”的运行方式") as error:
        engine(Settings(engine="hadoop"))
    assert "local" in error.value.advice


def test_the_engine_may_stand_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "auditor.toml"
    file.write_text('engine = "spark"\nmaster = "yarn"\n', encoding="utf-8")
    settings = load_settings(file=file)
    assert (settings.engine, settings.master) == ("spark", "yarn")


def test_an_address_without_spark_is_refused(tmp_path: Path) -> None:
    paper = tmp_path / "表.txt"
    paper.write_text("没有表格", encoding="utf-8")
    told = CliRunner().invoke(build(), ["audit", str(paper), "--format", "jsonl", "--master", "yarn"])
    assert told.exit_code == 2
    assert "--engine spark" in told.stderr


def test_what_all_workers_need_is_loaded_once_and_only_where_they_inherit_it(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[int] = []
    list(local.run(abs, [-1, -2], (), 2, lost=lambda item, loss: 0, prepare=lambda: loaded.append(1)))
    assert loaded == [1]
    monkeypatch.setattr("auditor.engines.local.inherits", lambda: False)
    list(local.run(abs, [-1], (), 1, lost=lambda item, loss: 0, prepare=lambda: loaded.append(2)))
    assert loaded == [1]
