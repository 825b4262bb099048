"""Units of measure as data: which there are, what they measure, how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar

from auditor.parsing.view import view
from auditor.resources import data_dir, load_yaml

#: Signs that join a unit to what it is counted per; a backslash is a slip of the pen (UN304).
_JOINTS = "/\\·每*.•"
_SUFFIX = "_per"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit, plain or composite.

    Attributes:
        name: standard writing (``%``, ``万元``, ``元/人·月``).
        dimension: what it measures (a key of ``dimensions`` in units.yaml); with ``_per`` for a composite (``money_per``).
        variants: other writings as good as the name.
        nonstandard: writings that are understood but not standard (UN304).
        scale: how many base units of the dimension it is (元, 米, 平方米, 千克, 立方米, 天, %).
        low, high: plausible bounds of a value, None where there is none.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    name: str
    dimension: str
    variants: tuple[str, ...] = ()
    nonstandard: tuple[str, ...] = ()
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


def match_unit(text: str, start: int) -> UnitMatch | None:
    """Return the longest unit, plain or composite (``元/人·月``), that begins at ``start`` of ``text``."""
    head = match_simple(text, start)
    if head is None:
        return None
    parts, end, standard = [head.unit], head.end, head.standard
    while end < len(text) and text[end] in _JOINTS and len(parts) < 4:
        if text[end] in ".*" and len(parts) == 1:
            break
        bracketed = text.startswith("(", end + 1)
        part = match_simple(text, end + 1 + bracketed)
        if part is None:
            break
        standard = standard and part.standard and text[end] != "\\"
        parts.append(part.unit)
        end = part.end
        closing = text.startswith(")", end) and "(" in text[start:end]
        end += closing
        if closing:
            break
    unit = head.unit if len(parts) == 1 else composite(parts[0], tuple(parts[1:]))
    return UnitMatch(unit, start, end, standard)


@lru_cache(maxsize=2048)
def composite(head: Unit, per: tuple[Unit, ...]) -> Unit:
    """Return ``head`` per each of ``per``: 元, (人, 月) gives 元/人·月."""
    if not per:
        return head
    names = "·".join(_SHORT.get(unit.name, unit.name) for unit in per)
    joint = "·" if "/" in head.name else "/"
    dimension = head.dimension.removesuffix(_SUFFIX) + _SUFFIX
    return Unit(f"{head.name}{joint}{names}", dimension, scale=head.scale, low=head.low)


#: 每个月 is written 月 after a stroke.
_SHORT = {"个月": "月"}


def find_unit(text: str) -> Unit | None:
    """Return the unit that ``text`` as a whole writes (``元/人·月``, ``％``, ``百分比``), or None."""
    seen = view(text)
    match = match_unit(seen.text, 0)
    return match.unit if match is not None and match.end == len(seen.text) else None


def dimension(unit: str) -> str:
    """Return the dimension of a unit as written, empty where it is unknown.

    Composite units give that of their numerator with ``_per`` (``元/人`` is ``money_per``).
    """
    found = find_unit(unit)
    return found.dimension if found else ""


def title(name: str) -> str:
    """Return the Chinese title of a dimension (``ratio`` is 比率; ``money_per`` is 单位金额)."""
    titles = lexicon().dimensions
    plain = name.removesuffix(_SUFFIX)
    return titles.get(plain, plain) if plain == name else f"单位{titles.get(plain, plain)}"
