"""What was read and what was not: 'no findings' must be distinguishable from 'not read'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from auditor.types.grid import Trouble
from auditor.types.indicator import Extraction

_NO_TABLE = Trouble("没有找到绩效目标表", "请确认文件是否应当含有绩效目标表；若有，请人工核对原件。", fatal=True)


class Status(str, Enum):
    """How far a document was read; the values are what people read."""

    UNREAD = "未读取"
    PARTIAL = "部分读取"
    READ = "已读取"


@dataclass(frozen=True, slots=True)
class Reading:
    """How the reading of one document went.

    Attributes:
        extraction: the document.
        status: unread, in part, or as a whole.
        reason: what went wrong and where, empty for nothing.
        advice: what to do next, empty for nothing.
    """

    extraction: Extraction
    status: Status
    reason: str = ""
    advice: str = ""

    @property
    def tables(self) -> int:
        """Number of indicator tables."""
        return len(self.extraction.tables)

    @property
    def rows(self) -> int:
        """Number of indicator rows."""
        return sum(len(table.rows) for table in self.extraction.tables)


def readings(documents: Iterable[Extraction]) -> tuple[Reading, ...]:
    """Return one entry a document, in input order."""
    return tuple(_reading(extraction) for extraction in documents)


def troubled(documents: Iterable[Extraction]) -> tuple[Reading, ...]:
    """Return the documents that were not or not wholly read, unread ones first."""
    found = [reading for reading in readings(documents) if reading.status is not Status.READ]
    return tuple(sorted(found, key=lambda reading: reading.status is not Status.UNREAD))


def _reading(extraction: Extraction) -> Reading:
    troubles = list(_troubles(extraction)) or ([] if extraction.tables else [("", _NO_TABLE)])
    if not troubles:
        return Reading(extraction, Status.READ)
    status = Status.PARTIAL if extraction.tables else Status.UNREAD
    reasons = (f"{where}：{trouble.reason}" if where else trouble.reason for where, trouble in troubles)
    advices = (_sentence(trouble.advice) for _, trouble in troubles if trouble.advice)
    return Reading(extraction, status, "；".join(_unique(reasons)), "".join(_unique(advices)))


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
