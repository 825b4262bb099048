"""The words of rules/lexicons/sources.yaml, made ready for the grammar of basis cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from auditor.parsing.values import alternatives
from auditor.resources import data_dir, load_yaml


@dataclass(frozen=True, slots=True)
class SourceLexicon:
    """The file rules/lexicons/sources.yaml; each list is explained there."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    prepositions: tuple[str, ...]
    closers: tuple[str, ...]
    generic: tuple[str, ...]
    survey: tuple[str, ...]
    inquiry: tuple[str, ...]
    contract: tuple[str, ...]
    budget: tuple[str, ...]
    plan: tuple[str, ...]
    law_names: tuple[str, ...]
    law_false: tuple[str, ...]
    record: tuple[str, ...]
    weak: tuple[str, ...]
    vague: tuple[str, ...]
    vague_inside: tuple[str, ...]
    periods: tuple[str, ...]
    measures: tuple[str, ...]
    placeless: tuple[str, ...]
    kinds_of_issue: tuple[str, ...]
    misspelt: tuple[str, ...]
    doubles_allowed: tuple[str, ...]
    regulation: tuple[str, ...]
    regulation_generic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """The lexicon compiled: ``x_end`` patterns ask for the head of a phrase, the others for a word anywhere."""

    prepositions: re.Pattern[str]
    closers: re.Pattern[str]
    generic: re.Pattern[str]
    survey: re.Pattern[str]
    inquiry: re.Pattern[str]
    contract: re.Pattern[str]
    budget: re.Pattern[str]
    plan_end: re.Pattern[str]
    law_names: re.Pattern[str]
    law_false_end: re.Pattern[str]
    record: re.Pattern[str]
    record_end: re.Pattern[str]
    weak_end: re.Pattern[str]
    vague_end: re.Pattern[str]
    vague_inside: re.Pattern[str]
    periods: re.Pattern[str]
    measures_end: re.Pattern[str]
    placeless: re.Pattern[str]
    misspelt: re.Pattern[str]
    doubles_allowed: frozenset[str]
    regulation_end: re.Pattern[str]
    regulation_generic: re.Pattern[str]


_YEAR = r"(?:19|20)\d{2}(?:年|[-~至]|(?!\d))|\d{1,2}月|第[一二三四]季度"


@lru_cache(maxsize=1)
def sources() -> Sources:
    """Return the words of basis cells.

    Raises:
        ConfigError: the file is missing or wrong.
    """
    data = load_yaml(data_dir("rules") / "lexicons" / "sources.yaml", SourceLexicon)
    return Sources(
        prepositions=re.compile(f"(?:{alternatives(data.prepositions)})+"),
        closers=_end(data.closers),
        generic=_any(data.generic),
        survey=_any(data.survey),
        inquiry=_any(data.inquiry),
        contract=_any(data.contract),
        budget=_any(data.budget),
        plan_end=_end(data.plan),
        law_names=_any(data.law_names),
        law_false_end=_end(data.law_false),
        record=_any(data.record),
        record_end=_end(data.record),
        weak_end=_end(data.weak),
        vague_end=_end(data.vague),
        vague_inside=_any(data.vague_inside),
        periods=re.compile(f"{_YEAR}|(?<!以)(?:{alternatives(data.periods)})"),
        measures_end=_end(data.measures),
        placeless=re.compile(f"(?:{alternatives(data.placeless)})?(?:{alternatives(data.kinds_of_issue)})?\\Z"),
        misspelt=_any(data.misspelt),
        doubles_allowed=frozenset(data.doubles_allowed),
        regulation_end=_end(data.regulation),
        regulation_generic=_any(data.regulation_generic),
    )


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(alternatives(words))


def _end(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(words)})\\Z")
