"""A cell that must be filled is empty or holds a mere dash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.normalise import normalise
from auditor.types.finding import Hit
from auditor.types.indicator import COLUMNS
from auditor.types.parsed import Context, ParsedRow

NAME = "empty-cell"


@dataclass(frozen=True, slots=True)
class Options:
    """Which column, and which texts count as empty."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    role: str
    blanks: tuple[str, ...] = ("无", "/", "\\", "-", "--", "—", "——", "暂无", "空")


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where the table has the column and the row's cell is empty."""
    assert context.table is not None
    if options.role not in context.table.table.roles:
        return
    text = row.indicator.cell(options.role)
    if normalise(text) and normalise(text) not in options.blanks:
        return
    shown = f"只有“{text}”" if text.strip() else "为空"
    yield Hit(role=options.role, evidence=f"“{COLUMNS[options.role]}”一栏{shown}", facts={"column": COLUMNS[options.role]})
