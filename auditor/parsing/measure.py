"""What an indicator's name and description ask for: its dimension, direction and unit, by the head of the phrase."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from auditor.parsing.composites import dimension, find_unit
from auditor.parsing.heads import Noun, head_of, is_ratio
from auditor.parsing.measure_lexicon import heads
from auditor.parsing.values import words as value_words
from auditor.parsing.view import view
from auditor.text.memory import remembered
from auditor.types.quantity import Measure

_CLAUSE = re.compile(r"[,。;!?:\n]+")
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]{0,40})[)\]】〕]?")
_UNIT_HINT = re.compile(r"[(\[](?:单位:?)?([^()\[\]]{1,8})[)\]][,。;]?\Z")
_COMPARED = re.compile(r"(?:较|相比|同比|不?[低高]于|不超过)|比(?![例率重值])|与.{1,12}相比")
_NUMERAL = re.compile(r"[\d零一二两三四五六七八九十百]")
#: A number or 每 before a measure word makes it a quantity, not a head: 每次两课时.
_COUNTED = re.compile(r"[\d一二两三四五六七八九十百每半]")
#: Descriptions may be essays: only so much of a clause can hold the head.
_REACH = 60
NOTHING = Measure()


def measure(name: str, description: str = "") -> Measure:
    """Return what ``name`` and ``description`` together say is measured.

    Dimensions are those of units.yaml, with ``_per`` for composites. Where both tell and agree, the common dimensions hold;
    where they conflict the name decides; where the name tells nothing the description does. Nothing known: empty dimensions.
    Read the two apart (``phrase_measure``) to see a conflict.
    """
    return combine(phrase_measure(name), phrase_measure(description))


def combine(name: Measure, description: Measure) -> Measure:
    """Return the joint reading of two measures; see ``measure``."""
    if not name.dimensions:
        return _described(name, description)
    both = name.dimensions & description.dimensions
    if not both:
        return name
    return Measure(
        dimensions=both,
        strict=name.strict or description.strict,
        direction=name.direction or (description.direction if description.strict and not name.strict else ""),
        words=tuple(dict.fromkeys(name.words + description.words)),
        unit=next((unit for unit in (name.unit, description.unit) if unit and dimension(unit) in both), ""),
    )


def _described(name: Measure, description: Measure) -> Measure:
    """What the description alone says; a name that tells of a change (剩饭减少) leaves room for a percentage."""
    direction = description.direction or name.direction
    if direction == "down" and not description.strict:
        direction = ""
    if name.words and description.dimensions:
        return loosened(replace(description, direction=direction))
    return replace(description, direction=direction)


def loosened(measure: Measure) -> Measure:
    """Return ``measure`` where a change of it is meant: a percentage fits as well, and nothing is certain."""
    return replace(measure, dimensions=measure.dimensions | {"ratio"}, strict=False, unit="")


def tells_change(text: str) -> bool:
    """Tell whether words of change (下降, 增长) stand in ``text``."""
    return heads().changing.search(text) is not None


def is_mishap(text: str) -> bool:
    """Tell whether ``text`` names something that should not happen (施工安全事故, 群众投诉)."""
    return heads().undesired.search(view(text).text) is not None


@remembered
def phrase_measure(text: str) -> Measure:
    """Return what one phrase says is measured; no dimensions where its head is no measure word.

    A phrase that only tells of a change (剩饭减少) has no dimensions, but the word of change in ``words``.
    """
    return _read(text[:2000])


def _read(text: str) -> Measure:
    seen = view(text).text
    hint = _hint(seen)
    plain = _BRACKETS.sub("", seen)
    clauses = [clause[-_REACH:] for clause in _CLAUSE.split(plain) if clause]
    fallback = hint
    for clause in reversed(clauses):
        found = _clause(clause)
        if found.dimensions or found.direction:
            return _hinted(found, hint)
        fallback = fallback if fallback.words else found
    return fallback


def _hint(seen: str) -> Measure:
    """A unit in brackets at the end, 处理及时性(%), says what is wanted."""
    found = _UNIT_HINT.search(seen)
    unit = find_unit(found[1]) if found else None
    if found is None or unit is None or not unit.dimension:
        return NOTHING
    return Measure(_spread(frozenset({unit.dimension.removesuffix("_per")})), words=(found[1],), unit=unit.name)


def _hinted(found: Measure, hint: Measure) -> Measure:
    both = found.dimensions & hint.dimensions
    if not both:
        return found if found.dimensions or not hint.dimensions else replace(hint, direction=found.direction)
    return replace(found, dimensions=both, unit=hint.unit)


def _clause(clause: str) -> Measure:
    """What one clause measures: a ratio told in words, or what the head of the phrase says."""
    if _COMPARED.match(clause):
        return NOTHING
    if is_ratio(clause):
        return replace(_measured(Noun(heads().ratio, clause, ""), clause), direction="")
    phrase = _cut(clause)
    found = head_of(phrase)
    if found is None:
        return _inside(phrase)
    return _measured(found, clause)


def _cut(clause: str) -> str:
    """Leave off a bound that is told in the phrase: 发放时间不高于90天."""
    for found in value_words().before_pattern.finditer(clause, 2):
        if _NUMERAL.match(clause, found.end()):
            return clause[: found.start()]
    return clause


def _inside(phrase: str) -> Measure:
    """No head at the end: the last measure word inside the phrase tells something, but nothing for certain."""
    last = None
    for found in heads().inside.finditer(phrase):
        last = found
    if last is None and (change := heads().changing.search(phrase)):
        return Measure(words=(change[0],))
    if last is None or _COUNTED.match(phrase, max(0, last.start() - 1)):
        return NOTHING
    return Measure(_spread(heads().by_word[last[0]].dimensions), words=(last[0],))


def _measured(noun: Noun, clause: str) -> Measure:
    lexicon = heads()
    dimensions, strict, direction = noun.head.dimensions, noun.head.strict, _direction(noun)
    if dimensions and "ratio" not in dimensions and (noun.topic or lexicon.changing.search(clause)):
        dimensions, strict = dimensions | {"ratio"}, False
    elif noun.topic:
        strict = False
    if direction == "down" and lexicon.changing.search(clause):
        direction = ""
    return Measure(_spread(dimensions), strict, direction, (noun.word[-12:],), noun.head.unit)


def _direction(noun: Noun) -> str:
    """投诉率 is better low, 合格率 high; of 占比 or 参会人数 nobody can tell."""
    lexicon, direction = heads(), noun.head.direction
    if direction not in ("counted", "wanted"):
        return direction
    if lexicon.undesired.search(noun.before):
        return "up" if direction == "counted" and lexicon.remedies.search(noun.before) else "down"
    if direction == "counted":
        return "up"
    pattern = lexicon.desired if "people" in noun.head.dimensions else lexicon.desired_end
    return "up" if pattern.search(noun.before) else ""


@lru_cache(maxsize=512)
def _spread(dimensions: frozenset[str]) -> frozenset[str]:
    """With each dimension the composites of it: money also means money per head."""
    return dimensions | {
        f"{item}_per" for item in dimensions if item not in ("ratio", "date", "grade") and not item.endswith("_per")
    }
