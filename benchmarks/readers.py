"""The readers beside pdfplumber, python-docx and openpyxl: speed, memory, accuracy, on the same files in one run.

Run as ``python -m benchmarks.readers``. Both sides take turns on each file and the best of the rounds counts, in seconds
of the processor, so that other work on the machine does not decide. Each side runs in a process of its own, whose largest
memory is told. Accuracy is told where ../shared holds the true rows.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks import _usual

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
ROUNDS = 3
#: Tables of the document that is made for the last measurement, and the seconds that it may take.
TABLES, GOAL = 60, 0.15
#: How many times as fast as pdfplumber a page is to be read.
FASTER = 8.0


@dataclass(frozen=True, slots=True)
class Side:
    """What one program needed for a set of files.

    Attributes:
        grids: seconds to the tables, all files together.
        rows: seconds to the indicator rows.
        memory: MB at most.
        found: indicator rows by file.
    """

    grids: float
    rows: float
    memory: float
    found: dict[str, list[_usual.Record]]


def main() -> int:
    """Print the comparison; 1 where one of the aims is missed."""
    missed = [aim for suffix in _usual.TABLES for aim in _compare(suffix, _files(suffix))]
    missed += _many_tables()
    for aim in missed:
        print(f"没有达到：{aim}")
    return int(bool(missed))


def _files(suffix: str) -> list[Path]:
    places = (ROOT / "corpora" / "samples", SHARED / "documents")
    return [path for place in places for path in sorted(place.glob(f"*{suffix}"))]


def _compare(suffix: str, paths: list[Path]) -> list[str]:
    """Print one format and return the aims that were missed."""
    name = _usual.TABLES[suffix][0]
    ours, theirs = _measured(_ours_grids, _ours_rows, paths), _measured(_usual.grids, _usual.rows, paths)
    pages = _pages(paths) if suffix == ".pdf" else 0
    print(f"{suffix}：{len(paths)} 份" + (f"，{pages} 页" if pages else ""))
    for title, side in (("auditor", ours), (name, theirs)):
        speed = f"{pages / side.grids:8.0f} 页/秒" if pages else f"{len(paths) / side.grids:8.1f} 份/秒"
        print(f"  {title:12}{speed}（读出表格）{len(paths) / side.rows:8.1f} 份/秒（到指标行）{side.memory:6.0f} MB")
    print(f"  快 {theirs.grids / ours.grids:.1f} 倍（读出表格），{theirs.rows / ours.rows:.1f} 倍（到指标行）")
    missed = _print_accuracy(paths, ours, theirs, name)
    if suffix == ".pdf" and theirs.grids / ours.grids < FASTER:
        missed.append(f"每页比 pdfplumber 快 {FASTER:g} 倍")
    return missed


def _measured(grids: Callable[[list[Path]], int], rows: Callable[[Path], list[_usual.Record]], paths: list[Path]) -> Side:
    """Measure one side in a new process."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_side, (grids, rows, paths))


def _side(grids: Callable[[list[Path]], int], rows: Callable[[Path], list[_usual.Record]], paths: list[Path]) -> Side:
    found = {str(path): rows(path) for path in paths}  # also loads every library
    times = [(_seconds(grids, [path]), _seconds(rows, path)) for path in paths]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Side(sum(one for one, _ in times), sum(two for _, two in times), memory, found)


def _seconds(function: Callable[[Any], object], argument: Any) -> float:
    """Return the seconds of the processor in the best of the rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        function(argument)
        best = min(best, time.process_time() - begun)
    return best


def _ours_grids(paths: list[Path]) -> int:
    from auditor.readers import read_document

    return sum(len(grid.cells) for path in paths for grid in read_document(path.read_bytes(), path.name).grids)


def _ours_rows(path: Path) -> list[_usual.Record]:
    from auditor.extraction import extract
    from auditor.readers import read_document
    from auditor.records import row_records

    return list(row_records([extract(read_document(path.read_bytes(), path.name))]))


def _pages(paths: Sequence[Path]) -> int:
    import pypdfium2

    return sum(len(pypdfium2.PdfDocument(path)) for path in paths)


def _print_accuracy(paths: Sequence[Path], ours: Side, theirs: Side, name: str) -> list[str]:
    """Print the accuracy by kind of table where the true rows are known."""
    kinds: dict[str, list[tuple[float, float]]] = {}
    for path in paths:
        if path.parent == SHARED / "documents":
            document, _, kind = path.stem.partition("-")
            fields = "level1,level2,level3,value" if kind else None
            mine, usual = (_accuracy(side.found[str(path)], document, fields) for side in (ours, theirs))
            kinds.setdefault(kind or "six columns", []).append((mine, usual))
    missed = []
    for kind, scores in kinds.items():
        mine, usual = (sum(one) / len(scores) for one in zip(*scores, strict=True))  # over the documents of the kind
        print(f"  单元格 F1（{kind}，{len(scores)} 份平均）：auditor {mine:.4f}，{name} {usual:.4f}")
        if mine < usual:
            missed.append(f"{kind} 至少和 {name} 一样准")
    return missed


def _accuracy(found: Sequence[_usual.Record], document: str, fields: str | None) -> float:
    """Return the cell F1 of the office's own scorer."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "check" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in found)
        file.flush()
        gold = SHARED / "gold" / "rows.csv"
        arguments = SimpleNamespace(gold=gold, doc=document, pred=file.name, fields=fields, skip="", show=0)
        with contextlib.redirect_stdout(io.StringIO()):
            return float(score.score_rows(arguments))


def _many_tables() -> list[str]:
    """Print how long a Word document of many tables takes, in either format, and return the aims that were missed."""
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{TABLES}张表.docx"
        _write_tables(path)
        # No library writes the older format; the largest file at hand stands for it.
        counted = {path: len({record["table"] for record in _ours_rows(path)}) for path in _files(".doc")}
        counted = {path: TABLES, **dict([max(counted.items(), key=lambda item: item[1])])}
        for path, tables in counted.items():
            seconds = _seconds(_ours_rows, path)
            scaled = seconds * TABLES / tables
            print(f"{path.name}：{tables} 张表 {seconds * 1000:.0f} 毫秒，每 {TABLES} 张 {scaled * 1000:.0f} 毫秒")
            if scaled > GOAL:
                missed.append(f"{path.name} 每 {TABLES} 张表不超过 {GOAL} 秒")
    return missed


def _write_tables(path: Path) -> None:
    """Write a Word document of indicator tables by python-docx."""
    import docx

    document = docx.Document()
    header = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
    levels = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("效益指标", "社会效益指标"))
    for number in range(1, TABLES + 1):
        document.add_heading(f"{number}、第{number}期灌渠清淤绩效目标表")
        table = document.add_table(rows=0, cols=len(header))
        names = ("清淤渠道长度", "验收合格率", "完成时间", "受益灌溉面积")
        values = (f"≥{number}公里", "≥95%", "10月底前", f"≥{number * 300}亩")
        rows = [
            (*level, name, f"本期{name}", value, "清淤工程施工合同")
            for level, name, value in zip(levels, names, values, strict=True)
        ]
        for cells in (header, *rows):
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
    document.save(str(path))


if __name__ == "__main__":
    sys.exit(main())
