"""Units as they stand in a text: plain, per something (元/人·月, 起/万人, 元/碗), or with a slip that is understood (%人)."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.parsing.grades import is_grade
from auditor.parsing.units import PER, Unit, UnitMatch, match_behind, match_simple
from auditor.parsing.values import words
from auditor.parsing.view import view

#: Signs that join a unit to what it is counted per; a backslash is a slip of the pen (UN304).
_JOINTS = "/\\·每*.•"
_STROKES = "/\\"
_MOST_PARTS = 4
#: Per 百小时, 千人, 10万人; digits that are no power of ten are another value (20人/30户).
_SCALE = re.compile(r"10{1,7}(?!\d)[万亿]?|[一1]?[十百千]?[万亿]|[百千](?!元)")
_LARGE = ("万", "亿")
#: A word that no list holds is what is counted per, where nothing follows it (元/碗).
_WORD = re.compile(r"[\u4e00-\u9fff]{1,4}(?=\Z|[,。;、)\]])")
_END = re.compile(r"\Z|[,。;、)\]]")
#: What is judged or measured on a scale is not counted per a thing.
_NOT_COUNTED = frozenset({"ratio", "score", "level", "temperature", "sound", "concentration", ""})
#: Units of things; behind a % they were left over from a template (%人).
_THINGS = frozenset({"people", "household", "org", "items", "times"})
_LATIN_SCALES = {"w": "万", "k": "千"}
_TIMES = {"十": 10.0, "百": 100.0, "千": 1000.0, "万": 1e4, "亿": 1e8}
#: 每个月 is written 月 after a stroke.
_SHORT = {"个月": "月"}


def match_unit(text: str, start: int) -> UnitMatch | None:
    """Return the longest unit, plain or composite (``元/人·月``), that begins at ``start`` of ``text``."""
    head = match_simple(text, start) or _latin(text, start)
    if head is None:
        return None
    parts, end, standard = [head.unit], head.end, head.standard
    while end < len(text) and text[end] in _JOINTS and len(parts) < _MOST_PARTS:
        if text[end] in ".*" and len(parts) == 1:
            break
        part = _part(text, end, head.unit)
        if part is None:
            break
        standard = standard and part.standard and text[end] != "\\"
        parts.append(part.unit)
        bracketed = text.startswith("(", end + 1) and text.startswith(")", part.end)
        end = part.end + bracketed
        if bracketed:
            break
    if len(parts) > 1:
        return UnitMatch(composite(parts[0], tuple(parts[1:])), start, end, standard)
    return _share_of_things(text, head) or head


def _latin(text: str, start: int) -> UnitMatch | None:
    """3w人 is three 万人: understood, but no standard writing."""
    scale = _LATIN_SCALES.get(text[start : start + 1])
    counted = match_simple(text, start + 1) if scale else None
    if scale is None or counted is None or text[start + 1].isascii():
        return None
    return UnitMatch(scaled(scale, counted.unit), start, counted.end, False)


def _share_of_things(text: str, head: UnitMatch) -> UnitMatch | None:
    """95%人: a unit of things behind the sign of a share."""
    if head.unit.name != "%":
        return None
    thing = match_simple(text, head.end)
    if thing is None or thing.end > head.end + 1 or thing.unit.dimension not in _THINGS or not _END.match(text, thing.end):
        return None
    return UnitMatch(head.unit, head.start, thing.end, False)


def _part(text: str, joint: int, head: Unit) -> UnitMatch | None:
    """What the head is counted per, behind the sign at ``joint``."""
    start = joint + 1 + text.startswith("(", joint + 1)
    start += text.startswith("每", start)
    plain = match_simple(text, start) or match_behind(text, start)
    scale = None if head.dimension in _NOT_COUNTED else _SCALE.match(text, start)
    if scale and (plain is None or plain.end <= scale.end()):
        counted = match_simple(text, scale.end())
        if counted is not None:
            return UnitMatch(scaled(scale[0], counted.unit), start, counted.end, counted.standard)
        if scale[0].endswith(_LARGE) and head.dimension != "money":
            return UnitMatch(Unit(scale[0], "unitless"), start, scale.end(), True)
    return plain or (_unknown(text, start, head) if text[joint] in _STROKES else None)


def _unknown(text: str, start: int, head: Unit) -> UnitMatch | None:
    word = _WORD.match(text, start) if head.dimension not in _NOT_COUNTED else None
    lexicon = words()
    if word is None or lexicon.fillers.match(word[0]) or lexicon.after_pattern.match(word[0]) or is_grade(word[0]):
        return None
    return UnitMatch(_named(word[0]), start, word.end(), True)


@lru_cache(maxsize=1024)
def _named(word: str) -> Unit:
    return Unit(word, "")


@lru_cache(maxsize=1024)
def scaled(scale: str, unit: Unit) -> Unit:
    """Return ``unit`` by the hundred, thousand …: 百, 小时 gives 百小时."""
    factor = float(re.sub(r"\D", "", scale) or 1)
    for char in scale:
        factor *= _TIMES.get(char, 1.0)
    return Unit(scale + unit.name, unit.dimension, scale=unit.scale * factor, low=unit.low)


@lru_cache(maxsize=2048)
def composite(head: Unit, per: tuple[Unit, ...]) -> Unit:
    """Return ``head`` per each of ``per``: 元, (人, 月) gives 元/人·月."""
    if not per:
        return head
    names = "·".join(_SHORT.get(unit.name, unit.name) for unit in per)
    joint = "·" if "/" in head.name else "/"
    dimension = head.dimension.removesuffix(PER) + PER
    return Unit(f"{head.name}{joint}{names}", dimension, scale=head.scale, low=head.low)


@lru_cache(maxsize=8192)
def find_unit(text: str) -> Unit | None:
    """Return the unit that ``text`` as a whole writes (``元/人·月``, ``％``, ``百分比``), or None."""
    if len(text) > _LONGEST:
        return None
    seen = view(text)
    match = match_unit(seen.text, 0)
    return match.unit if match is not None and match.end == len(seen.text) else None


_LONGEST = 60


def dimension(unit: str) -> str:
    """Return the dimension of a unit as written, empty where it is unknown.

    Composite units give that of their numerator with ``_per`` (``元/人`` is ``money_per``).
    """
    found = find_unit(unit)
    return found.dimension if found else ""
