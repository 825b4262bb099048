"""Both models: how heavy they are, how long they take to load, and 10,000 rows judged by both in one process and in two.

Run as ``python -m benchmarks.models``. No two rows are alike, so that nothing is remembered from an earlier one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice

from auditor.learning.classifier import load
from auditor.learning.corpus import load_corpus
from auditor.learning.models import CATEGORY, FIELD, category_of_row, field_of_row
from auditor.resources import data_dir

ROWS = 10_000
PROCESSES = 2
_PLACES = ("青禾县", "临沅市", "云溪区", "霞川县", "栖梧县", "丰穗县", "柳湾街道")
_LOAD = """
import time
import numpy
from auditor.learning.classifier import load
began = time.perf_counter()
load("field"), load("category")
loaded = time.perf_counter()
from auditor.learning.models import field_of_row
field_of_row("人数", "")
print(loaded - began, time.perf_counter() - loaded)
"""

Row = tuple[str, str, str]


def main() -> int:
    """Print weight, loading time and time for the rows."""
    weight = sum(path.stat().st_size for name in (FIELD, CATEGORY) for path in (data_dir("models") / load(name).name).iterdir())
    loading, first = map(float, _fresh(_LOAD).split())
    print(f"两个模型共 {weight / 2**20:.1f} MB；新进程里加载 {loading:.2f} 秒，首次判断另需 {first:.2f} 秒（词表）")
    rows = make_rows(ROWS)
    load_average = f"，此刻机器负载 {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{len(rows):,} 行各不相同，两个模型都判{load_average}：")
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(judge, [rows[:1]] * PROCESSES))
        began = time.perf_counter()
        parallel = [label for part in pool.map(judge, _parts(rows)) for label in part]
        shared = time.perf_counter() - began
    judge(rows[:1])
    began, worked = time.perf_counter(), time.process_time()
    alone = judge(rows)
    single, cpu = time.perf_counter() - began, time.process_time() - worked
    print(f"  一个进程  {single:.2f} 秒，其中处理器 {cpu:.2f} 秒（每行 {cpu / len(rows) * 1e6:.0f} 微秒）")
    print(f"  {PROCESSES} 个进程  {shared:.2f} 秒")
    return 0 if alone == parallel else 1


def make_rows(count: int) -> list[Row]:
    """Return so many different rows: those of the corpora, each with a place and a number in its description."""
    corpus, _ = load_corpus()
    places = cycle(_PLACES)
    return [
        (row.name, f"{next(places)}{row.description}第{number}批", row.value)
        for number, row in enumerate(islice(cycle(corpus), count))
    ]


def judge(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Return field and category of each row."""
    return [(field_of_row(*row).label, category_of_row(*row).label) for row in rows]


def _parts(rows: Sequence[Row]) -> list[Sequence[Row]]:
    size = -(-len(rows) // PROCESSES)
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _fresh(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
