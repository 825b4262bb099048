"""What an indicator's name and description ask for: its dimension, direction and unit, by the head of the phrase."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from auditor.parsing import units
from auditor.parsing.measure_lexicon import Head, heads
from auditor.parsing.values import words as value_words
from auditor.parsing.view import view
from auditor.types.quantity import Measure

_CLAUSE = re.compile(r"[,。;!?:\n]+")
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]{0,40})[)\]】〕]?")
_FORMULA = re.compile(r"[*×x]100%|/[^/]{1,40}[*×]|÷")
_PROPORTION = re.compile(r"与.{1,60}(?:之比|的?比例|的?比值|的?比率|的比|百分比)\Z")
#: Descriptions may be essays: only so much of a clause can hold the head.
_REACH = 60
NOTHING = Measure()


def measure(name: str, description: str = "") -> Measure:
    """Return what ``name`` and ``description`` together say is measured.

    Dimensions are those of units.yaml, with ``_per`` for composites. Where both tell and agree, the common dimensions hold;
    where they conflict the name decides, unless only the description is strict. Nothing is known: empty dimensions.
    Read the two apart (``phrase_measure``) to see a conflict.
    """
    return combine(phrase_measure(name), phrase_measure(description))


def combine(name: Measure, description: Measure) -> Measure:
    """Return the joint reading of two measures; see ``measure``."""
    if not name.dimensions:
        return replace(description, direction=description.direction or name.direction)
    if not description.dimensions:
        return name
    both = name.dimensions & description.dimensions
    if not both:
        return description if description.strict and not name.strict else name
    first = name if name.strict or not description.strict else description
    return Measure(
        dimensions=both,
        strict=name.strict or description.strict,
        direction=first.direction or name.direction or description.direction,
        words=tuple(dict.fromkeys(name.words + description.words)),
        unit=next((unit for unit in (name.unit, description.unit) if unit and units.dimension(unit) in both), ""),
    )


def phrase_measure(text: str) -> Measure:
    """Return what one phrase says is measured; empty where its head is no measure word."""
    return _remembered(text) if len(text) <= 256 else _read(text[:2000])


@lru_cache(maxsize=65536)
def _remembered(text: str) -> Measure:
    return _read(text)


def _read(text: str) -> Measure:
    seen = view(text).text
    hint = _hint(seen)
    plain = _BRACKETS.sub("", seen)
    clauses = [clause[-_REACH:] for clause in _CLAUSE.split(plain) if clause]
    for clause in reversed(clauses):
        found = _clause(clause)
        if found.dimensions or found.direction:
            return _hinted(found, hint)
    return hint


def _hint(seen: str) -> Measure:
    """A unit in brackets, 处理及时性(%), says what is wanted."""
    for found in _BRACKETS.finditer(seen):
        unit = units.find_unit(found[1].removeprefix("单位:").removeprefix("单位"))
        if unit is not None:
            return Measure(frozenset(_spread({unit.dimension.removesuffix("_per")})), words=(found[1],), unit=unit.name)
    return NOTHING


def _hinted(found: Measure, hint: Measure) -> Measure:
    both = found.dimensions & hint.dimensions
    if not both:
        return found if found.dimensions or not hint.dimensions else replace(hint, direction=found.direction)
    return replace(found, dimensions=both, unit=hint.unit)


def _clause(clause: str) -> Measure:
    lexicon = heads()
    if _is_ratio(clause):
        return _measure(lexicon.ratio, clause, len(clause))
    phrase = _cut(clause)
    for _ in range(3):
        found = _head(phrase)
        if found is not None:
            return found
        shorter = lexicon.tails.sub("", phrase)
        if shorter == phrase or not shorter:
            break
        phrase = shorter
    return _inside(phrase)


def _is_ratio(clause: str) -> bool:
    """A占B, A与B的比例, A/B×100%: a ratio told in words."""
    if _FORMULA.search(clause) or _PROPORTION.search(clause):
        return True
    return heads().ratio_words.search(heads().ratio_false.sub("", clause)) is not None


def _cut(clause: str) -> str:
    """Leave off a bound that is told in the phrase: 发放时间不高于90天."""
    for found in value_words().before_pattern.finditer(clause, 2):
        if re.match(r"[\d零一二两三四五六七八九十百]", clause[found.end() : found.end() + 1]):
            return clause[: found.start()]
    return clause


def _head(phrase: str) -> Measure | None:
    lexicon = heads()
    for length in range(min(lexicon.longest, len(phrase)), 0, -1):
        head = lexicon.by_word.get(phrase[-length:])
        if head is not None:
            return _measure(head, phrase, length)
    return _count(phrase)


def _count(phrase: str) -> Measure | None:
    """台数, 学生数量, 企业个数: a number of things; which units fit depends on the things."""
    lexicon = heads()
    found = lexicon.counting.search(phrase)
    if found is None:
        return None
    before = phrase[: found.start()].removesuffix("的")
    for words, head in lexicon.counted:
        if before.endswith(words):
            return _measure(head, phrase, len(found[0]) + 1)
    unit = units.find_unit(before[-1:]) if found[0] == "数" and before else None
    head = lexicon.number_of if unit is None else replace(lexicon.number_of, unit=unit.name)
    return _measure(head, phrase, len(found[0]))


def _inside(phrase: str) -> Measure:
    """No head at the end: the last measure word inside the phrase tells something, but nothing for certain."""
    last = None
    for found in heads().inside.finditer(phrase):
        last = found
    if last is None:
        return NOTHING
    return replace(_measure(heads().by_word[last[0]], phrase[: last.end()], len(last[0])), strict=False, unit="")


def _measure(head: Head, phrase: str, length: int) -> Measure:
    lexicon = heads()
    word, before = phrase[-length:], phrase[:-length]
    direction, dimensions, strict = head.direction, head.dimensions, head.strict
    if lexicon.undesired.search(before) or (lexicon.undesired.search(phrase.removesuffix("率")[-6:]) and word == "率"):
        direction = "down" if direction == "up" else direction
    if lexicon.changing.search(phrase) and dimensions:
        dimensions = dimensions | {"ratio"}
        direction = "" if direction == "down" else direction
    return Measure(
        frozenset(_spread(dimensions)),
        strict,
        direction,
        (word if length < len(phrase) or len(phrase) < 12 else phrase[-12:],),
        head.unit,
    )


@lru_cache(maxsize=512)
def _spread_frozen(dimensions: frozenset[str]) -> frozenset[str]:
    return dimensions | {f"{item}_per" for item in dimensions if item not in ("ratio", "date", "grade")}


def _spread(dimensions: frozenset[str] | set[str]) -> frozenset[str]:
    """With each dimension the composites of it: money also means money per head."""
    return _spread_frozen(frozenset(dimensions))
