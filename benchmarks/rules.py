"""How right the rules are on tables that somebody labelled who had not seen them: benchmarks/labelled/.

Run as ``python -m benchmarks.rules``.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import groupby
from pathlib import Path

from auditor.config import Settings
from auditor.pipeline import check_all
from auditor.types.indicator import Extraction, Indicator, IndicatorTable

_LABELLED = Path(__file__).parent / "labelled"
_CELLS = ("level1", "level2", "level3", "description", "value", "basis")

#: Document, table, row (None for the whole table).
Place = tuple[str, int, int | None]


def main() -> None:
    """Print hits, findings and labels of each rule, with precision and recall; what is not sure counts for nothing."""
    labels: defaultdict[str, dict[Place, bool]] = defaultdict(dict)
    for fault in _read("faults.csv"):
        place = fault["doc"], int(fault["table"]), int(fault["row"]) if fault["row"] else None
        labels[fault["code"]][place] = fault["sure"] == "1"
    found: defaultdict[str, set[Place]] = defaultdict(set)
    for document in _documents():
        for finding in check_all((document,), Settings(ignore=("EX",))):
            if finding.table is not None:
                found[finding.code].add((finding.source, finding.table, finding.row))
    print("代码    命中  疑点  标注  准确率  召回率")
    for code in sorted({*labels, *found}):
        sure = {place for place, certain in labels[code].items() if certain}
        told = found[code] - (labels[code].keys() - sure)
        hits = len(told & sure)
        shares = (f"{hits / whole:6.3f}" if whole else "     -" for whole in (len(told), len(sure)))
        print(f"{code}  {hits:5} {len(told):5} {len(sure):5}  {'  '.join(shares)}")


def _documents() -> list[Extraction]:
    found = []
    for name, rows in groupby(_read("rows.csv"), key=lambda row: row["doc"]):
        unit, year = name[:-4], int(name[-4:])
        tables = tuple(
            _table(name, unit, year, int(number), list(lines)) for number, lines in groupby(rows, key=lambda row: row["table"])
        )
        found.append(Extraction(name, unit_name=unit, year=year, tables=tables))
    return found


def _table(source: str, unit: str, year: int, number: int, lines: list[dict[str, str]]) -> IndicatorTable:
    rows = tuple(Indicator(int(line["row"]), **{cell: line[cell] for cell in _CELLS}) for line in lines)
    return IndicatorTable(
        source=source,
        number=number,
        project=lines[0]["project"],
        goal=lines[0]["goal"],
        unit_name=unit,
        year=year,
        rows=rows,
        roles=frozenset({*_CELLS, "goal"}),
    )


def _read(name: str) -> list[dict[str, str]]:
    with (_LABELLED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
