"""Spark on two cores of this machine: the same findings as the local engine, byte for byte."""

from __future__ import annotations

import platform
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from auditor import pipeline
from auditor.config import Settings
from auditor.engines import _spark_session, local, spark
from auditor.errors import AuditorError, ConfigError
from auditor.intake import Input, gather
from auditor.types.finding import Report
from tests import paper, sparking
from tests.engines import deadly
from tests.sparking import MASTER, running  # noqa: F401  # a fixture

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpora" / "samples"
RULE = """code: QH101
name: 指标值用约数
check: forbidden-pattern
severity: warning
confidence: 0.9
message: 指标值“{value}”用了约数“{found}”
suggestion: 写出确数
why: 约数没有边界。
how: 写确数。
basis: ''
bad: {text: 120人左右}
good: {text: ≥120人}
options: {columns: [value], patterns: [左右, 大约]}
"""

pytestmark = [*sparking.NEEDED, pytest.mark.usefixtures("spark")]


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """Good documents, a broken one, one that cannot be unpacked, an office's own rule."""
    folder = tmp_path / "材料"
    folder.mkdir()
    rows = paper.changed(5, *paper.CLEAN[4][:4], "8600人左右", paper.CLEAN[4][5])
    for number in range(9):
        text = paper.table(f"管网改造{number}期", "改造管网，保障供水。", rows if number % 2 else paper.CLEAN)
        paper.write(folder, f"文件{number}.txt", text)
    (folder / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 8)
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.writestr("断.txt", paper.clean())
    damaged = (folder / "包.zip").read_bytes().replace("管网".encode(), "管道".encode(), 1)
    (folder / "包.zip").write_bytes(damaged)
    (tmp_path / "规则").mkdir()
    (tmp_path / "规则" / "QH101.yaml").write_text(RULE, encoding="utf-8")
    return folder


def own(batch: Path, **more: object) -> Settings:
    return Settings(rules=(str(batch.parent / "规则"),), **more)  # type: ignore[arg-type]


def both(paths: list[Path], settings: Settings) -> tuple[Report, Report]:
    return pipeline.audit(paths, settings), pipeline.audit(paths, replace(settings, engine="spark", master=MASTER))


def names(folder: Path, *names: str) -> tuple[Input, ...]:
    for name in names:
        paper.write(folder, f"{name}.txt", paper.clean())
    found = {Path(item.source).stem: item for item in gather([folder])[0]}
    return tuple(found[name] for name in names)


def told(item: Input, loss: local.Loss) -> str:
    return f"{Path(item.source).stem}：{loss.name}"


def test_documents_of_every_kind_give_the_same_report_in_the_same_order(batch: Path) -> None:
    here, there = both([SAMPLES, batch], own(batch))
    assert there == here
    assert [item.source for item in there.documents] == [item.source for item in here.documents]
    told = {(item.code, Path(item.source).name) for item in there.findings}
    assert {("QH101", "文件1.txt"), ("EX901", "坏.docx"), ("EX901", "断.txt")} <= told


def test_a_document_that_ends_its_process_or_never_ends_is_told_as_ever(batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "finish", deadly.finish)
    for name in ("死.txt", "慢.txt"):
        paper.write(batch, name, paper.clean())
    here, there = both([batch], own(batch, time_limit=10.0))
    assert there == here
    reasons = {Path(item.source).name: item.message for item in there.findings if item.code == "EX901"}
    assert "进程意外终止" in reasons["死.txt"]
    assert "读取超时（超过 10 秒）" in reasons["慢.txt"]
    assert sum(bool(document.tables) for document in there.documents) == 9


def test_stdout_carries_the_same_bytes_and_nothing_of_spark(batch: Path) -> None:
    def printed(*options: str) -> bytes:
        command = [sys.executable, "-m", "auditor", "audit", str(SAMPLES), str(batch), "--format", "jsonl", *options]
        done = subprocess.run(command, capture_output=True, cwd=batch.parent, check=False)
        assert done.returncode == 2, done.stderr.decode()  # two documents could not be read
        return done.stdout

    (batch.parent / "auditor.toml").write_text('rules = ["规则"]\n', encoding="utf-8")
    here = printed()
    assert b"QH101" in here
    assert printed("--engine", "spark", "--master", MASTER) == here


