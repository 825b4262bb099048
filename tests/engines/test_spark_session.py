"""What is missing for Spark is told in Chinese, with what to install; these tests need no Spark."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from auditor.cli.app import build
from auditor.engines import _spark_session
from auditor.engines._spark_session import brief, session
from auditor.errors import ConfigError
from tests import paper


class Builder:
    """Stands for Spark's builder of sessions: chatters on stdout, then starts or fails."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.told: dict[str, str] = {}

    def appName(self, name: str) -> Builder:
        return self

    def config(self, key: str, value: str) -> Builder:
        self.told[key] = value
        return self

    def master(self, address: str) -> Builder:
        self.told["master"] = address
        return self

    def getOrCreate(self) -> Any:
        os.write(1, b"chatter of the JVM\n")
        if self.error is not None:
            raise self.error
        return SimpleNamespace(stop=lambda: None)


@pytest.fixture
def java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "jdk" / "bin" / "java"
    place.parent.mkdir(parents=True)
    place.touch(mode=0o755)
    monkeypatch.setenv("JAVA_HOME", str(place.parents[1]))
    monkeypatch.setenv("PYSPARK_PYTHON", "python")
    return place


def stand_in(monkeypatch: pytest.MonkeyPatch, builder: Builder) -> None:
    sql = SimpleNamespace(SparkSession=SimpleNamespace(getActiveSession=lambda: None, builder=builder))
    monkeypatch.setattr(_spark_session, "_pyspark", lambda: sql)


def opened(master: str) -> ConfigError:
    with pytest.raises(ConfigError) as error, session(master):
        pass
    return error.value


@pytest.mark.parametrize("name", ["pyarrow", "pyspark"])
def test_without_the_extra_the_command_says_what_to_install(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None if name == "pyarrow" else SimpleNamespace())  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, name, None)
    paper.write(tmp_path, "好.txt", paper.clean())
    done = CliRunner().invoke(build(), ["audit", str(tmp_path), "--engine", "spark", "--format", "jsonl"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"缺少 {name}" in done.stderr
    assert "pip install 'jixiao-auditor[spark]'" in done.stderr


def test_without_java_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in(monkeypatch, Builder())
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    error = opened("local[2]")
    assert error.reason.startswith("找不到 Java")
    assert "default-jre-headless" in error.advice


@pytest.mark.usefixtures("java")
def test_a_start_that_fails_names_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, Builder(RuntimeError("[JAVA_GATEWAY_EXITED] Java gateway process exited")))
    error = opened("spark://没有:7077")
    assert "JAVA_GATEWAY_EXITED" in error.reason
    assert "spark://没有:7077" in error.advice


@pytest.mark.usefixtures("java")
def test_what_the_jvm_prints_goes_to_stderr(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    builder = Builder()
    stand_in(monkeypatch, builder)
    with session("yarn"):
        os.write(1, b"data\n")
        assert builder.told == {"spark.ui.showConsoleProgress": "false", "master": "yarn"}
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("data\n", "chatter of the JVM\n")


@pytest.mark.usefixtures("java")
def test_on_one_machine_spark_starts_lightly(monkeypatch: pytest.MonkeyPatch) -> None:
    builder = Builder()
    stand_in(monkeypatch, builder)
    with session("local[2]"):
        assert builder.told["spark.ui.enabled"] == "false"
        assert "TieredStopAtLevel=1" in builder.told["spark.driver.extraJavaOptions"]


def test_of_a_long_error_the_line_that_says_something_is_shown() -> None:
    long = "Job aborted.\n  at org.apache.spark.Task.run(Task.scala:1)\nTraceback (most recent call last):\n" + (
        "  File \"worker.py\", line 1, in main\nModuleNotFoundError: No module named 'auditor'\n\n\tat org.apache.spark.api"
    )
    assert brief(RuntimeError(long)) == "RuntimeError: ModuleNotFoundError: No module named 'auditor'"
    assert brief(RuntimeError("no route to host\nat x")) == "RuntimeError: no route to host"
    assert (
        brief(RuntimeError("calling None.\n: java.io.IOException: no route")) == "RuntimeError: java.io.IOException: no route"
    )
    assert brief(RuntimeError()) == "RuntimeError: "
