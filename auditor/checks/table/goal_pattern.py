"""Text that must not stand in a goal, by patterns of the rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.expressions import compiled
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedTable

NAME = "goal-pattern"


@dataclass(frozen=True, slots=True)
class Options:
    """Regular expressions at fault."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    patterns: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse what is no regular expression, while the rule is loaded and its file is known."""
        compiled(self.patterns)


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield one hit that names every residue found in the goal."""
    goal = table.table.goal
    spans = tuple(match.span() for match in compiled(options.patterns).finditer(goal))
    if spans:
        found = "、".join(dict.fromkeys(goal[start:end] for start, end in spans))
        yield Hit(role="goal", evidence=f"绩效目标中有“{found}”", spans={"goal": spans}, facts={"found": found})
