"""Documents of a library: how one is written, and how they are read with their checksums proved."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path

from auditor.similarity import library_records as records
from auditor.similarity.library_file import damaged
from auditor.types.indicator import Indicator, IndicatorTable


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a library.

    Attributes:
        sha256: of the bytes of the file, 64 hexadecimal digits.
        source: name under which it was added.
        unit, year: of the document; empty and None where it does not tell.
        added: date and time, ISO 8601.
        tables, rows: how many indicator tables and rows it has.
    """

    sha256: str
    source: str
    unit: str
    year: int | None
    added: str
    tables: int
    rows: int


_COLUMNS = tuple(item.name for item in fields(Entry))


def write(connection: sqlite3.Connection, entry: Entry, tables: Sequence[IndicatorTable]) -> None:
    """Write a document with its tables and their rows inside the connection's transaction."""
    whole = [(records.table_record(table, entry.unit, entry.year), table.rows) for table in tables]
    sums = [records.checksum(record, map(records.row_record, rows)) for record, rows in whole]
    values = (*(getattr(entry, name) for name in _COLUMNS), _checksum(entry, sums))
    document = connection.execute(_insertion("document", (*_COLUMNS, "checksum")), values).lastrowid
    for (record, rows), total in zip(whole, sums, strict=True):
        _write_table(connection, (document, *record), rows, total)


def _write_table(connection: sqlite3.Connection, record: records.Record, rows: Sequence[Indicator], total: str) -> None:
    keys, signature, different = records.searched_by(rows)
    columns = ("document", *records.TABLE_COLUMNS, "signature", "keys", "checksum")
    number = connection.execute(_insertion("goal_table", columns), (*record, signature, different, total)).lastrowid
    lines = (
        (number, position, key, *records.row_record(row))
        for position, (key, row) in enumerate(zip(keys, rows, strict=True), start=1)
    )
    connection.executemany(_insertion("indicator", ("goal_table", "position", "key", *records.ROW_COLUMNS)), lines)


def _insertion(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 (constants)


def read(connection: sqlite3.Connection, folder: Path) -> Iterator[Entry]:
    """Yield the documents in the order in which they were added.

    Raises:
        LibraryError: a document or the list of its tables is not what was written.
    """
    sums: dict[int, list[str]] = {}
    for document, total in connection.execute("SELECT document, checksum FROM goal_table ORDER BY document, id"):
        sums.setdefault(document, []).append(total)
    statement = f"SELECT id, checksum, {', '.join(_COLUMNS)} FROM document ORDER BY id"  # noqa: S608 (constants)
    for number, total, *values in connection.execute(statement):
        entry = Entry(*values)
        if _checksum(entry, sums.get(number, [])) != total:
            raise damaged(folder, f"“{entry.source}”的校验和不符")
        yield entry


def _checksum(entry: Entry, tables: Iterable[str]) -> str:
    text = "\n".join((*(str(getattr(entry, name)) for name in _COLUMNS), *tables))
    return sha256(text.encode("utf-8")).hexdigest()
