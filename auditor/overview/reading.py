"""What was read and what was not: 'no findings' must be distinguishable from 'not read'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from auditor.types.grid import Trouble
from auditor.types.indicator import Extraction

_NO_TABLE = Trouble("没有找到绩效目标表", "请确认文件是否应当含有绩效目标表；若有，请人工核对原件。", fatal=True)


class Status(str, Enum):
    """How far a document was read, or NOTE for words about a folder or archive; the values are what people read."""

    UNREAD = "未读取"
    PARTIAL = "部分读取"
    READ = "已读取"
    NOTE = "提示"


@dataclass(frozen=True, slots=True)
class Reading:
    """How the reading of one document went.

    Attributes:
        extraction: the document without its tables, which would fill the memory where there are many documents.
        status: unread, in part, as a whole, or nothing to read at all.
        reason: what went wrong and where, empty for nothing.
        advice: what to do next, empty for nothing.
        tables: number of indicator tables.
        rows: number of indicator rows.
    """

    extraction: Extraction
    status: Status
    reason: str = ""
    advice: str = ""
    tables: int = 0
    rows: int = 0


def readings(documents: Iterable[Extraction]) -> tuple[Reading, ...]:
    """Return one entry a document, in input order."""
    return tuple(_reading(extraction) for extraction in documents)


def counts(found: Iterable[Reading]) -> Mapping[Status, int]:
    """Return how many documents were read, in part and not; a folder or archive is no document."""
    by_status = Counter(reading.status for reading in found)
    return {status: by_status[status] for status in (Status.READ, Status.PARTIAL, Status.UNREAD)}


def noted(documents: Iterable[Extraction]) -> tuple[Reading, ...]:
    """Return what was read as a whole and still has something to be said of, and the notes on folders and archives."""
    return tuple(reading for reading in readings(documents) if reading.reason and reading.status in (Status.READ, Status.NOTE))


def troubled(documents: Iterable[Extraction]) -> tuple[Reading, ...]:
    """Return the documents that were not or not wholly read, unread ones first."""
    found = [reading for reading in readings(documents) if reading.status in (Status.UNREAD, Status.PARTIAL)]
    return tuple(sorted(found, key=lambda reading: reading.status is not Status.UNREAD))


def _reading(extraction: Extraction) -> Reading:
    troubles = list(_troubles(extraction))
    status = _status(extraction, [trouble for _, trouble in troubles])
    if status is Status.UNREAD and all(trouble.note for _, trouble in troubles):
        troubles.append(("", _NO_TABLE))
    reasons = (f"{where}：{trouble.reason}" if where else trouble.reason for where, trouble in troubles)
    advices = (_sentence(trouble.advice) for _, trouble in troubles if trouble.advice)
    told = "；".join(_unique(reasons)), "".join(_unique(advices))
    rows = sum(len(table.rows) for table in extraction.tables)
    return Reading(replace(extraction, tables=()), status, *told, len(extraction.tables), rows)


def _status(extraction: Extraction, troubles: list[Trouble]) -> Status:
    missing = any(not trouble.note for trouble in troubles)
    if extraction.tables:
        return Status.PARTIAL if missing else Status.READ
    return Status.NOTE if troubles and not missing and not extraction.format else Status.UNREAD


def _troubles(extraction: Extraction) -> Iterator[tuple[str, Trouble]]:
    """Yield each trouble with its place within the document."""
    for trouble in extraction.troubles:
        page = "" if trouble.page is None else f"第{trouble.page}页"
        yield (f"工作表“{trouble.sheet}”" if trouble.sheet else page), trouble
    for table in extraction.tables:
        for trouble in table.troubles:
            yield f"表{table.number}", trouble


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "！", "？", "；")) else f"{text}。"
