"""The map stage of 1,000 documents on Spark: one core against two.

Run as ``python -m benchmarks.spark``; needs the extra ``spark`` and Java. Each run is a process with a session of its
own. What is timed begins when Spark and its workers have started and ends when the last document has come back. Beside the
time on the clock, which other work on the machine spoils, stands what the seconds of the processor promise: those of
the process that hands out the documents cannot be shared, those of Spark and its workers can.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from benchmarks import _documents

DOCUMENTS = 1_000
#: What two cores are to win.
SPEED_UP = 1.6


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the clock and of the processor; what came back; how much work there was on the machine."""

    seconds: float
    driver: float
    workers: float
    documents: int
    digest: str
    load: float


def main(arguments: list[str] | None = None) -> int:
    """Print the comparison; 1 where the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--one", nargs=2, metavar=("FOLDER", "MASTER"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments or [])
    if given.one:
        print(json.dumps(asdict(_one(Path(given.one[0]), given.one[1]))))
        return 0
    if not find_spec("pyspark"):
        print("没有装 PySpark，未测（make test-spark 会装好）")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        _documents.make(Path(folder), given.documents)
        return _compare(Path(folder))


def _compare(folder: Path) -> int:
    runs = {master: _started(folder, master) for master in ("local[1]", "local[2]")}
    for master, run in runs.items():
        print(
            f"  {master}：{run.documents} 份，{run.seconds:.1f} 秒（{run.documents / run.seconds:.1f} 份/秒），处理器："
            f"提交任务的进程 {run.driver:.1f} 秒，Spark 及其工作进程共 {run.workers:.1f} 秒；一分钟平均负载 {run.load:.1f}"
        )
    one, two = runs.values()
    speed_up = one.seconds / two.seconds
    promised = (one.driver + one.workers) / (two.driver + two.workers / 2)
    print(f"  两个核快 {speed_up:.2f} 倍（时钟）；按处理器时间应快 {promised:.2f} 倍")
    if one.digest != two.digest:
        print("没有达到：结果逐字节相同")
    if speed_up < SPEED_UP:
        print(f"没有达到：两个核快 {SPEED_UP} 倍（机器上另有工作时不作数）")
    return int(one.digest != two.digest or speed_up < SPEED_UP)


def _started(folder: Path, master: str) -> Run:
    command = [sys.executable, "-m", "benchmarks.spark", "--one", str(folder), master]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).resolve().parents[1])
    return Run(**json.loads(told.stdout.splitlines()[-1]))


def _one(folder: Path, master: str) -> Run:
    """Take the documents of a folder through the map stage."""
    from auditor import pipeline
    from auditor.config import Settings
    from auditor.engines import spark
    from auditor.engines._spark_session import compare_workers, session
    from auditor.intake import gather

    tasks = [pipeline.Task(index, item) for index, item in enumerate(gather([folder])[0])]
    settings = Settings()
    with session(master) as running:
        compare_workers(running, settings)  # starts the workers
        begun, driver, workers = time.perf_counter(), time.process_time(), _processor(os.getpid())
        records = list(
            spark.run(
                pipeline.finish, tasks, (settings,), lost=lambda task, loss: None, prepare=pipeline.prepare, master=master
            )
        )
        seconds, driver = time.perf_counter() - begun, time.process_time() - driver
        workers = _processor(os.getpid()) - workers
    return Run(seconds, driver, workers, len(records), sha256(repr(records).encode()).hexdigest(), os.getloadavg()[0])


def _processor(parent: int) -> float:
    """Return the seconds of the processor that all processes below one have taken, those that ended included (Linux)."""
    taken = 0.0
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state = place.read_text().rpartition(")")[2].split()
            if int(state[1]) == parent:
                taken += sum(map(int, state[11:15])) / os.sysconf("SC_CLK_TCK") + _processor(int(place.parent.name))
    return taken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
