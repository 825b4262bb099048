"""Rows through parsing and all row checks, 10,000 and 100,000 of them, no two alike, to see that the time is linear.

Run as ``python -m benchmarks.rows``.
"""

from __future__ import annotations

import csv
import random
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from auditor.config import Settings
from auditor.parsing.table import parse_table
from auditor.rulebook import active_rules
from auditor.types.indicator import Indicator, IndicatorTable
from auditor.types.parsed import Context
from benchmarks._places import COUNTIES

SIZES = (10_000, 100_000)
PROCESSES = 2
_ROWS_PER_TABLE = 8
_CHUNK = 250
_ROLES = frozenset({"level1", "level2", "level3", "description", "value", "basis", "goal"})
_FIELDS = Path(__file__).resolve().parents[1] / "corpora" / "fields"
_KINDS = ("", "全年", "本级", "累计", "新增", "重点", "城区", "农村", "年度", "第一批", "第二批", "实际", "计划", "直属")
_OPENINGS = ("", "", "反映", "考核", "本年度", "项目实施后")
_CLOSINGS = ("", "", "的情况", "完成情况", "，以验收资料为准", "，年底前全部完成")
_BASES = (
    *("", "工作计划", "{year}年{name}工作计划", "根据实际情况", "项目预算批复", "{name}", "{name}台账", "{name}合同"),
    *(
        "{place}财政局〔{year}〕{number}号",
        "青财教〔{year}〕{number}号",
        "青财社〔{year}〕{number}号、青农发〔{year}〕{number}号",
    ),
    *("《{place}{name}管理办法》", "{year}年{name}统计", "问卷调查", "历史数据", "{name}技术规范", "根据{name}情况测算"),
)


def main() -> int:
    """Print for each size how many findings there are and how long it took."""
    print(f"逐行解析与全部行级检查，{PROCESSES} 个进程，各行互不相同：")
    for size in SIZES:
        tables = make_tables(size)
        begun = time.perf_counter()
        findings, busy = _spread_out(tables)
        wall = time.perf_counter() - begun
        each = busy / size * 1e6
        print(
            f"  {size:>7,} 行：{findings:,} 处发现，用时 {wall:.1f} 秒，"
            f"处理器 {busy:.1f} 秒（每核 {busy / PROCESSES:.1f} 秒，每行 {each:.0f} 微秒）"
        )
    return 0


def make_tables(rows: int, seed: int = 1) -> list[IndicatorTable]:
    """Return tables with ``rows`` rows in all, each of one project of corpora/; no two rows are the same."""
    chance = random.Random(seed)
    projects = list(_projects().items())
    seen: set[tuple[str, str, str, str]] = set()
    tables: list[IndicatorTable] = []
    while len(seen) < rows:
        project, sources = chance.choice(projects)
        drawn = [
            _row(number, chance.choice(sources), chance) for number in range(1, min(_ROWS_PER_TABLE, rows - len(seen)) + 1)
        ]
        keys = {(row.level3, row.description, row.value, row.basis) for row in drawn}
        if len(keys) == len(drawn) and seen.isdisjoint(keys):
            seen |= keys
            tables.append(_table(len(tables) + 1, project, tuple(drawn)))
    return tables


def check_tables(tables: Sequence[IndicatorTable]) -> tuple[int, float]:
    """Parse the tables and run every row check; return the number of hits and the seconds that the processor was busy."""
    begun = time.process_time()
    rules = [active for active in active_rules(Settings()) if active.scope == "row"]
    hits = 0
    for table in tables:
        parsed = parse_table(table)
        context = Context(parsed, (parsed,))
        hits += sum(1 for active in rules for row in parsed.rows for _ in active.module.check(row, active.options, context))
    return hits, time.process_time() - begun


def _spread_out(tables: Sequence[IndicatorTable]) -> tuple[int, float]:
    chunks = [tables[start : start + _CHUNK] for start in range(0, len(tables), _CHUNK)]
    with ProcessPoolExecutor(PROCESSES) as pool:
        done = list(pool.map(check_tables, chunks))
    return sum(hits for hits, _ in done), sum(busy for _, busy in done)


def _table(number: int, project: str, rows: tuple[Indicator, ...]) -> IndicatorTable:
    goal = f"完成{project}，保障各项工作正常开展。"
    return IndicatorTable("性能测量", number, project, goal, "青禾县", 2025, rows, roles=_ROLES)


def _row(number: int, source: dict[str, str], chance: random.Random) -> Indicator:
    """The words of one row of the corpora; its numbers and trimmings are drawn."""
    place, kind = chance.choice(COUNTIES), chance.choice(_KINDS)
    described = source["description"] or source["name"]
    basis = chance.choice(_BASES).format(
        year=chance.randint(2015, 2025), number=chance.randint(1, 300), place=place, name=source["name"]
    )
    return Indicator(
        number,
        level2=source["level2"],
        level3=f"{chance.choice(_KINDS)}{source['name']}",
        description=f"{chance.choice(_OPENINGS)}{place}{kind}{described}{chance.choice(_CLOSINGS)}",
        value="".join(str(chance.randint(1, 9)) if char.isdigit() and char != "0" else char for char in source["value"]),
        basis=basis,
    )


@cache
def _projects() -> dict[str, list[dict[str, str]]]:
    """Rows of the corpora by project."""
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted(_FIELDS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(row["project"], []).append(row)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