def test_the_bytes_travel_and_the_workers_open_no_file(tmp_path: Path) -> None:
    items = names(tmp_path, "甲", "乙")
    assert [opened for _, opened in spark.run(deadly.outside, items, lost=told, master=MASTER)] == [False, False]


def test_what_cannot_travel_stays_here_and_keeps_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = names(tmp_path, "甲", "大", "乙")
    items[1].path.write_bytes(b" " * 10_000)
    monkeypatch.setattr(spark, "_WAVE_BYTES", 9_000)
    found = list(spark.run(deadly.outside, items, lost=told, master=MASTER))
    assert [(Path(source).stem, opened) for source, opened in found] == [("甲", False), ("大", True), ("乙", False)]


@pytest.mark.parametrize("limit", [{"_WAVE_PER_CORE": 1}, {"_WAVE_BYTES": 2_000}])
def test_many_waves_keep_the_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: dict[str, int]) -> None:
    order = [f"第{number}份" for number in (5, 3, 8, 1, 2, 9, 4)]
    items = names(tmp_path, *order)
    for name, value in limit.items():
        monkeypatch.setattr(spark, name, value)
    seen: list[tuple[int, int, str]] = []
    found = list(spark.run(deadly.outside, items, (), 0, lambda *args: seen.append(args), lost=told, master=MASTER))
    assert [Path(source).stem for source, _ in found] == order
    assert seen == [(done, 7, item.source) for done, item in enumerate(items, start=1)]


def test_a_dead_worker_loses_only_the_document_that_kills_it(tmp_path: Path) -> None:
    items = names(tmp_path, "甲", "死", "乙", "一次")
    found = list(spark.run(deadly.kill_the_worker, items, (tmp_path / "记号",), lost=told, master=MASTER))
    assert [Path(source).stem for source in found] == ["甲", "死：DIED", "乙", "一次"]


def test_what_the_function_raises_is_raised_here(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError, match="甲"):
        list(spark.run(deadly.fail, names(tmp_path, "甲"), lost=told, master=MASTER))


def test_rules_that_the_workers_cannot_reach_are_told_before_any_document_travels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_spark_session, "identity", lambda settings: "这里有规则")
    settings = Settings(rules=(str(tmp_path / "没有"),))
    with pytest.raises(ConfigError, match="找不到规则目录") as error:
        list(spark.run(deadly.fail, names(tmp_path, "甲"), (settings,), lost=told, master=MASTER))
    assert "同一路径" in error.value.advice


def test_no_documents_need_no_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "session", lambda master: pytest.fail("started"))
    assert list(spark.run(deadly.outside, (), lost=told)) == []


def test_workers_with_another_program_or_other_rules_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_spark_session, "identity", lambda settings: "另一版")
    with pytest.raises(ConfigError, match="与本机不同") as error:
        list(spark.run(deadly.outside, names(tmp_path, "甲"), lost=told, master=MASTER))
    assert platform.node() in error.value.reason
    assert "同一个环境" in error.value.advice


def test_an_interrupted_run_tries_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def cancelled(session: object, work: object, wave: list[Input]) -> None:
        tried.append(len(wave))
        raise RuntimeError("Job cancelled")

    monkeypatch.setattr(spark, "_job", cancelled)
    ended = threading.Event()
    ended.set()
    with pytest.raises(RuntimeError, match="cancelled"):
        spark._away(None, None, [Input("甲", Path(), data=b"")] * 3, ended)  # type: ignore[arg-type]
    assert tried == [3]


def test_a_lost_connection_is_told_instead_of_every_document_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "_job", lambda *_: 1 // 0)
    stopped = SimpleNamespace(
        sparkContext=SimpleNamespace(_jsc=SimpleNamespace(sc=lambda: SimpleNamespace(isStopped=lambda: True)))
    )
    with pytest.raises(AuditorError, match="与 Spark 的连接中断"):
        spark._away(stopped, None, [Input("甲", Path(), data=b"")] * 3, threading.Event())  # type: ignore[arg-type]
