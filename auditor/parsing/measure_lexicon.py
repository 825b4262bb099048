"""The measure words of rules/lexicons/measures.yaml, made ready for the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from auditor.parsing import units
from auditor.parsing.values import alternatives
from auditor.resources import data_dir, load_yaml


@dataclass(frozen=True, slots=True)
class HeadRule:
    """Head words of one meaning; ``excludes`` names the dimensions that they cannot have, ``dimensions`` those they have."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    words: tuple[str, ...]
    dimensions: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    strict: bool = False
    direction: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class MeasureLexicon:
    """The file rules/lexicons/measures.yaml; each list is explained there."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    heads: tuple[HeadRule, ...]
    counting: tuple[str, ...]
    counted: tuple[HeadRule, ...]
    uncounted: tuple[str, ...]
    ratio_words: tuple[str, ...]
    ratio_false: tuple[str, ...]
    undesired: tuple[str, ...]
    remedies: tuple[str, ...]
    changing: tuple[str, ...]
    desired: tuple[str, ...]
    tails: tuple[str, ...]
    predicates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What one head word means; see ``Measure``."""

    dimensions: frozenset[str]
    strict: bool
    direction: str
    unit: str


@dataclass(frozen=True, slots=True)
class Heads:
    """The lexicon compiled; ``lengths`` are those of the head words that end in a character, longest first."""

    by_word: dict[str, Head]
    lengths: dict[str, tuple[int, ...]]
    inside: re.Pattern[str]
    counting: re.Pattern[str]
    counted: tuple[tuple[tuple[str, ...], Head], ...]
    number_of: Head
    ratio: Head
    ratio_words: re.Pattern[str]
    ratio_false: re.Pattern[str]
    undesired: re.Pattern[str]
    remedies: re.Pattern[str]
    changing: re.Pattern[str]
    desired: re.Pattern[str]
    desired_end: re.Pattern[str]
    tails: re.Pattern[str]
    predicates: re.Pattern[str]


@lru_cache(maxsize=1)
def heads() -> Heads:
    """Return the measure words.

    Raises:
        ConfigError: the file is missing or wrong.
    """
    data = load_yaml(data_dir("rules") / "lexicons" / "measures.yaml", MeasureLexicon)
    known = frozenset(units.lexicon().dimensions)
    by_word = {word: _head(rule, known) for rule in data.heads for word in rule.words}
    return Heads(
        by_word=by_word,
        lengths=_lengths(by_word),
        inside=re.compile(alternatives(word for word, head in by_word.items() if len(word) > 1 and head.dimensions)),
        counting=re.compile(f"(?:{alternatives(data.counting)})\\Z"),
        counted=tuple((rule.words, _head(rule, known)) for rule in data.counted),
        number_of=Head(known - frozenset(data.uncounted), True, "counted", ""),
        ratio=by_word["比例"],
        ratio_words=re.compile(alternatives(data.ratio_words)),
        ratio_false=re.compile(alternatives(data.ratio_false)),
        undesired=re.compile(f"(?<![未无不零免防])(?:{alternatives(data.undesired)})的?(?:案件|事件|人员|人)?[件起例次宗]?\\Z"),
        remedies=re.compile(alternatives(data.remedies)),
        changing=re.compile(alternatives(data.changing)),
        desired=re.compile(alternatives(data.desired)),
        desired_end=re.compile(f"(?:{alternatives(data.desired)})\\Z"),
        predicates=re.compile(f"(?:{alternatives(data.predicates)})\\Z"),
        tails=re.compile(f"(?:{alternatives(data.tails)})\\Z"),
    )


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[-1], set()).add(len(word))
    return {last: tuple(sorted(lengths, reverse=True)) for last, lengths in found.items()}


def _head(rule: HeadRule, known: frozenset[str]) -> Head:
    dimensions = known - frozenset(rule.excludes) if rule.excludes else frozenset(rule.dimensions)
    return Head(dimensions, rule.strict, rule.direction, rule.unit)
