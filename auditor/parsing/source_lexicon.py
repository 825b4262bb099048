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
    opinions: tuple[str, ...]
    contract: tuple[str, ...]
    budget: tuple[str, ...]
    plan: tuple[str, ...]
    law_names: tuple[str, ...]
    law_false: tuple[str, ...]
    law_not_before: str
    record: tuple[str, ...]
    weak: tuple[str, ...]
    vague: tuple[str, ...]
    vague_inside: tuple[str, ...]
    periods: tuple[str, ...]
    measures: tuple[str, ...]
    placeless: tuple[str, ...]
    kinds_of_issue: tuple[str, ...]
    series_finance: tuple[str, ...]
    series_offices: tuple[str, ...]
    series_marks: tuple[str, ...]
    issue_ends: tuple[str, ...]
    numbered: tuple[str, ...]
    organs: tuple[str, ...]
    not_issuer: tuple[str, ...]
    misspelt: tuple[str, ...]
    misspelt_series: tuple[str, ...]
    doubles_allowed: tuple[str, ...]
    regulation: tuple[str, ...]
    regulation_weak: tuple[str, ...]
    regulation_tails: tuple[str, ...]
    issued: tuple[str, ...]
    regulation_generic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """The lexicon compiled: ``x_end`` patterns ask for the head of a phrase, the others for a word anywhere."""

    prepositions: re.Pattern[str]
    closers: re.Pattern[str]
    generic: re.Pattern[str]
    survey: re.Pattern[str]
    inquiry: re.Pattern[str]
    opinions_end: re.Pattern[str]
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
    series_end: re.Pattern[str]
    issue_end: re.Pattern[str]
    office: re.Pattern[str]
    numbered_end: re.Pattern[str]
    organ_end: re.Pattern[str]
    not_issuer: re.Pattern[str]
    misspelt: re.Pattern[str]
    misspelt_series: re.Pattern[str]
    doubles_allowed: frozenset[str]
    regulation_end: re.Pattern[str]
    regulation_weak_end: re.Pattern[str]
    regulation_tails_end: re.Pattern[str]
    issued_end: re.Pattern[str]
    regulation_generic: re.Pattern[str]


_YEAR = r"(?:19|20)\d{2}(?:年|[-~至]|(?!\d))|\d{1,2}月|第[一二三四]季度|第[\d零一二三四五六七八九十百]{1,4}次"


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
        opinions_end=_end(data.opinions),
        contract=_any(data.contract),
        budget=_any(data.budget),
        plan_end=_end(data.plan),
        law_names=re.compile(f"(?:{alternatives(data.law_names)})(?![{data.law_not_before}])"),
        law_false_end=_end(data.law_false),
        record=_any(data.record),
        record_end=_end(data.record),
        weak_end=_end(data.weak),
        vague_end=_end(data.vague),
        vague_inside=_any(data.vague_inside),
        periods=re.compile(f"{_YEAR}|(?<!以)(?:{alternatives(data.periods)})"),
        measures_end=_end(data.measures),
        placeless=re.compile(f"(?:{alternatives(data.placeless)})?(?:{alternatives(data.kinds_of_issue)})?\\Z"),
        series_end=_series(data),
        issue_end=_end([*data.issue_ends, *data.series_marks]),
        office=_office(data),
        numbered_end=_end(data.numbered),
        organ_end=_end(data.organs),
        not_issuer=_any(data.not_issuer),
        misspelt=_any(data.misspelt),
        misspelt_series=re.compile(f"(?:{alternatives(data.misspelt_series)})(?:{alternatives(data.series_marks)})?\\Z"),
        doubles_allowed=frozenset(data.doubles_allowed),
        regulation_end=_end(data.regulation),
        regulation_weak_end=_end(data.regulation_weak),
        regulation_tails_end=_end(data.regulation_tails),
        issued_end=re.compile(f"(?:关于.{{4,}}的?|印发的?.{{3,}})(?:{alternatives(data.issued)})\\Z"),
        regulation_generic=_any(data.regulation_generic),
    )


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(alternatives(words))


def _end(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(words)})\\Z")


def _series(data: SourceLexicon) -> re.Pattern[str]:
    """青财社, 财科教, 青财建发; 青政办发, 青人社字: what precedes must name a place."""
    finance, offices = alternatives(data.series_finance), alternatives(data.series_offices)
    marks = alternatives(data.series_marks)
    place = "[\u4e00-\u9fff]"
    return re.compile(f"财(?:{finance}){{1,2}}(?:{marks})?\\Z|{place}(?:{offices}){{1,3}}(?:{marks}){{1,2}}\\Z")


def _office(data: SourceLexicon) -> re.Pattern[str]:
    """青政, 青卫健; with a section of an office of two characters or more: 临沅发改投资."""
    offices = alternatives(data.series_offices)
    long = alternatives(name for name in data.series_offices if len(name) > 1)
    place = "[\u4e00-\u9fff]"
    return re.compile(f"{place}{{1,2}}(?:{offices}){{1,2}}|{place}{{1,3}}(?:{long}){{1,2}}{place}{{0,3}}")
