"""The words of indicator tables (rules/templates/_vocabulary.yaml): header spellings, labels, levels, titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from auditor.errors import ConfigError
from auditor.resources import data_dir, load_yaml
from auditor.text.normalise import bare, normalise

_BRACKETED = re.compile(r"[(\[〔【「][^()\[\]〔〕【】「」]*[)\]〕】」]")
#: A label may name the year: 2024年度绩效目标.
_YEARS = re.compile(r"^(?:19|20)\d\d年度?")
#: Longer text is no label: not worth a lookup.
LABEL_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Spellings:
    """How a column is headed: ``exact`` tells at once, ``weak`` only while no other column took the role."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    exact: tuple[str, ...]
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The file as written; see its comments for what each list is for."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    headers: Mapping[str, Spellings]
    core: tuple[str, ...]
    facts: tuple[str, ...]
    blocks: Mapping[str, tuple[str, ...]]
    level1: Mapping[str, tuple[str, ...]]
    level2: Mapping[str, tuple[str, ...]]
    operators: Mapping[str, tuple[str, ...]]
    natures: tuple[str, ...]
    stems: tuple[str, ...]
    titles: tuple[str, ...]
    generic: tuple[str, ...]
    whole: tuple[str, ...]
    organisations: tuple[str, ...]
    currencies: tuple[str, ...]
    footnotes: tuple[str, ...]
    totals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words turned into lookups by key (see ``label_key``).

    Attributes:
        words: the file.
        exact: key -> role.
        weak: key -> roles in order of preference.
        facts: key -> role of the header block.
        blocks: key -> name of a block of indicators (年度, 实施期).
        level1, level2: key without 指标 -> family (产出, 效益 …).
        core, totals, natures, operators: as in the file, by key.
        footnotes: normalised beginnings.
        titles: endings of a title, longest first.
        generic: matches a text made of title words only.
        organisation: matches the name of an office.
    """

    words: Words
    exact: Mapping[str, str]
    weak: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, str]
    blocks: Mapping[str, str]
    level1: Mapping[str, str]
    level2: Mapping[str, str]
    core: frozenset[str]
    totals: frozenset[str]
    natures: frozenset[str]
    operators: Mapping[str, str]
    footnotes: tuple[str, ...]
    titles: tuple[str, ...]
    generic: re.Pattern[str]
    organisation: re.Pattern[str]


@lru_cache(maxsize=16384)
def label_key(text: str) -> str:
    """Return a label as compared: half width, no white space, punctuation, remarks in brackets or year before it."""
    plain = normalise(text)
    key = bare(_BRACKETED.sub("", plain)) or bare(plain)
    return _YEARS.sub("", key) or key


@lru_cache(maxsize=4096)
def level_key(text: str) -> str:
    """Return the name of a level as compared: a label without its final 指标."""
    key = label_key(text)
    return key[:-2] if key.endswith("指标") and len(key) > 2 else key


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Load the vocabulary once.

    Raises:
        ConfigError: the file is wrong, or one exact spelling belongs to two roles.
    """
    return build(load_yaml(data_dir("rules") / "templates" / "_vocabulary.yaml", Words))


def build(words: Words) -> Vocabulary:
    """Turn the words into lookups.

    Raises:
        ConfigError: one exact spelling belongs to two roles, or ``core``/``facts`` name an unknown role.
    """
    unknown = [role for role in (*words.core, *words.facts) if role not in words.headers]
    if unknown:
        raise ConfigError(f"_vocabulary.yaml 的 core 或 facts 里有未定义的栏目 {'、'.join(unknown)}", "请先在 headers 里定义。")
    exact = _exact(words)
    weak: dict[str, tuple[str, ...]] = {}
    for role, spelling in words.headers.items():
        for text in spelling.weak:
            weak[label_key(text)] = (*weak.get(label_key(text), ()), role)
    return Vocabulary(
        words=words,
        exact=exact,
        weak=weak,
        facts={key: role for key, role in exact.items() if role in words.facts},
        blocks=_by_key(words.blocks),
        level1={level_key(word): family for family, entries in words.level1.items() for word in entries},
        level2={level_key(word): family for family, entries in words.level2.items() for word in entries},
        core=frozenset(words.core),
        totals=frozenset(map(label_key, words.totals)),
        natures=frozenset(map(label_key, words.natures)),
        operators={normalise(word): sign for sign, entries in words.operators.items() for word in entries},
        footnotes=tuple(map(normalise, words.footnotes)),
        titles=tuple(sorted(map(normalise, words.titles), key=len, reverse=True)),
        generic=re.compile(rf"(?:{'|'.join(sorted(map(re.escape, words.generic), key=len, reverse=True))}|\d|[年《》“”\"()])*"),
        organisation=re.compile(rf".*(?:{'|'.join(map(re.escape, words.organisations))})(?:[(（].*[)）])?"),
    )


def _by_key(lists: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {label_key(word): name for name, entries in lists.items() for word in entries}


def _exact(words: Words) -> dict[str, str]:
    found: dict[str, str] = {}
    for role, spelling in words.headers.items():
        for text in spelling.exact:
            other = found.setdefault(label_key(text), role)
            if other != role:
                raise ConfigError(f"_vocabulary.yaml 里“{text}”同时属于 {other} 和 {role}", "请只留一处，或改放到 weak。")
    return found
