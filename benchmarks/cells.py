"""Long cells and long tables through parsing and all checks of a document, to see that the time grows as the text does.

Run as ``python -m benchmarks.cells``. A person fills no cell with 10,000 characters; a broken file does.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from auditor.config import Settings
from auditor.examination import examine
from auditor.rulebook import active_rules
from auditor.types.indicator import Extraction, Indicator, IndicatorTable
from benchmarks.rows import make_tables

LENGTHS = (1_000, 10_000)
TABLES = (500, 4_000)
#: What a long cell may be full of: prose, values, sources, opening marks that are never closed, digits without end.
_CONTENTS = {
    "文字": "保障农村公路日常养护经费，及时修补坑槽，路面技术状况保持在良以上，",
    "一个字": "养",
    "数值": "≥95%，12万元，3～5天，每人每年2000元，",
    "数字": "7",
    "依据": "根据《条例》第十二条、青财社〔2023〕12号、2024年公路巡查台账，",
    "左括号": "（",
    "层层括号": "（养（护））",
    "书名号": "《",
    "半截文号": "〔2024〕",
    "运算": "3台×2万元+",
    "连接": "和",
    "分式": "1/",
    "序号": "1、",
}
_ROLES = ("level3", "description", "value", "basis", "goal")


def main() -> int:
    """Print what a character costs in cells of both lengths, and what a row costs in tables of both."""
    _busy(_long_table(50))  # Dictionaries and models are loaded.
    print(f"一格 {LENGTHS[0]:,} 字和 {LENGTHS[1]:,} 字，全部检查，每字微秒（处理器）：")
    for name, content in _CONTENTS.items():
        costs = {role: [_busy(made) / length * 1e6 for length, made in _long(role, content)] for role in _ROLES}
        role, (short, long) = max(costs.items(), key=lambda item: item[1][1] / item[1][0])
        print(f"  {name}：平均 {_mean(costs, 0):.1f} → {_mean(costs, 1):.1f}；增长最多的一栏 {role} {short:.1f} → {long:.1f}")
    print("一张表很多行，行行不同，全部检查，每行微秒（处理器）：")
    for count in TABLES:
        print(f"  {count:>5,} 行：{_busy(_long_table(count)) / count * 1e6:.0f}")
    return 0


def _mean(costs: dict[str, list[float]], which: int) -> float:
    return sum(cost[which] for cost in costs.values()) / len(costs)


def _busy(extraction: Extraction) -> float:
    """Seconds that the processor was busy with the document."""
    rules = active_rules(Settings())
    begun = time.process_time()
    examine(extraction, rules)
    return time.process_time() - begun


def _long(role: str, content: str) -> Iterator[tuple[int, Extraction]]:
    """A document for each length; each text begins with another character, so that none is remembered."""
    for number, length in enumerate(LENGTHS):
        text = (chr(ord("甲") + number) + content * length)[:length]
        yield length, _document(_row(text, role), text if role == "goal" else "养护农村公路。")


def _row(text: str, role: str = "goal") -> Indicator:
    row = Indicator(1, "产出指标", "数量指标", "养护里程", "农村公路养护里程", "≥340公里", "2024年公路养护台账")
    changed: dict[str, Any] = {} if role == "goal" else {role: text}
    return replace(row, **changed)


def _document(row: Indicator, goal: str = "养护农村公路。") -> Extraction:
    roles = frozenset({"level1", "level2", "level3", "description", "value", "basis", "goal"})
    table = IndicatorTable("性能测量", 1, "农村公路日常养护", goal, "青禾县", 2025, (row,), roles=roles)
    return Extraction("性能测量", tables=(table,))


def _long_table(count: int) -> Extraction:
    tables = make_tables(count, seed=count)
    drawn = (row for table in tables for row in table.rows)
    rows = tuple(replace(row, row=number) for number, row in enumerate(drawn, start=1))
    return Extraction("性能测量", tables=(replace(tables[0], rows=rows),))


if __name__ == "__main__":
    raise SystemExit(main())
