"""The goal is not about the project's result at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.expressions import compiled
from auditor.text.goals import goal_items
from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedTable

NAME = "goal-beside-result"

_CLAUSE = re.compile(r"[，,；;。]")


@dataclass(frozen=True, slots=True)
class Options:
    """Regular expressions over a clause without punctuation; every clause of the goal must match one in full."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    patterns: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse what is no regular expression, while the rule is loaded and its file is known."""
        compiled(self.patterns)


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where all that is said is of paying, applying or form alone."""
    items = goal_items(table.table.goal)
    if items and all(_says_nothing(item, compiled(options.patterns)) for item in items):
        yield Hit(
            role="goal",
            evidence=f"绩效目标写的是“{'；'.join(items)}”，没有说项目要做成什么",
            spans={"goal": ((0, len(table.table.goal)),)},
        )


def _says_nothing(item: str, pattern: re.Pattern[str]) -> bool:
    clauses = [clause for part in _CLAUSE.split(item) if (clause := bare(part))]
    return bool(clauses) and (pattern.fullmatch(bare(item)) is not None or all(pattern.fullmatch(clause) for clause in clauses))
