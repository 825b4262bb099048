"""Units of measure as data: which there are, what they measure, how they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar

from auditor.parsing.view import view
from auditor.resources import data_dir, load_yaml

#: What the dimension of a unit counted per something ends in.
PER = "_per"
_LATIN = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit, plain or composite.

    Attributes:
        name: standard writing (``%``, ``万元``, ``元/人·月``).
        dimension: what it measures (a key of ``dimensions`` in units.yaml); with ``_per`` for a composite (``money_per``).
        variants: other writings as good as the name.
        nonstandard: writings that are understood but not standard (UN304).
        behind: writings that mean this unit only behind a stroke (吨/d).
        scale: how many base units of the dimension it is (元, 米, 平方米, 千克, 立方米, 天, %).
        low, high: plausible bounds of a value, None where there is none.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    name: str
    dimension: str
    variants: tuple[str, ...] = ()
    nonstandard: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    scale: float = 1.0
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class UnitLexicon:
    """The file rules/lexicons/units.yaml: dimensions with their Chinese titles, and the units."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    dimensions: Mapping[str, str] = field(default_factory=dict)
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found in a text.

    Attributes:
        unit: the unit, composite where one was written.
        start, end: where it stands in the text that was searched.
        standard: whether it is written in a standard form.
    """

    unit: Unit
    start: int
    end: int
    standard: bool


@lru_cache(maxsize=1)
def lexicon() -> UnitLexicon:
    """Return the units of rules/lexicons/units.yaml.

    Raises:
        ConfigError: the file is missing or wrong.
    """
    return load_yaml(data_dir("rules") / "lexicons" / "units.yaml", UnitLexicon)


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[tuple[str, Unit, bool], ...]]:
    """Writings by first character, longest first: (writing, unit, standard)."""
    found: dict[str, dict[str, tuple[str, Unit, bool]]] = {}
    for unit in lexicon().units:
        spellings = [
            (unit.name, True),
            *((item, True) for item in unit.variants),
            *((item, False) for item in unit.nonstandard),
        ]
        for spelling, standard in spellings:
            key = view(spelling).text
            found.setdefault(key[0], {}).setdefault(key, (key, unit, standard))
    return {first: tuple(sorted(items.values(), key=lambda item: -len(item[0]))) for first, items in found.items()}


def match_simple(text: str, start: int) -> UnitMatch | None:
    """Return the longest plain unit that begins at ``start`` of ``text`` (in the spelling of ``view``)."""
    if start >= len(text):
        return None
    for key, unit, standard in _index().get(text[start], ()):
        end = start + len(key)
        if text.startswith(key, start) and not _runs_on(key, text[end : end + 1]):
            return UnitMatch(unit, start, end, standard)
    return None


def _runs_on(key: str, after: str) -> bool:
    """Latin units end where the letters end; a single letter before a Chinese word is a name (5G网络)."""
    if not (key[-1].isascii() and key[-1].isalpha()):
        return False
    return after.isalpha() and (after.isascii() or len(key) == 1)


def match_behind(text: str, start: int) -> UnitMatch | None:
    """Return the unit that a short Latin writing means behind a stroke (m3/d); None where more letters follow."""
    found = _LATIN.match(text, start)
    unit = _behind().get(found[0]) if found else None
    return UnitMatch(unit, start, found.end(), True) if found and unit else None


@lru_cache(maxsize=1)
def _behind() -> dict[str, Unit]:
    return {writing: unit for unit in lexicon().units for writing in unit.behind}


def title(name: str) -> str:
    """Return the Chinese title of a dimension (``ratio`` is 比率; ``money_per`` is 单位金额)."""
    titles = lexicon().dimensions
    plain = name.removesuffix(PER)
    return titles.get(plain, plain) if plain == name else f"单位{titles.get(plain, plain)}"
