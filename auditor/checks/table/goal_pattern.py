"""Text that must not stand in a goal, by patterns of the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedTable

NAME = "goal-pattern"


@dataclass(frozen=True, slots=True)
class Options:
    """Regular expressions at fault."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    patterns: tuple[str, ...]


OPTIONS = Options


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{item})" for item in patterns))


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield one hit that names every residue found in the goal."""
    goal = table.table.goal
    spans = tuple(match.span() for match in _compiled(options.patterns).finditer(goal))
    if spans:
        found = "、".join(dict.fromkeys(goal[start:end] for start, end in spans))
        yield Hit(role="goal", evidence=f"绩效目标中有“{found}”", spans={"goal": spans}, facts={"found": found})
