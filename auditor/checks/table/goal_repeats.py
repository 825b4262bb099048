"""Items of a goal repeat each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar

from auditor.text.goals import goal_items
from auditor.text.normalise import bare, normalise
from auditor.text.similarity import pairs, similarity
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedTable

NAME = "goal-repeats"

#: The clause of means says the same in each item of many goals (通过办理…，为…): what follows it is the goal.
_MEANS = re.compile(r"^(?:通过|为了?|根据|按照|围绕)[^，,；;]*(?:，|,|；|;|(?:的)?(?:开展|实施|方式)[，,]?(?:实现|完成)?)")

_NUMBER = re.compile(r"\d+(?:\.\d+)?")

#: So many items are held against each other; no goal of a project has as many.
_MOST_ITEMS = 120

_CLAUSE_END = re.compile(r"[，,；;。]")


@dataclass(frozen=True, slots=True)
class Options:
    """When two items count as one.

    Attributes:
        similarity: 0-1, of the whole items.
        coverage: 0-1, share of the shorter item's character pairs that stand in the longer one.
        min_pairs: an item with fewer distinct character pairs is judged by similarity alone.
        kinds: groups of words of one kind; items that name different ones (小学, 初中) speak of different things.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    similarity: float = 0.9
    coverage: float = 0.65
    min_pairs: int = 20
    kinds: tuple[tuple[str, ...], ...] = ()


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield one hit for the first pair of items that say the same."""
    items = [_MEANS.sub("", item) or item for item in goal_items(table.table.goal)[:_MOST_ITEMS]]
    for (i, left), (j, right) in combinations(enumerate(items, start=1), 2):
        if _apart(left, right, options):
            continue
        score = 1.0 if _clauses(left) == _clauses(right) else similarity(left, right)
        covered = _coverage(left, right, options.min_pairs)
        if score >= options.similarity or covered >= options.coverage:
            yield Hit(
                role="goal",
                evidence=f"第{i}条与第{j}条重复（相似度{max(score, covered):.0%}）：“{left}”／“{right}”",
                facts={"first": str(i), "second": str(j)},
            )
            return


def _apart(left: str, right: str, options: Options) -> bool:
    """Tell whether two items name different numbers, or different ones of a kind."""
    sets = ([set(_NUMBER.findall(normalise(text))), *_named(text, options)] for text in (left, right))
    return any(not (a <= b or b <= a) for a, b in zip(*sets, strict=True))


def _named(text: str, options: Options) -> list[set[str]]:
    return [{word for word in kind if word in text} for kind in options.kinds]


def _clauses(text: str) -> list[str]:
    """The clauses without their order: the same ones the other way round say the same."""
    return sorted(filter(None, map(bare, _CLAUSE_END.split(text))))


def _pairs(text: str) -> set[str]:
    return {pair for pair in pairs(bare(text)) if not pair.isdigit()}


def _coverage(left: str, right: str, least: int) -> float:
    a, b = sorted((_pairs(left), _pairs(right)), key=len)
    return len(a & b) / len(a) if len(a) >= least else 0.0
