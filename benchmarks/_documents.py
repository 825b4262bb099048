"""Documents of every format, made from the sources of the samples: other units, numbers and orders of rows in each.

The same number gives the same content; nothing is taken from anywhere but corpora/.
"""

from __future__ import annotations

import importlib
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from auditor.types.indicator import Extraction, Indicator, IndicatorTable
from benchmarks import _formats
from benchmarks._places import COUNTIES

_CORPORA = Path(__file__).resolve().parents[1] / "corpora"
_TOWNS = (
    "石桥镇",
    "云岭镇",
    "沙坪镇",
    "柳河镇",
    "白石乡",
    "双塘镇",
    "高畈乡",
    "东浦镇",
    "西圩镇",
    "南屏乡",
    "梅溪镇",
    "竹园镇",
)
_OFFICES = ("人民政府", "中心学校", "卫生院", "水管站", "文化站", "农技站", "养路站", "派出所", "林业站", "敬老院", "民政所")
_ROLES = ("level1", "level2", "level3", "description", "value", "basis")
#: A bare number or one with a plain unit; rates, dates and times keep theirs.
_NUMBER = re.compile(r"(?<![\d〔年])\d{2,5}(?=[所人座个辆次份公亩台户名套件处吨]|$)")
#: The formats in turn; a zip file holds two documents, so that a round is ten.
ROUND = ("docx", "pdf", "doc", "html", "xlsx", "xls", "ods", "txt", "zip")
PER_ROUND = len(ROUND) + 1


def make(folder: Path, documents: int, tables: int = 0, formats: tuple[str, ...] = ROUND) -> None:
    """Write documents of the formats in turn.

    Args:
        folder: where to; made where it is missing.
        documents: how many, those within zip files counted one by one.
        tables: of each document; 0 for two to six.
        formats: to be used, of ROUND.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = number = 0
    while written < documents:
        kind = formats[number % len(formats)]
        (folder / f"{number:05}.{kind}").write_bytes(_document(kind, number, tables))
        written += 2 if kind == "zip" else 1
        number += 1


def extraction(number: int, tables: int = 0) -> Extraction:
    """Return what reading such a document would give, without writing or reading it."""
    source = _varied(number, tables)
    name, roles = f"{number:05}.docx", frozenset(_ROLES)
    made = (
        IndicatorTable(
            source=name,
            number=place,
            project=table.project,
            goal=table.goal,
            unit_name=source.unit,
            year=source.year,
            rows=tuple(Indicator(line, *row.row) for line, row in enumerate(table.rows, start=1)),
            roles=roles,
        )
        for place, table in enumerate(source.tables, start=1)
    )
    return Extraction(name, "docx", source.unit, source.year, tuple(made))


def _document(kind: str, number: int, tables: int) -> bytes:
    if kind == "doc":
        return _formats.doc(_CORPORA / "samples", number)
    if kind == "zip":
        members = ((f"{place}.{inner}", _document(inner, number + place, tables)) for place, inner in ((1, "docx"), (2, "txt")))
        return bytes(_sources("_package").zipped(members))
    return _writers()[kind](_varied(number, tables))


@cache
def _writers() -> dict[str, Callable[[Any], bytes]]:
    settled = _sources("_package").settled  # without the time of day
    own = {"pdf": _formats.pdf, "xls": _formats.xls, "ods": lambda source: settled(_formats.ods(source))}
    plain, sheets, word = map(_sources, ("_plain", "_sheets", "_word"))
    return {"docx": word.word, "xlsx": sheets.sheets, "txt": plain.text, "html": plain.web, **own}


def _sources(name: str) -> Any:
    """Return a module of corpora/sources, which are scripts beside their data."""
    place = str(_CORPORA / "sources")
    if place not in sys.path:
        sys.path.insert(0, place)
    return importlib.import_module(name)


@cache
def _pool() -> tuple[Any, list[Any]]:
    """Return a source to vary and all tables of six columns."""
    sources = _sources("_model").sources()
    tables = [table for source in sources for table in source.tables if not table.template]
    return sources[0], [table for table in tables if all(len(row.row) == 6 for row in table.rows)]


def _varied(number: int, tables: int) -> Any:
    """Return the source of one document."""
    chance = random.Random(number)
    first, pool = _pool()
    town = f"{chance.choice(COUNTIES)}{chance.choice(_TOWNS)}"
    unit = f"{town}{chance.choice(_OFFICES)}"
    chosen = [chance.choice(pool) for _ in range(tables or chance.randint(2, 6))]
    made = tuple(_table(table, town, place, chance) for place, table in enumerate(chosen, start=1))
    return replace(first, unit=unit, file=f"{unit}.docx", form="hebei", year=chance.choice((2024, 2025)), tables=made)


def _table(table: Any, town: str, place: int, chance: random.Random) -> Any:
    rows = [row for _, block in groupby(table.rows, lambda row: row.row[:2]) for row in _shuffled(block, chance)]
    rows = [
        replace(row, row=(*row.row[:4], _NUMBER.sub(lambda found: _other(found[0], chance), row.row[4]), row.row[5]))
        for row in rows
    ]
    goal = _NUMBER.sub(lambda found: _other(found[0], chance), table.goal)
    return replace(table, project=f"{town}{table.project}（{place}期）", goal=goal, rows=tuple(rows), unit="")


def _shuffled(block: Iterator[Any], chance: random.Random) -> list[Any]:
    rows = list(block)
    chance.shuffle(rows)
    return rows


def _other(number: str, chance: random.Random) -> str:
    return str(max(11, int(int(number) * chance.uniform(0.5, 1.5))))
