"""The library of earlier runs: how documents come in and go out, and what it holds.

Why it is a SQLite file is told in ``library_file``; how a run finds copies in it, in ``library_search``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditor.errors import LibraryError
from auditor.similarity import library_entries
from auditor.similarity.library_entries import Entry
from auditor.similarity.library_file import connected, create
from auditor.similarity.library_records import file_name, storable
from auditor.types.indicator import Extraction

_HASH = re.compile(r"[0-9a-f]{6,64}")


@dataclass(frozen=True, slots=True)
class Holding:
    """How much a library holds of one unit and year."""

    unit: str
    year: int | None
    documents: int
    tables: int
    rows: int


def check(folder: Path) -> None:
    """Examine the structure of the whole library and its list of documents, in time linear in its size.

    Raises:
        LibraryError: missing, damaged, busy or of another version.
    """
    entries(folder)


def prepare(folder: Path) -> frozenset[str]:
    """Make the library where it is missing, examine it where it is there, and return the SHA-256 of what it holds.

    Raises:
        LibraryError: it cannot be made, or is damaged, busy or of another version.
    """
    create(folder)
    with connected(folder) as connection:
        return frozenset(found for (found,) in connection.execute("SELECT sha256 FROM document"))


def add(folder: Path, content: str, extraction: Extraction, added: str = "") -> bool:
    """Add a document to a library that ``prepare`` made ready.

    Args:
        folder: of the library.
        content: SHA-256 of the file's bytes.
        extraction: the document's tables.
        added: date and time, ISO 8601; now by default.

    Returns:
        True where it is new, False where a document with the same bytes is in the library already.

    Raises:
        LibraryError: the library cannot be written or trusted. The document is then not in it, nor is a part of it.
    """
    entry = Entry(
        sha256=content,
        source=storable(extraction.source),
        unit=storable(extraction.unit_name),
        year=extraction.year,
        added=added or datetime.now().astimezone().isoformat(timespec="seconds"),
        tables=len(extraction.tables),
        rows=sum(len(table.rows) for table in extraction.tables),
    )
    with connected(folder, write=True, thorough=False) as connection:
        known = connection.execute("SELECT 1 FROM document WHERE sha256=?", (content,)).fetchone()
        if not known:
            library_entries.write(connection, entry, extraction.tables)
    return not known


def entries(folder: Path) -> tuple[Entry, ...]:
    """Return the documents by unit, year and source.

    Raises:
        LibraryError: missing, damaged, busy or of another version.
    """
    with connected(folder) as connection:
        found = tuple(library_entries.read(connection, folder))
    return tuple(sorted(found, key=lambda entry: (entry.unit, entry.year or 0, entry.source, entry.added)))


def remove(folder: Path, names: Iterable[str]) -> tuple[Entry, ...]:
    """Take out documents and return them: all or, where a name fits none or several files, nothing.

    Args:
        folder: of the library.
        names: sources as added, names of files without their folder, or six or more first digits of the SHA-256.

    Raises:
        LibraryError: a name fits nothing or is ambiguous; or missing, damaged, busy or of another version.
    """
    with connected(folder, write=True) as connection:
        held = tuple(library_entries.read(connection, folder))
        leaving = tuple({entry.sha256: entry for name in names for entry in _named(name, held)}.values())
        connection.executemany("DELETE FROM document WHERE sha256=?", ((entry.sha256,) for entry in leaving))
    return leaving


def stats(folder: Path) -> tuple[Holding, ...]:
    """Return how much the library holds, by unit and year of the tables.

    Raises:
        LibraryError: missing, damaged, busy or of another version.
    """
    statement = (
        "SELECT unit, year, COUNT(DISTINCT document), COUNT(*), SUM((SELECT COUNT(*) FROM indicator WHERE goal_table=id))"
        " FROM goal_table GROUP BY unit, year ORDER BY unit, year"
    )
    with connected(folder) as connection:
        return tuple(Holding(*line) for line in connection.execute(statement))


def _named(name: str, held: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the documents that a name means: one, or several editions of one source."""
    found = tuple(entry for entry in held if entry.source == name) or _hashed(name, held)
    found = found or tuple(entry for entry in held if file_name(entry.source) == name)
    if not found:
        raise LibraryError(f"库中没有“{name}”，没有移除任何文件", "运行 auditor library list 可以看到来源和哈希。")
    if len({entry.source for entry in found}) > 1:
        several = "、".join(f"{entry.source}（{entry.sha256[:12]}）" for entry in found)
        raise LibraryError(f"“{name}”在库中不止一份：{several}，没有移除任何文件", "请写完整的来源或更长的哈希。")
    return found


def _hashed(name: str, held: tuple[Entry, ...]) -> tuple[Entry, ...]:
    beginning = name.lower()
    return tuple(entry for entry in held if _HASH.fullmatch(beginning) and entry.sha256.startswith(beginning))
