"""A run that is ended in the middle, however it is ended: the same command goes on, with the findings of a whole run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests import paper

#: The program; each document read is told in a file, and one of them is never done while a mark stands there.
_CODE = """\
import os, signal, sys, time
from pathlib import Path
from auditor import pipeline
from auditor.spool import identity

# Whoever works on the program while the tests run does not disturb them.
identity._files = lambda settings: []
# A shell that runs the tests in the background has its children ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
own, seen = pipeline.read_document, Path(os.environ["SEEN"])

def slow(data, source):
    with seen.open("a", encoding="utf-8") as file:
        file.write(f"{source}\\t{os.getpid()}\\n")
    while source.endswith("三.txt") and seen.with_name("慢").exists():
        time.sleep(0.05)
    return own(data, source)

pipeline.read_document = slow
from auditor.__main__ import main
main()
"""
_FAULTY = ("产出指标", "质量指标", "管网试压合格率", "一次试压合格的管段占全部管段的比例", "≥98", "")
_JOURNAL = "报告.jsonl.未完成"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals of this kind")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder of documents, two of them in an archive, the third one slow; findings within and between them."""
    folder = tmp_path / "送审"
    folder.mkdir()
    rows = paper.changed(2, *_FAULTY)
    for number, name in enumerate("一二三四"):
        text = paper.table(f"管网改造{number}期", "改造管网，保障供水。", rows), paper.clean()
        paper.write(folder, f"{number}{name}.txt", *text)
    with zipfile.ZipFile(folder / "0包.zip", "w") as archive:
        for name in ("甲.txt", "乙.txt"):
            archive.writestr(name, paper.write(tmp_path, name, paper.table("引水", "引水。", rows)).read_text(encoding="utf-8"))
    (tmp_path / "慢").touch()
    return tmp_path


def _started(work: Path, *more: str, target: str = "报告.jsonl") -> subprocess.Popen[bytes]:
    return _command(work, "audit", target, "--select", "UN,BA4,DU", *more)  # without those that load models


