"""The table has a place for the goal, and nothing stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedTable

NAME = "empty-goal"


@dataclass(frozen=True, slots=True)
class Options:
    """Texts that count as empty."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    blanks: tuple[str, ...] = ("", "无", "暂无", "略")


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where the template has a goal and it is empty."""
    if "goal" in table.table.roles and bare(table.table.goal) in options.blanks:
        yield Hit(role="goal", evidence="绩效目标一栏为空")
