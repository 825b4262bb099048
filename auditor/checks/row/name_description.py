"""Name and description measure different things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.parsing.measure import tells_change
from auditor.text.normalise import bare
from auditor.text.similarity import pairs
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow
from auditor.types.quantity import Measure

NAME = "name-against-description"

_RATE = re.compile(r"(\w{2})率(?:达标|情况)?$")

#: How a rate is reckoned, or a remark to the name: it may end in any noun.
_FORMULA = re.compile(r"[/÷×（(]|占|之比|比例|^(?:每|按|较|比|以|对|从|自|在)|[，,。；;]")
#: A share told in full: beside a name that counts heads or yuan it is another measure.
_SHARE = re.compile(r"占.+(?:比例|比重|百分比|占比)$")
#: 不超预算 and 当年支出 are predicates, no measure.
_PREDICATE = re.compile(r"(?:[不未]超.{1,3}|(?:当年|当月|及时|按时|按期|足额|全部|完成)(?:支出|开支|投入|补助|补贴|投资))$")
#: 收入减去支出, 采购与维修, 不发生规模性失业: the last word is not all that is meant, or not what is meant.
_JOINED = re.compile(r"[与和及或、减扣除加同不无未防零]")


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as different.

    Attributes:
        tolerated: pairs of dimensions that may stand beside each other (a cost and its detail).
        rates: groups of words before 率 that mean the same; two rates from different groups differ.
        wide: words before 率 that any other rate of the same name may stand for (参保覆盖率 is the 参保率).
        counts: groups of heads that count the same; two counts from different groups differ.
        contrasts: pairs of words of which name and description hold one each, and not the other.
        endings: pairs of groups of endings; a name with one of the first and a description with one of the second differ
            (a timeliness that is explained by the time it takes does not).
        effects: verbs of effect; two sentences of effect without a common content word differ.
        filler: words that say nothing of the object of an effect.
        counted: dimensions of a value that counts what the description tells, and cannot be the name's rate.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    tolerated: tuple[tuple[str, str], ...] = ()
    rates: tuple[tuple[str, ...], ...] = ()
    wide: tuple[str, ...] = ()
    counts: tuple[tuple[str, ...], ...] = ()
    contrasts: tuple[tuple[str, str], ...] = ()
    endings: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    effects: tuple[str, ...] = ()
    filler: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where both cells are filled and what they measure contradicts."""
    name, description = bare(row.indicator.level3), bare(row.indicator.description)
    if not name or not description or name == description:
        return
    reason = (
        _dimensions_differ(row.name_measure, row.description_measure, row.indicator.description, options)
        or _counts_differ(row.name_measure, row.description_measure, row.indicator.description, options)
        or _rates_differ(name, description, options)
        or _words_contrast(name, description, options)
        or _endings_differ(name, description, options)
        or _effects_differ(name, description, options)
        or _value_counts(row, name, description, options)
    )
    if reason:
        spans = {role: ((0, len(row.indicator.cell(role))),) for role in ("level3", "description")}
        yield Hit(role="description", evidence=reason, spans=spans)


def _dimensions_differ(name: Measure, description: Measure, text: str, options: Options) -> str:
    if not (name.strict and description.strict) or not name.dimensions or not description.dimensions:
        return ""
    if name.dimensions & description.dimensions or not _is_measured(text, description, "ratio" in name.dimensions):
        return ""
    if tells_change(text) and name.words and any(word in bare(text) for word in name.words):
        return ""
    for left in name.dimensions:
        for right in description.dimensions:
            if (left, right) in options.tolerated or (right, left) in options.tolerated:
                return ""
    return f"名称说的是“{'、'.join(name.words)}”，描述说的是“{'、'.join(description.words)}”"


def _is_measured(text: str, description: Measure, rate: bool) -> bool:
    """Whether the description names a measure of its own and neither reckons the name's nor remarks on it."""
    plain = bare(text)
    if not plain.endswith(description.words) or _PREDICATE.search(plain):
        return False
    return not _FORMULA.search(text) or (not rate and _SHARE.search(text) is not None)


def _counts_differ(name: Measure, description: Measure, text: str, options: Options) -> str:
    """培训人数｜培训次数: heads and times, although 人次 would fit both."""
    groups = [_group(measure.words[-1], options.counts) if measure.words else -1 for measure in (name, description)]
    if -1 in groups or groups[0] == groups[1] or not _is_measured(text, description, rate=False):
        return ""
    return f"名称说的是“{name.words[-1]}”，描述说的是“{description.words[-1]}”"


def _rates_differ(name: str, description: str, options: Options) -> str:
    left, right = _RATE.search(name), _RATE.search(description)
    if not left or not right:
        return ""
    groups = [_group(match.group(1), options.rates) for match in (left, right)]
    if left.group(1) in options.wide and right.group(1) in name:
        return ""
    if -1 in groups or groups[0] == groups[1] or left.group(1) in description:
        return ""
    return f"名称是“{left.group(0)}”，描述是“{right.group(0)}”"


def _group(word: str, groups: tuple[tuple[str, ...], ...]) -> int:
    return next((index for index, words in enumerate(groups) if word in words), -1)


def _words_contrast(name: str, description: str, options: Options) -> str:
    """One of a pair of words each: the description may hold the name's word as well where its last word is the other."""
    for pair in options.contrasts:
        for left, right in (pair, pair[::-1]):
            if left not in name or right in name or right not in description:
                continue
            if left not in description or (description.endswith(right) and not _JOINED.search(description)):
                return f"名称说“{left}”，描述说“{right}”"
    return ""


def _endings_differ(name: str, description: str, options: Options) -> str:
    for left, right in options.endings:
        if name.endswith(left) and description.endswith(right):
            return f"名称以“{_ending(name, left)}”结尾，描述以“{_ending(description, right)}”结尾"
    return ""


def _ending(text: str, endings: tuple[str, ...]) -> str:
    return next(ending for ending in endings if text.endswith(ending))


def _effects_differ(name: str, description: str, options: Options) -> str:
    """Two effects on different objects: each begins with a verb of effect, and no content word is common."""
    if not name.startswith(options.effects) or not description.startswith(options.effects):
        return ""
    left, right = _content(name, options), _content(description, options)
    if not left or not right or pairs(left) & pairs(right):
        return ""
    if _first(name, options) == _first(description, options) and set(left) & set(right):
        return ""
    return f"名称说的是“{left}”，描述说的是“{right}”，没有共同的内容"


def _first(text: str, options: Options) -> str:
    """The verb of effect that a sentence begins with: with the same verb, one common character is enough (办学, 学习)."""
    return next((verb for verb in options.effects if text.startswith(verb)), "")


def _value_counts(row: ParsedRow, name: str, description: str, options: Options) -> str:
    """培训合格率｜培训乡村电工｜≥60人: the value counts what the description tells, which is not the name's rate."""
    rate = _RATE.search(name)
    if not rate or rate.group(1) in description or "ratio" in row.description_measure.dimensions:
        return ""
    if row.name_measure.dimensions != {"ratio"} or row.quantity.dimension not in options.counted:
        return ""
    return f"名称是“{rate.group(0)}”，描述不是比率，指标值“{row.indicator.value}”是描述的数量"


def _content(text: str, options: Options) -> str:
    for word in sorted((*options.effects, *options.filler), key=len, reverse=True):
        text = text.replace(word, " ")
    return "".join(part for part in text.split() if len(part) > 1)
