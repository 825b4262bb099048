"""One file of records, written at its end only; a record that is not whole is known by its checksum.

Neither SQLite nor Parquet: records are only ever added at the end and read at known places, which a plain file does
without locks, indices and pages of its own, and a run that is killed leaves at most one unfinished record, the last.
"""

from __future__ import annotations

import json
import os
import struct
import time
import weakref
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import IO

from auditor.spool.record import Record, findings_of, head_of, rows_of
from auditor.spool.rows import Rows
from auditor.types.finding import Finding
from auditor.types.indicator import Extraction, Indicator

#: Mark, CRC-32 of what follows, size of the notes, size of the rest.
_FRAME = struct.Struct("<4sIIQ")
_MARK = b"JXWC"
#: No notes are longer: a damaged size must not be believed.
_MOST_NOTES = 64 * 1024 * 1024
#: So many rows stay decoded, for who asks for the same tables again and again.
_MOST_ROWS = 4096
#: Seconds between two orders to the disk: what a failing power supply may cost.
_SYNC = 2.0
_PREAD = getattr(os, "pread", None)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a record stands.

    Attributes:
        offset: of its first byte.
        lead: number of bytes until the end of the extraction's head.
        tables: number of its tables.
    """

    offset: int
    lead: int
    tables: int


@dataclass(frozen=True, slots=True)
class _Notes:
    """What stands before the data of a record: sizes in bytes, counts in rows."""

    source: str
    content: str
    head: int
    findings: int
    rows: tuple[int, ...]
    counts: tuple[int, ...]


class Store:
    """Records in an open file, which must be unbuffered, readable and writable."""

    def __init__(self, file: IO[bytes], end: int = 0, *, durable: bool = False) -> None:
        """Begin to write at ``end``; ``durable`` where the file must outlive a failure of the machine.

        The file is closed with the store, which lives as long as anything that was loaded from it.
        """
        self._file = file
        self.close = weakref.finalize(self, file.close)
        self._end = end
        self._durable = durable
        self._synced = time.monotonic()
        self._lock = Lock()
        self._decoded: OrderedDict[int, tuple[Indicator, ...]] = OrderedDict()
        self._held = 0  # rows in the above

    def append(self, record: Record) -> Slot:
        """Write a record and return where it stands.

        Raises:
            OSError: the disk is full or gone; what was written before stays whole.
        """
        noted = [record.source, record.content, len(record.head), len(record.findings), list(map(len, record.rows))]
        notes = json.dumps([*noted, record.counts], separators=(",", ":")).encode("ascii")
        data = b"".join((notes, record.head, record.findings, *record.rows))
        frame = _FRAME.pack(_MARK, zlib.crc32(data), len(notes), len(data) - len(notes)) + data
        slot = Slot(self._end, _FRAME.size + len(notes) + len(record.head), len(record.rows))
        self._write(frame)
        return slot

    def scan(self, start: int) -> Iterator[tuple[str, str, Slot]]:
        """Yield source, content and place of every whole record from ``start`` on; write after the last of them."""
        size = os.fstat(self._file.fileno()).st_size
        self._end = start
        while frame := self._whole(self._end, size):
            notes, length = frame
            lead = length - notes.findings - sum(notes.rows)
            slot = Slot(self._end, lead, len(notes.rows))
            self._end += length
            yield notes.source, notes.content, slot

    @property
    def end(self) -> int:
        """Number of bytes that hold whole records."""
        return self._end

    def extraction(self, slot: Slot) -> Extraction:
        """Return the extraction; its tables read their rows when they are asked for them."""
        data = self._read(slot.offset, slot.lead)
        notes, start = _noted(data)
        place = slot.offset + slot.lead + notes.findings
        head = head_of(data[start:])
        for table, size, count in zip(head.tables, notes.rows, notes.counts, strict=True):
            # Made a moment ago and seen by nobody: replace() would make each table a second time.
            object.__setattr__(table, "rows", Rows(self.rows, place, size, count))
            place += size
        return head

    def findings(self, slot: Slot, shared: dict[str, str]) -> tuple[Finding, ...]:
        """Return the findings of a document; ``shared`` collects their texts, so that none is held twice."""
        notes, _ = _noted(self._read(slot.offset, slot.lead))
        return findings_of(self._read(slot.offset + slot.lead, notes.findings), shared)

    def rows(self, offset: int, size: int) -> tuple[Indicator, ...]:
        """Return the rows of the table that stand at ``offset``."""
        found = self._decoded.get(offset)
        if found is None:
            found = self._decoded[offset] = rows_of(self._read(offset, size))
            self._held += len(found)
            while len(self._decoded) > 1 and self._held > _MOST_ROWS:
                self._held -= len(self._decoded.popitem(last=False)[1])
        return found

    def _whole(self, offset: int, size: int) -> tuple[_Notes, int] | None:
        """Return the notes and the length of the record at ``offset``; None where none or only a part of one is."""
        lead = self._read(offset, _FRAME.size)
        if len(lead) < _FRAME.size:
            return None
        mark, checksum, notes, rest = _FRAME.unpack(lead)
        if mark != _MARK or notes > _MOST_NOTES or offset + _FRAME.size + notes + rest > size:
            return None
        data = self._read(offset + _FRAME.size, notes + rest)
        if len(data) < notes + rest or zlib.crc32(data) != checksum:
            return None
        return _noted(lead + data)[0], len(lead) + len(data)

    def _write(self, data: bytes) -> None:
        with self._lock:
            self._file.seek(self._end)
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) :]
        self._end += len(data)
        if self._durable and time.monotonic() - self._synced > _SYNC:
            os.fsync(self._file.fileno())
            self._synced = time.monotonic()

    def _read(self, offset: int, size: int) -> bytes:
        if _PREAD is not None:  # moves nothing that other threads and processes use
            found: bytes = _PREAD(self._file.fileno(), size, offset)
            return found
        with self._lock:
            self._file.seek(offset)
            return self._file.read(size)


def _noted(data: bytes) -> tuple[_Notes, int]:
    """Return the notes of a record and where they end."""
    size = _FRAME.unpack_from(data)[2]
    source, content, head, findings, rows, counts = json.loads(data[_FRAME.size : _FRAME.size + size])
    return _Notes(source, content, head, findings, tuple(rows), tuple(counts)), _FRAME.size + size
