"""What could not be read: the document as a whole, a part of it, or a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from auditor.types.finding import Hit
from auditor.types.grid import Trouble
from auditor.types.indicator import Extraction
from auditor.types.parsed import Context

NAME = "unread"


@dataclass(frozen=True, slots=True)
class Options:
    """Whether is told what is missing of the document, or what is in doubt: in its tables and in how it was read."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    of: Literal["missing", "doubt"]


OPTIONS = Options


def check(extraction: Extraction, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each trouble that readers and extraction met."""
    yield from (_hit(trouble, None) for trouble in extraction.troubles if trouble.note is (options.of == "doubt"))
    if options.of == "missing":
        return
    for table in extraction.tables:
        yield from (_hit(trouble, table.number) for trouble in table.troubles)


def _hit(trouble: Trouble, table: int | None) -> Hit:
    where = f"第{trouble.page}页：" if trouble.page else f"工作表“{trouble.sheet}”：" if trouble.sheet else ""
    return Hit(
        table=table,
        facts={"reason": where + trouble.reason},
        evidence=where + trouble.reason,
        suggestion=trouble.advice,
    )
