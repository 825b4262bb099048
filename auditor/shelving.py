"""Puts documents into the library of earlier runs: read, extract, add, one document at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from auditor.config import TIME_LIMIT
from auditor.engines.local import Loss, Progress, run
from auditor.errors import UnreadableError
from auditor.intake import Input, gather, load
from auditor.pipeline import lost, read_one
from auditor.similarity import library
from auditor.similarity.library_likeness import told_unit
from auditor.types.indicator import Extraction


@dataclass(frozen=True, slots=True)
class Shelved:
    """What came of adding documents, each in input order.

    Attributes:
        added: now in the library.
        known: left alone, because the library holds a document with the same bytes.
        unusable: read, but without an indicator table; or not read.
    """

    added: tuple[Extraction, ...] = ()
    known: tuple[Extraction, ...] = ()
    unusable: tuple[Extraction, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """One document on its way; crosses process boundaries. ``extraction`` has no tables where the library knows the bytes."""

    content: str
    extraction: Extraction


def shelve(
    paths: Iterable[str | Path],
    folder: Path,
    *,
    unit: str = "",
    year: int | None = None,
    jobs: int = 0,
    progress: Progress | None = None,
) -> Shelved:
    """Add every document under ``paths`` to the library in ``folder``, which is made where it is missing.

    Args:
        paths: files, folders and archives.
        folder: of the library.
        unit, year: of documents that do not tell theirs.
        jobs: processes; 0 for as many as there are cores.
        progress: called after each document.

    Raises:
        LibraryError: the library cannot be written or trusted. Documents added until then stay, each of them whole.
    """
    known = library.prepare(folder)
    inputs, unread = gather(paths)
    kept: dict[str, list[Extraction]] = {"added": [], "known": [], "unusable": list(unread)}
    for read in run(_read, inputs, (known,), jobs, progress, lost=_lost, time_limit=TIME_LIMIT):
        extraction = _told(read.extraction, unit, year)
        if read.content in known:
            kept["known"].append(extraction)
        elif not extraction.tables:
            kept["unusable"].append(extraction)
        else:
            kept["added" if library.add(folder, read.content, extraction) else "known"].append(extraction)
    return Shelved(*(tuple(kept[name]) for name in ("added", "known", "unusable")))


def _read(item: Input, known: frozenset[str]) -> _Read:
    """Read a document that the library does not know; ``read_one`` says why where it cannot be loaded."""
    try:
        content = sha256(load(item)).hexdigest()
    except (UnreadableError, MemoryError):
        return _Read("", replace(read_one(item), tables=()))
    return _Read(content, Extraction(item.source) if content in known else read_one(item))


def _lost(item: Input, loss: Loss) -> _Read:
    return _Read("", lost(item, loss, TIME_LIMIT))


def _told(extraction: Extraction, unit: str, year: int | None) -> Extraction:
    """Return the document with unit and year where it tells none, and its tables too."""
    source = extraction.source
    own = replace(extraction, unit_name=told_unit(extraction.unit_name, source) or unit, year=extraction.year or year)
    tables = (
        replace(table, unit_name=told_unit(table.unit_name, source) or own.unit_name, year=table.year or own.year)
        for table in extraction.tables
    )
    return replace(own, tables=tuple(tables))
