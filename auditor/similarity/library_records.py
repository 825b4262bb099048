"""Indicator tables as records of the library, and back; a checksum tells whether what comes back is what went in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from auditor.similarity.library_keys import keys_of, row_key, signature
from auditor.types.grid import Place
from auditor.types.indicator import Indicator, IndicatorTable

TABLE_COLUMNS = ("number", "project", "goal", "unit", "year", "place")
ROW_COLUMNS = ("row", "level1", "level2", "level3", "description", "value", "basis", "place")

Record = tuple[Any, ...]


def storable(text: str) -> str:
    """Return the text as SQLite can hold it: half characters, which damaged files yield, become question marks."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def file_name(source: str) -> str:
    """Return the name of the file without folders and archives, whatever system it was added on."""
    return re.split(r"[/\\]", source)[-1]


def table_record(table: IndicatorTable, unit: str, year: int | None) -> Record:
    """Return TABLE_COLUMNS of a table; unit and year are those of the document where the table tells none."""
    texts = map(storable, (table.project, table.goal, table.unit_name or unit))
    return (table.number, *texts, table.year or year, _place_text(table.place))


def row_record(row: Indicator) -> Record:
    """Return ROW_COLUMNS of a row."""
    cells = (row.level1, row.level2, row.level3, row.description, row.value, row.basis)
    return (row.row, *map(storable, cells), _place_text(row.place))


def searched_by(rows: Sequence[Indicator]) -> tuple[tuple[int | None, ...], int, int]:
    """Return the key of each row, the signature of the table and the number of different keys."""
    keys = tuple(row_key(row) for row in rows)
    said = set(keys_of(rows))
    return keys, signature(said), len(said)


def checksum(record: Record, rows: Iterable[Record]) -> str:
    """Return a hexadecimal SHA-256 of a table's record and its rows' records, which damage may have filled with anything."""
    text = json.dumps([record, *rows], ensure_ascii=True, separators=(",", ":"), default=repr)
    return sha256(text.encode("ascii")).hexdigest()


def table_of(source: str, record: Record, rows: Iterable[Record]) -> IndicatorTable:
    """Return the table of a record and its rows' records."""
    number, project, goal, unit, year, place = record
    return IndicatorTable(
        source=source,
        number=number,
        project=project,
        goal=goal,
        unit_name=unit,
        year=year,
        rows=tuple(_row_of(item) for item in rows),
        place=_place_of(place),
    )


def _row_of(record: Record) -> Indicator:
    row, level1, level2, level3, description, value, basis, place = record
    return Indicator(row, level1, level2, level3, description, value, basis, place=_place_of(place))


def _place_text(place: Place) -> str:
    return json.dumps([place.grid, place.row, place.column, place.page, place.sheet, place.line])


def _place_of(text: str) -> Place:
    return Place(*json.loads(text))
