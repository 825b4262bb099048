"""Lexicons under rules/lexicons that checks and models share, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from auditor.resources import data_dir, load_yaml
from auditor.text.memory import remembered
from auditor.text.normalise import bare

#: What fits any project.
GENERIC = "通用"


@dataclass(frozen=True, slots=True)
class Work:
    """A special kind of work.

    Attributes:
        name: what it is called.
        rows: words by which an indicator speaks of it.
        licences: words by which a project shows that it does it.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    name: str
    rows: tuple[str, ...]
    licences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Works:
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """Terms that, seen alone, point to one policy field."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    field: str
    terms: tuple[str, ...]


@lru_cache(maxsize=1)
def works() -> tuple[Work, ...]:
    """Return the kinds of work of rules/lexicons/works.yaml.

    Raises:
        ConfigError: the file does not fit.
    """
    return load_yaml(data_dir("rules") / "lexicons" / "works.yaml", _Works).works


@lru_cache(maxsize=1)
def field_terms() -> dict[str, tuple[str, ...]]:
    """Return the fields that each term of rules/lexicons/fields/ points to; a term of 通用 points to no other.

    Raises:
        ConfigError: a file does not fit.
    """
    found: dict[str, list[str]] = {}
    for path in sorted((data_dir("rules") / "lexicons" / "fields").glob("*.yaml")):
        lexicon = load_yaml(path, FieldTerms)
        for term in dict.fromkeys(map(bare, lexicon.terms)):  # As the texts that are searched: without punctuation.
            found.setdefault(term, []).append(lexicon.field)
    return {term: (GENERIC,) if GENERIC in fields else tuple(fields) for term, fields in found.items()}


@lru_cache(maxsize=1)
def _lengths() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the terms by their first two characters, longest first: few places begin a term."""
    found: dict[str, set[int]] = {}
    for term in field_terms():
        if len(term) > 1:
            found.setdefault(term[:2], set()).add(len(term))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


@remembered
def terms_in(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the terms that stand in the text with their fields; the longest at each place, none inside another."""
    known, lengths = field_terms(), _lengths()
    found = []
    start = 0
    while start < len(text):
        for length in lengths.get(text[start : start + 2], ()):
            term = text[start : start + length]
            if term in known:
                found.append((term, known[term]))
                start += len(term)
                break
        else:
            start += 1
    return tuple(found)
