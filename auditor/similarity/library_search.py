"""What a library knows of a batch: the tables that may be copies of one another, and how common each row is."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from auditor.similarity import library_records as records
from auditor.similarity.library_file import connected, damaged
from auditor.similarity.library_keys import keys_of
from auditor.text.normalise import bare
from auditor.types.indicator import IndicatorTable

#: Of tables whose rows say the same, so many of other units are loaded: more would prove nothing further.
MOST_ALIKE = 32
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a library knows of a batch.

    Attributes:
        tables: those that share enough rows with the batch, in the order in which they were added.
        spread: by key of a row of the batch, how many units of the library use it.
    """

    tables: tuple[IndicatorTable, ...] = ()
    spread: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: int
    signature: int
    unit: str


def earlier(folder: Path, batch: Iterable[IndicatorTable], share: float = 0.5) -> Earlier:
    """Return the tables of a library that may be copies of tables of ``batch``.

    Args:
        folder: of the library.
        batch: tables of this run.
        share: 0-1; a table is returned where the batch holds at least this share of its different rows.

    Raises:
        LibraryError: missing, busy, of another version, or a table is not what was written.
    """
    keys: set[int] = set()
    units: set[str] = set()
    for table in batch:
        keys.update(keys_of(table.rows))
        units.add(table.unit_name)
    wanted = json.dumps(sorted(keys))
    with connected(folder, thorough=False) as connection:
        chosen = _chosen(_candidates(connection, wanted, share), units)
        return Earlier(tuple(_load(connection, folder, chosen)), _spread(connection, wanted))


def _candidates(connection: sqlite3.Connection, wanted: str, share: float) -> Iterator[_Candidate]:
    statement = (
        "SELECT id, signature, unit FROM goal_table JOIN"
        " (SELECT goal_table AS found, COUNT(DISTINCT key) AS shared FROM indicator"
        " WHERE key IN (SELECT value FROM json_each(?)) GROUP BY goal_table) ON id = found"
        " WHERE shared >= ? * keys ORDER BY id"
    )
    return (_Candidate(*line) for line in connection.execute(statement, (wanted, share)))


def _chosen(candidates: Iterable[_Candidate], units: Iterable[str]) -> list[int]:
    """Keep every table of the batch's own units, and of all others a few of each wording, each of another unit."""
    batch = sorted(filter(None, map(bare, units)))
    known = frozenset(batch)
    own: dict[str, bool] = {}
    alike: dict[int, set[str]] = {}
    chosen = []
    for candidate in candidates:
        if candidate.unit not in own:
            own[candidate.unit] = _is_related(bare(candidate.unit), batch, known)
        others = alike.setdefault(candidate.signature, set())
        if own[candidate.unit]:
            chosen.append(candidate.number)
        elif len(others) < MOST_ALIKE and candidate.unit not in others:
            others.add(candidate.unit)
            chosen.append(candidate.number)
    return chosen


def _is_related(name: str, batch: Sequence[str], known: frozenset[str]) -> bool:
    """Return what ``related_units`` says of any of the sorted names, without asking each of them."""
    following = bisect_left(batch, name)
    part_of_it = following < len(batch) and batch[following].startswith(name)
    return part_of_it or any(name[:end] in known for end in range(1, len(name)))


def _load(connection: sqlite3.Connection, folder: Path, numbers: Sequence[int]) -> Iterator[IndicatorTable]:
    """Yield the tables, each proved by its checksum."""
    heads = ", ".join(f"goal_table.{name}" for name in records.TABLE_COLUMNS)
    tables = (
        f"SELECT goal_table.id, document.source, goal_table.checksum, {heads} FROM goal_table"  # noqa: S608 (constants)
        " JOIN document ON document.id = document WHERE goal_table.id IN (SELECT value FROM json_each(?))"
        " ORDER BY goal_table.id"
    )
    cells = (
        f"SELECT goal_table, {', '.join(records.ROW_COLUMNS)} FROM indicator"  # noqa: S608 (constants)
        " WHERE goal_table IN (SELECT value FROM json_each(?)) ORDER BY goal_table, position"
    )
    for start in range(0, len(numbers), _CHUNK):
        asked = (json.dumps(numbers[start : start + _CHUNK]),)
        rows = {
            number: [line[1:] for line in lines] for number, lines in groupby(connection.execute(cells, asked), itemgetter(0))
        }
        for number, source, total, *record in connection.execute(tables, asked):
            found = rows.get(number, [])
            if records.checksum(tuple(record), found) != total:
                raise damaged(folder, f"“{source}”表{record[0]}的校验和不符")
            yield records.table_of(source, tuple(record), found)


def _spread(connection: sqlite3.Connection, wanted: str) -> dict[int, int]:
    statement = (
        "SELECT key, COUNT(DISTINCT unit) FROM indicator JOIN goal_table ON id = goal_table"
        " WHERE key IN (SELECT value FROM json_each(?)) GROUP BY key"
    )
    return dict(connection.execute(statement, (wanted,)).fetchall())
