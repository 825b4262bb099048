"""What each stage costs a document and a row, in seconds of the processor: the figures behind docs/规模.md.

Run as ``python -m benchmarks.stages``. Documents of about 150 rows, one process, each document once: what is remembered
from one document to the next counts as it does in a run. The words of the rows repeat here, as within one office; what rows
cost that are all different is told by ``benchmarks.rows`` and ``benchmarks.models``.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from auditor.config import Settings
from auditor.examination import compare, examine
from auditor.intake import gather
from auditor.pipeline import prepare, read_one
from auditor.reports import save
from auditor.rulebook import active_rules
from auditor.similarity import library
from auditor.spool.documents import Tables
from auditor.spool.record import findings_of, packed
from auditor.spool.spool import Spool, private
from auditor.types.finding import Finding, Report
from auditor.types.indicator import Extraction
from auditor.types.parsed import Context
from benchmarks import _documents

R = TypeVar("R")

#: Documents of each format, and tables of each: about six rows a table.
EACH, TABLES = 12, 25
#: Documents of the comparison of all with all, each of TABLES tables.
CORPORA = (150, 600)


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of the processor and what was made."""

    seconds: float
    made: list[Extraction]

    @property
    def rows(self) -> int:
        """Rows of all documents."""
        return sum(len(table.rows) for extraction in self.made for table in extraction.tables)


def main() -> int:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        return _measure(Path(folder))


def _measure(folder: Path) -> int:
    settings = Settings()
    prepare(settings)
    rules = active_rules(settings)
    spool, everything = private(), list[Extraction]()
    for kind in (kind for kind in _documents.ROUND if kind != "zip"):
        timed = _read(folder / kind, kind)
        everything += timed.made
        pages = f"{timed.seconds / EACH * 1e3:7.0f} 毫秒/份"
        print(f"读取 {kind:5}{pages}{timed.seconds / timed.rows * 1e3:7.2f} 毫秒/行（每份 {timed.rows / EACH:.0f} 行）")
    rows = sum(len(table.rows) for extraction in everything for table in extraction.tables)
    checked, found = _seconds(lambda: [examine(extraction, rules) for extraction in everything])
    findings = sum(map(len, found))
    print(f"行、表、文件级检查（含两个模型）{checked / rows * 1e3:.2f} 毫秒/行；每行 {findings / rows:.2f} 条疑点")
    _print_spool(spool, everything, found, rows, findings)
    documents = spool.documents()
    report = Report(documents, tuple(spool.findings()))
    for suffix in (".jsonl", ".csv", ".html", ".xlsx"):
        target = folder / f"报告{suffix}"
        seconds, _ = _seconds(lambda target=target: save(report, target))  # type: ignore[misc]
        print(f"写报告 {suffix:6} {seconds / rows * 1e6:6.0f} 微秒/行，{target.stat().st_size / rows:6.0f} 字节/行")
    _print_library(folder / "库", everything, rows)
    for number in CORPORA:
        _print_corpus(number, settings)
    return 0


def _read(folder: Path, kind: str) -> Timed:
    _documents.make(folder, EACH, TABLES, (kind,))
    inputs, _ = gather([folder])
    read_one(inputs[0])  # loads the format's library
    seconds, made = _seconds(lambda: [read_one(item) for item in inputs])
    return Timed(seconds, made)


def _print_spool(
    spool: Spool, read: Sequence[Extraction], found: Sequence[tuple[Finding, ...]], rows: int, findings: int
) -> None:
    seconds, records = _seconds(lambda: [packed(n, "", *both) for n, both in enumerate(zip(read, found, strict=True))])
    size = sum(len(record.head) + sum(map(len, record.rows)) for record in records)
    for record in records:
        spool.put(record)
    again, _ = _seconds(lambda: [list(table.rows) for document in spool.documents() for table in document.tables])
    told, _ = _seconds(lambda: [findings_of(record.findings, {}) for record in records])
    costs = f"写 {seconds / rows * 1e6:.0f} 微秒/行，读回 {again / rows * 1e6:.0f} 微秒/行，{size / rows:.0f} 字节/行"
    each = sum(len(record.findings) for record in records) / max(1, findings)
    print(f"未完成文件：{costs}；疑点读回 {told / max(1, findings) * 1e6:.0f} 微秒/条，{each:.0f} 字节/条")


def _print_library(folder: Path, read: Sequence[Extraction], rows: int) -> None:
    library.prepare(folder)
    named = [(sha256(f"{n}".encode()).hexdigest(), extraction) for n, extraction in enumerate(read)]
    seconds, _ = _seconds(lambda: [library.add(folder, content, extraction) for content, extraction in named])
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"指标库：收存 {seconds / rows * 1e6:.0f} 微秒/行，{size / rows:.0f} 字节/行")


def _print_corpus(number: int, settings: Settings) -> None:
    """Compare the tables of many documents that were never written or read."""
    spool = private()
    for index in range(number):
        spool.put(packed(index, "", _documents.extraction(index, TABLES), ()))
    documents = spool.documents()
    tables = Tables(documents)
    rows = sum(len(table.rows) for table in tables)
    rules = active_rules(settings)
    for rule in (active for active in rules if active.scope == "corpus"):
        before = _memory("VmRSS")
        seconds, found = _seconds(lambda rule=rule: list(compare(rule.rule.code, documents, tables, rules, Context())))  # type: ignore[misc]
        costs = f"{seconds:.1f} 秒（{seconds / rows * 1e6:.0f} 微秒/行），另占内存至多 {_memory('VmHWM') - before:.0f} MB"
        print(f"全部对照 {rule.rule.code}，{number} 份 {rows} 行：{costs}，疑点 {len(found)} 条")


def _memory(what: str) -> float:
    """Return VmRSS or VmHWM (the most since it was last asked for VmRSS) in MB; 0 where the system does not tell it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    if what == "VmRSS":
        Path("/proc/self/clear_refs").write_text("5")
    return int(next(line for line in status.read_text().splitlines() if line.startswith(what)).split()[1]) / 1024


def _seconds(function: Callable[[], R]) -> tuple[float, R]:
    begun = time.process_time()
    made = function()
    return time.process_time() - begun, made


if __name__ == "__main__":
    sys.exit(main())
