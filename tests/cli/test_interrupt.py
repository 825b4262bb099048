"""Ctrl-C while documents are read: a Chinese line, status 2, no report, no process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import paper

#: The program with a reader that tells its process and then never ends.
_CODE = """\
import os, signal, sys, time
from pathlib import Path
from auditor import pipeline

# A shell that runs the tests in the background has its children ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

def endless(data, source):
    Path(f"{source}.{os.getpid()}").touch()
    time.sleep(600)

pipeline.read_document = endless
from auditor.__main__ import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to interrupt")
@pytest.mark.parametrize("command", ["audit", "extract"])
def test_nothing_is_left_of_an_interrupted_run(tmp_path: Path, command: str) -> None:
    for name in ("一.txt", "二.txt", "三.txt"):
        paper.write(tmp_path, name, paper.clean())
    (tmp_path / "报告.xlsx").write_bytes(b"earlier report")
    arguments = [sys.executable, "-c", _CODE, command, *(f"{name}.txt" for name in "一二三"), "-o", "报告.xlsx", "-j", "2"]
    running = subprocess.Popen(arguments, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True)
    try:
        workers = _workers(tmp_path, 2)
        os.killpg(running.pid, signal.SIGINT)
        told = running.communicate(timeout=60)[1].decode()
    finally:
        running.kill()
    assert running.returncode == 2
    assert "已中断" in told
    assert "Traceback" not in told
    assert (tmp_path / "报告.xlsx").read_bytes() == b"earlier report"
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix in {".txt", ".xlsx"}) == [
        "一.txt",
        "三.txt",
        "二.txt",
        "报告.xlsx",
    ]
    assert not any(_alive(worker) for worker in workers)


def _workers(folder: Path, count: int) -> list[int]:
    """Return the processes that have begun to read."""
    for _ in range(600):
        found = [int(path.suffix[1:]) for path in folder.iterdir() if path.suffix[1:].isdigit()]
        if len(found) == count:
            return found
        time.sleep(0.1)
    raise AssertionError("the run did not begin")


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