def _command(work: Path, name: str, target: str, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-X", "utf8", "-c", _CODE, name, "送审", "-o", target, "-j", "1", *more]
    environment = {**os.environ, "SEEN": str(work / "读过")}
    return subprocess.Popen(command, cwd=work, stderr=subprocess.PIPE, env=environment, start_new_session=True)


def _finished(work: Path, *more: str, target: str = "报告.jsonl") -> str:
    """Run to the end and return what was told."""
    (work / "慢").unlink(missing_ok=True)
    running = _started(work, *more, target=target)
    told = running.communicate(timeout=120)[1].decode()
    assert running.returncode == 1, told
    return told


def _read(work: Path) -> list[str]:
    return [line.partition("\t")[0] for line in (work / "读过").read_text(encoding="utf-8").splitlines()]


def _ended(work: Path, how: signal.Signals) -> str:
    """Run until the slow document is being read, end the run, and return what it told."""
    running = _started(work)
    _wait(work, running)
    if how is signal.SIGKILL:
        running.kill()
        worker = int((work / "读过").read_text(encoding="utf-8").split()[-1])
        os.kill(worker, signal.SIGKILL)
    else:
        os.killpg(running.pid, how)
    return running.communicate(timeout=60)[1].decode()


def _wait(work: Path, running: subprocess.Popen[bytes]) -> None:
    """Wait until the slow document is being read."""
    for _ in range(1200):
        if (work / "读过").exists() and _read(work)[-1:] == ["送审/2三.txt"]:
            return
        time.sleep(0.05)
    running.kill()
    raise AssertionError("the run did not reach the slow document")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_what_was_finished_is_not_read_again(work: Path, how: signal.Signals) -> None:
    told = _ended(work, how)
    before = _read(work)
    assert before == ["送审/0一.txt", "送审/0包.zip!/乙.txt", "送审/0包.zip!/甲.txt", "送审/1二.txt", "送审/2三.txt"]
    assert not (work / "报告.jsonl").exists()
    if how is signal.SIGINT:
        assert "已中断，没有写出报告。" in told
        assert "已读完的 4 份文件的结果保存在" in told
        assert "再次运行同一条命令" in told
    told = _finished(work)
    assert "已有 4 份结果沿用" in told
    assert _read(work)[len(before) :] == ["送审/2三.txt", "送审/3四.txt"]
    assert not (work / _JOURNAL).exists()
    assert "上次运行中断" not in _finished(work, target="整.jsonl")
    whole = (work / "整.jsonl").read_bytes()
    assert (work / "报告.jsonl").read_bytes() == whole
    assert whole.count(b"UN301") == 6


def test_a_document_that_was_changed_is_read_again(work: Path) -> None:
    _ended(work, signal.SIGKILL)
    paper.write(work / "送审", "1二.txt", paper.clean())
    before = len(_read(work))
    _finished(work)
    assert _read(work)[before:] == ["送审/1二.txt", "送审/2三.txt", "送审/3四.txt"]
    assert '"送审/1二.txt", "table": 1, "row": 2' not in (work / "报告.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "why"),
    [(["--fresh"], ""), (["--ignore", "BA401"], "程序、规则或设置与上次中断时不同，已读完的结果没有沿用，从头开始")],
)
def test_anew_where_it_must_be_or_where_one_wants_it(work: Path, more: list[str], why: str) -> None:
    _ended(work, signal.SIGKILL)
    before = len(_read(work))
    told = _finished(work, *more)
    assert why in told
    assert "沿用，内容改过" not in told
    assert len(_read(work)) - before == 6


def test_a_spoiled_journal_is_not_used_and_that_is_told(work: Path) -> None:
    _ended(work, signal.SIGKILL)
    (work / _JOURNAL).write_bytes(b"spoiled" * 100)
    before = len(_read(work))
    assert "已损坏或不是本程序写的" in _finished(work)
    assert len(_read(work)) - before == 6
    assert not (work / _JOURNAL).exists()


def test_the_journal_is_no_document(work: Path) -> None:
    _ended(work, signal.SIGKILL)
    (work / _JOURNAL).rename(work / "送审" / _JOURNAL)
    assert _JOURNAL not in _finished(work)


def test_a_report_that_cannot_be_written_costs_no_second_reading(work: Path) -> None:
    (work / "慢").unlink()
    (work / "报告.jsonl").mkdir()
    (work / "报告.jsonl" / "疑点报告.xlsx").mkdir(parents=True)
    running = _started(work)
    told = running.communicate(timeout=120)[1].decode()
    assert running.returncode == 2
    assert "无法写入" in told
    assert "已读完的 6 份文件的结果保存在" in told
    (work / "报告.jsonl" / "疑点报告.xlsx").rmdir()
    before = len(_read(work))
    assert "已有 6 份结果沿用" in _finished(work)
    assert _read(work)[before:] == []
    assert (work / "报告.jsonl" / "疑点报告.xlsx").is_file()


def test_rows_alone_go_on_as_well(work: Path) -> None:
    """The same holds of ``auditor extract``; what it leaves is nothing for ``auditor audit``."""
    running = _command(work, "extract", "报告.csv")
    _wait(work, running)
    os.killpg(running.pid, signal.SIGINT)
    assert "已读完的 4 份文件的结果保存在" in running.communicate(timeout=60)[1].decode()
    (work / "慢").unlink()
    before = len(_read(work))
    again = _command(work, "extract", "报告.csv")
    assert "已有 4 份结果沿用" in again.communicate(timeout=120)[1].decode()
    assert _read(work)[before:] == ["送审/2三.txt", "送审/3四.txt"]
    assert not (work / "报告.csv.未完成").exists()
    whole = _command(work, "extract", "整.csv")
    whole.communicate(timeout=120)
    assert (work / "报告.csv").read_bytes() == (work / "整.csv").read_bytes()
    assert (work / "整.csv").read_text(encoding="utf-8-sig").count("用水户满意度") == 10
