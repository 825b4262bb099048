"""Formatted disk pages: which properties hold for which bytes of the text ([MS-DOC] 2.9.33 and 2.9.175)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass

from auditor.readers import _doc_sprm as sprm

_PAGE = 512
_PAGE_NUMBER = 0x3FFFFF
_PAPX_ENTRY = 13


@dataclass(frozen=True, slots=True)
class Runs:
    """Properties by position.

    Attributes:
        starts, ends, values: ``values[i]`` holds from byte ``starts[i]`` up to ``ends[i]``.
        complete: False where the file lacks pages that it names.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    values: tuple[bytes, ...]
    complete: bool = True

    def at(self, position: int) -> bytes:
        """Return the property bytes at a byte of the WordDocument stream, empty for none."""
        index = bisect_right(self.starts, position) - 1
        return self.values[index] if index >= 0 and position < self.ends[index] else b""

    def within(self, start: int, end: int) -> list[tuple[int, int, bytes]]:
        """Return start, end and properties of the runs that touch the bytes [start, end)."""
        index = max(0, bisect_right(self.starts, start) - 1)
        found = []
        while index < len(self.starts) and self.starts[index] < end:
            if self.ends[index] > start:
                found.append((max(start, self.starts[index]), min(end, self.ends[index]), self.values[index]))
            index += 1
        return found


def paragraph_runs(plc: bytes, stream: bytes, data: bytes) -> Runs:
    """Return the paragraph properties (istd, then grpprl); properties kept in the data stream are fetched from there."""
    runs = []
    pages, complete = _pages(plc, stream)
    for page in pages:
        count = page[_PAGE - 1]
        for i in range(count):
            offset = 2 * page[4 * (count + 1) + _PAPX_ENTRY * i]
            start, end = struct.unpack_from("<II", page, 4 * i)
            runs.append((start, end, _with_huge(_papx(page, offset), data)))
    return _sorted(runs, complete)


def character_runs(plc: bytes, stream: bytes) -> Runs:
    """Return the character properties (grpprl)."""
    runs = []
    pages, complete = _pages(plc, stream)
    for page in pages:
        count = page[_PAGE - 1]
        for i in range(count):
            offset = 2 * page[4 * (count + 1) + i]
            start, end = struct.unpack_from("<II", page, 4 * i)
            runs.append((start, end, page[offset + 1 : offset + 1 + page[offset]] if offset else b""))
    return _sorted(runs, complete)


def _pages(plc: bytes, stream: bytes) -> tuple[list[bytes], bool]:
    """Return the pages that a PlcBtePapx or PlcBteChpx names, and whether all are there; a broken one is left out."""
    count = max(0, (len(plc) - 4) // 8)
    numbers = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count else ()
    pages = []
    wanted = dict.fromkeys(number & _PAGE_NUMBER for number in numbers)
    for number in wanted:
        page = stream[number * _PAGE : (number + 1) * _PAGE]
        if len(page) == _PAGE and 4 * (page[-1] + 1) + page[-1] < _PAGE:
            pages.append(page)
    return pages, len(pages) == len(wanted)


def _papx(page: bytes, offset: int) -> bytes:
    """Return istd and grpprl of the PapxInFkp at ``offset``; 0 stands for the defaults."""
    if not offset:
        return b"\0\0"
    if page[offset]:
        return page[offset + 1 : offset + 2 * page[offset]]
    return page[offset + 2 : offset + 2 + 2 * page[offset + 1]]


def _with_huge(papx: bytes, data: bytes) -> bytes:
    """Append the grpprl in the data stream that a sprmPHugePapx points to (rows with many cells keep theirs there)."""
    if b"\x45\x66" not in papx and b"\x46\x66" not in papx:
        return papx
    for code, operand in sprm.modifiers(papx[2:]):
        if code in sprm.P_HUGE:
            offset = int.from_bytes(operand, "little")
            size = int.from_bytes(data[offset : offset + 2], "little")
            papx += data[offset + 2 : offset + 2 + size]
    return papx


def _sorted(runs: list[tuple[int, int, bytes]], complete: bool) -> Runs:
    """Sort by position; runs of no length are left out."""
    kept = sorted((run for run in runs if run[0] < run[1]), key=lambda run: run[0])
    return Runs(tuple(r[0] for r in kept), tuple(r[1] for r in kept), tuple(r[2] for r in kept), complete)
