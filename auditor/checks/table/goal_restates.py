"""The goal says no more than the project's name or payment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from rapidfuzz import fuzz

from auditor.text.goals import goal_items
from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedTable

NAME = "goal-restates-name"

_AMOUNT = re.compile(r"[\d.,，]+\s*(?:亿|万)?\s*元?|20\d\d年度?")


@dataclass(frozen=True, slots=True)
class Options:
    """How near to the name, and which words add nothing.

    Attributes:
        similarity: 0-1, how well an item must be found in the project's name.
        results: words that promise how well it is done (按时, 正常运行): an item with one that the name lacks says more.
        fillers: words of payment and form that say nothing of a result.
        extra: how many characters an item may have beyond what the name has.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    fillers: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    similarity: float = 0.8
    extra: int = 2


OPTIONS = Options


@lru_cache(maxsize=16)
def _fillers(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)) or r"(?!)")


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where every item of the goal is found in the project's name."""
    items = goal_items(table.table.goal)
    name = _core(table.table.project, options)
    if not items or len(name) < 2 or any(_promises(item, table.table.project, options) for item in items):
        return
    if all(_restates(_core(item, options), name, options) for item in items):
        yield Hit(
            role="goal",
            evidence=f"绩效目标“{items[0]}”与项目名称“{table.table.project}”说的是一回事",
            spans={"goal": ((0, len(table.table.goal)),)},
        )


def _promises(item: str, project: str, options: Options) -> bool:
    return any(word in item and word not in project for word in options.results)


def _core(text: str, options: Options) -> str:
    return bare(_fillers(options.fillers).sub("", _AMOUNT.sub("", text)))


def _restates(item: str, name: str, options: Options) -> bool:
    if not item:
        return True
    return len(item) <= len(name) + options.extra and fuzz.partial_ratio(item, name) >= options.similarity * 100
