"""Qualitative values: 效果显著, 较上年提高, 逐步改善, 优/良/中/差."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from auditor.parsing.values import alternatives
from auditor.resources import data_dir, load_yaml


@dataclass(frozen=True, slots=True)
class GradeLexicon:
    """The file rules/lexicons/grades.yaml: words of degree, change and state, and those that only go with them."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    adverbs: tuple[str, ...]
    changes: tuple[str, ...]
    wishes: tuple[str, ...]
    states: tuple[str, ...]
    nouns: tuple[str, ...]
    particles: tuple[str, ...]
    comparisons: tuple[str, ...]
    negations: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Grammar:
    whole: re.Pattern[str]
    opening: re.Pattern[str]
    ending: re.Pattern[str]
    manner: re.Pattern[str]
    references: re.Pattern[str]


#: A级, Ⅲ类: grades by letters and Roman numerals.
_LETTERS = re.compile(r"(?:优于|不低于|达到)?(?:[a-e]{1,3}|[ivx]{1,4})[级类等]?(?:以上|及以上)?")
_CLAUSE = re.compile(r"[,。、;:!/|()“”\"\s]+")


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    data = load_yaml(data_dir("rules") / "lexicons" / "grades.yaml", GradeLexicon)
    every = alternatives({*data.adverbs, *data.changes, *data.states, *data.nouns, *data.particles, *data.comparisons})
    degree = alternatives({*data.adverbs, *data.comparisons})
    predicate = alternatives({*data.changes, *data.states, *data.nouns})
    manner = alternatives({*data.adverbs, *data.negations, *data.comparisons})
    states = alternatives(word for word in data.states if len(word) > 1)
    trailing = f"(?:{alternatives(data.particles)})?"
    return _Grammar(
        whole=re.compile(f"(?:{every})+"),
        opening=re.compile(f"(?:{degree})+(?:{predicate})"),
        manner=re.compile(f"(?:{manner}).{{1,6}}|.{{1,4}}化"),
        references=re.compile(alternatives(data.references)),
        ending=re.compile(f"(?:(?:{degree})(?:{predicate})|{states}|(?:{alternatives(data.changes)})){trailing}\\Z"),
    )


def is_grade(text: str) -> bool:
    """Tell whether ``text`` (in the spelling of ``view``, without number) judges by degree, tendency or state.

    A clause does so if it holds nothing but such words (逐步改善), begins with a degree and a change (有效保障运转), is a
    short predicate with a manner or a negation (长期引领, 无拖欠) or ends in a predicate (群众生活明显改善). A change with
    only an object (优化环境) is a slogan.
    """
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    return any(_is_grade(clause) for clause in clauses)


def names_bound(text: str) -> bool:
    """Tell whether ``text`` names a bound to compare with (预算批复数, 市场价, 上年)."""
    return _grammar().references.search(text) is not None


def _is_grade(clause: str) -> bool:
    grammar = _grammar()
    if (
        _LETTERS.fullmatch(clause)
        or grammar.whole.fullmatch(clause)
        or grammar.opening.match(clause)
        or grammar.manner.fullmatch(clause)
    ):
        return True
    return grammar.ending.search(clause[-12:]) is not None
