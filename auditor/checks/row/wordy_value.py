"""The value is words: qualitative ones, or words that are no value at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar

from auditor.checks._advice import by_category
from auditor.parsing.grades import GradeLexicon
from auditor.parsing.values import alternatives
from auditor.resources import data_dir, load_yaml
from auditor.text.normalise import bare, normalise
from auditor.text.similarity import pairs
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow

NAME = "wordy-value"

_CLAUSES = re.compile(r"[\u4e00-\u9fff][,;。][\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Options:
    """Which kind of words the rule is about, and how the two are told apart.

    Attributes:
        slogan: True for words that repeat the name or are a slogan; False for words that grade a result.
        repeats: 0-1, share of the value's character pairs that stand in name or description from which it repeats them.
        longest: words that no grade lexicon knows and that are longer than this are a slogan.
        excused: natures (指标性质) under which the form itself asks for words.
        measured: pairs of regular expressions, of a value in full and of name or description: a value that looks like words
            but is one of a scale with names (档案保管期限｜永久, 耐火等级｜A级).
        advice: what number to give instead, by a word of the 二级指标; empty for the rule's own suggestion.
        placeholder: regular expression of what a template leaves in a value (≤XX万元): not filled (BP104), and no words.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    slogan: bool
    repeats: float = 0.5
    longest: int = 8
    excused: tuple[str, ...] = ()
    measured: tuple[tuple[str, str], ...] = ()
    placeholder: str = r"(?!)"
    advice: Mapping[str, str] = field(default_factory=dict)


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where the cell holds nothing but words of the kind that the rule is about."""
    kinds = {quantity.kind for quantity in row.quantities}
    if not kinds <= {"grade", "text"} or _is_slogan(row, kinds, options) != options.slogan:
        return
    if normalise(row.indicator.nature) in options.excused or re.search(options.placeholder, row.indicator.value):
        return
    if _measured(row, options):
        return
    text = row.indicator.value
    advice = by_category(row, options.advice)
    yield Hit(role="value", evidence=f"指标值写的是“{text}”", spans={"value": ((0, len(text)),)}, suggestion=advice)


def _measured(row: ParsedRow, options: Options) -> bool:
    value, words = bare(row.indicator.value), bare(row.indicator.level3 + row.indicator.description)
    return any(re.fullmatch(scale, value) and re.search(named, words) for scale, named in options.measured)


def _is_slogan(row: ParsedRow, kinds: set[str], options: Options) -> bool:
    """Whether the words repeat the row, whatever they are, or are no grade but a wish (增加收入), several clauses or long."""
    text, name, description = (bare(row.indicator.cell(role)) for role in ("value", "level3", "description"))
    if "text" not in kinds:
        verb = _verbs().match(text)
        return text in (name, description) or (verb is not None and text[verb.end() :] in (name, description))
    value = pairs(text)
    words = pairs(name) | pairs(description)
    repeats = bool(value) and len(value & words) >= options.repeats * len(value)
    if repeats or len(text) > options.longest or _wish().fullmatch(text):
        return True
    return _CLAUSES.search(normalise(row.indicator.value)) is not None


@lru_cache(maxsize=1)
def _verbs() -> re.Pattern[str]:
    """What may stand before the name in a value that only repeats it: 维护 of 维护社会稳定."""
    lexicon = load_yaml(data_dir("rules") / "lexicons" / "grades.yaml", GradeLexicon)
    return re.compile(f"(?:{alternatives((*lexicon.changes, *lexicon.wishes))})(?=[\\u4e00-\\u9fff]{{2}})")


@lru_cache(maxsize=1)
def _wish() -> re.Pattern[str]:
    """A change and its object, without a degree: 提升形象. What is said of all (覆盖全部村居) can be checked."""
    return re.compile(f"(?!.*[全各每所])(?:{_verbs().pattern})[\\u4e00-\\u9fff]{{2,}}")
