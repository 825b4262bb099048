"""A batch of 1,000 documents of mixed formats: documents a second on one and two processes, memory as their number grows.

Run as ``python -m benchmarks.batch``. Every run is a process of its own that audits and writes the report, as a clerk does.
Beside the time on the clock, which other work on the machine spoils, stands what the seconds of the processor promise:
those of the main process cannot be shared, those of the workers can.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import _documents

DOCUMENTS = 1_000
#: Numbers of documents whose memory is compared.
STEPS = (250, 500, 1_000)
#: What two processes are to win, and how much the peak may grow from the first step to the last.
SPEED_UP, GROWTH = 1.7, 0.10
#: Bytes that a finding may keep: findings are the result, and stay.
FINDING = 2_000


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took.

    Attributes:
        seconds: on the clock, until the findings stand in a jsonl file.
        main, workers: seconds of the processor until then.
        workbook: seconds of the processor for the xlsx report after that.
        main_memory, worker_memory: MB at most until then.
        workbook_memory: MB at most with the xlsx report.
        disk: MB of the journal.
        documents, rows, findings: what was read and found.
    """

    seconds: float
    main: float
    workers: float
    workbook: float
    main_memory: float
    worker_memory: float
    workbook_memory: float
    disk: float
    documents: int
    rows: int
    findings: int


def main(arguments: list[str] | None = None) -> int:
    """Print the comparison; 1 where one of the aims is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--one", nargs=2, metavar=("FOLDER", "JOBS"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments or [])
    if given.one:
        print(json.dumps(asdict(_one(Path(given.one[0]), int(given.one[1])))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return _compare(Path(folder), [step for step in STEPS if step < given.documents] + [given.documents])


def _compare(folder: Path, steps: list[int]) -> int:
    for step in steps:
        _documents.make(folder / str(step), step)
    two = [_started(folder / str(step), 2) for step in steps]
    one, last = _started(folder / str(steps[-1]), 1), two[-1]
    print(f"{last.documents} 份，{last.rows} 行指标，{last.findings} 条疑点；{', '.join(_documents.ROUND)}")
    for jobs, run in ((1, one), (2, last)):
        processor = f"处理器：主进程 {run.main:.1f} 秒，工作进程共 {run.workers:.1f} 秒"
        print(f"  {jobs} 个进程：{run.documents / run.seconds:6.1f} 份/秒（时钟 {run.seconds:.1f} 秒；{processor}）")
    print(f"  此外写 xlsx 报告 {last.workbook:.1f} 秒（一个进程）；未完成文件 {last.disk:.1f} MB")
    promised = (one.main + one.workers) / (last.main + last.workers / 2)
    print(f"  两个进程快 {one.seconds / last.seconds:.2f} 倍（时钟）；按处理器时间应快 {promised:.2f} 倍")
    for step, run in zip(steps, two, strict=True):
        memory = (
            f"主进程最多 {run.main_memory:.0f} MB（写 xlsx 后 {run.workbook_memory:.0f}），工作进程 {run.worker_memory:.0f} MB"
        )
        print(f"  {step:6} 份，{run.findings:6} 条疑点：{memory}")
    return _told(promised, two)


def _told(promised: float, runs: list[Run]) -> int:
    first, last = runs[0], runs[-1]
    findings = (last.findings - first.findings) * FINDING / 1e6
    missed = [] if promised >= SPEED_UP else [f"两个进程快 {SPEED_UP} 倍"]
    if last.main_memory - findings > first.main_memory * (1 + GROWTH):
        missed.append("除疑点外，主进程的内存不随文件数增长")
    if last.worker_memory > first.worker_memory * (1 + GROWTH):
        missed.append("工作进程的内存不随文件数增长")
    for aim in missed:
        print(f"没有达到：{aim}")
    return int(bool(missed))


def _started(folder: Path, jobs: int) -> Run:
    command = [sys.executable, "-m", "benchmarks.batch", "--one", str(folder), str(jobs)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).resolve().parents[1])
    return Run(**json.loads(told.stdout.splitlines()[-1]))


def _one(folder: Path, jobs: int) -> Run:
    """Audit a folder as the command does, and measure it."""
    from auditor.config import Settings
    from auditor.pipeline import audit
    from auditor.reports import save
    from auditor.spool.identity import identity
    from auditor.spool.journal import beside, unfinished

    settings, target = Settings(jobs=jobs), folder.parent / f"{folder.name}-{jobs}.jsonl"
    begun = time.perf_counter()
    with unfinished(beside(target), identity(settings)) as journal:
        report = audit([folder], settings, spool=journal.spool)
        save(report, target)
        seconds, before = time.perf_counter() - begun, _processor(resource.RUSAGE_SELF)
        memory = _memory(resource.RUSAGE_SELF)
        save(report, target.with_suffix(".xlsx"))
        rows = sum(len(table.rows) for document in report.documents for table in document.tables)
        disk = beside(target).stat().st_size
    return Run(
        seconds,
        before,
        _processor(resource.RUSAGE_CHILDREN),
        _processor(resource.RUSAGE_SELF) - before,
        memory,
        _memory(resource.RUSAGE_CHILDREN),
        _memory(resource.RUSAGE_SELF),
        disk / 1e6,
        len(report.documents),
        rows,
        len(report.findings),
    )


def _processor(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _memory(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
