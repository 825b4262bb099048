"""The operator contradicts what the measure wants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow
from auditor.types.quantity import Quantity

NAME = "operator-direction"

_WORDS = ("grade", "text")
_FLIP = {"≥": "≤", ">": "≤", "≤": "≥", "<": "≥"}


@dataclass(frozen=True, slots=True)
class Options:
    """Dimensions for which each direction is judged.

    Attributes:
        up: dimensions in which ≤ is wrong where more is better.
        down: dimensions in which ≥ is wrong where less is better.
        positive: regular expression of ratios that should be high; of other ratios the words alone do not tell.
        negative: regular expression of words by which ≤ may be right where more is better (a quota, a mishap).
        gain: regular expression of words by which ≥ may be right where less is better (money saved, a watch to be kept).
        placeholder: regular expression of what a template leaves in a value (≤XX万元): not filled (BP104), and no words.
        served: regular expression of work for people; under 数量 the people served are then to be reached (≤500人次 is wrong).
        undesired: regular expression of the name of a share that should be low.
        dealt: regular expression of words by which such a share is meant to be high (差错率下降, 投诉办结).
        settled: regular expression of the name of a share that should be high although it is one of mishaps (投诉办结率).
        reached: regular expression of people to be reached whatever the 二级指标 (受益人口).
        deadline: regular expression of a name or description of a time that must not be exceeded: ≥45天 is wrong there.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    up: tuple[str, ...] = ("people", "visits", "ratio", "times", "items", "household", "org", "area", "length")
    down: tuple[str, ...] = ("money", "date")
    positive: str = ""
    negative: str = r"(?!)"
    gain: str = r"(?!)"
    placeholder: str = r"(?!)"
    undesired: str = r"(?!)"
    dealt: str = r"(?!)"
    deadline: str = r"(?!)"
    served: str = r"(?!)"
    settled: str = r"(?!)"
    reached: str = r"(?!)"


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for an operator before words, or one that points against the measure's direction."""
    for quantity in row.quantities:
        reason = _reason(quantity, row, options)
        if reason:
            sign = quantity.raw[slice(*quantity.operator_span)] or quantity.operator
            yield Hit(
                role="value",
                evidence=reason,
                spans={"value": (quantity.operator_span,)},
                facts={"operator": sign, "better": _FLIP.get(quantity.operator, "")},
                suggestion=f"去掉“{sign}”，并改成可以核实的数字" if quantity.kind in _WORDS else "",
            )


def _reason(quantity: Quantity, row: ParsedRow, options: Options) -> str:
    if not quantity.operator:
        return ""
    if quantity.kind in _WORDS and _holds(options.placeholder, quantity.raw):
        return ""
    if quantity.kind in _WORDS:
        return f"“{quantity.raw}”：文字前面不应有运算符"
    words = bare(row.indicator.level3 + row.indicator.description)
    if _is_undesired(row, quantity, words, options):
        return f"“{quantity.raw}”把应当控制的数写成了下限"
    low = quantity.operator in ("≤", "<")
    if low and quantity.dimension == "ratio" and _holds(options.settled, bare(row.indicator.level3)):
        return f"“{quantity.raw}”把应当达到的数写成了上限"
    if _holds(options.negative if low else options.gain, words):
        return ""
    dimension = "date" if quantity.kind == "date" else quantity.dimension.removesuffix("_per")
    wants = row.measure.direction or ("up" if _is_served(row, dimension, words, options) else "")
    known = dimension != "ratio" or _holds(options.positive, bare(row.indicator.level3))
    if wants == "up" and low and dimension in options.up and known:
        return f"“{quantity.raw}”把应当达到的数写成了上限"
    late = dimension in options.down or (dimension == "duration" and _is_deadline(row, options))
    if not wants and dimension == "duration" and "时效" in row.indicator.level2:
        wants = "down"
    if wants == "down" and quantity.operator in ("≥", ">") and late:
        return f"“{quantity.raw}”把应当控制的数写成了下限"
    return ""


def _is_undesired(row: ParsedRow, quantity: Quantity, words: str, options: Options) -> bool:
    """A share of what should not happen (差错率), of which nothing says that it is cut down or dealt with."""
    if quantity.operator not in ("≥", ">") or quantity.dimension != "ratio" or quantity.low is None:
        return False
    return _holds(options.undesired, bare(row.indicator.level3)) and not _holds(options.dealt, words)


def _is_deadline(row: ParsedRow, options: Options) -> bool:
    return any(_holds(options.deadline, bare(text)) for text in (row.indicator.level3, row.indicator.description))


def _is_served(row: ParsedRow, dimension: str, words: str, options: Options) -> bool:
    people = dimension in ("people", "visits", "household")
    pattern = options.served if "数量" in row.indicator.level2 else options.reached
    return people and _holds(pattern, words)


@lru_cache(maxsize=64)
def _holds(pattern: str, text: str) -> bool:
    """Remembered because each of a thousand values of one cell asks the same of the same long text."""
    return re.search(pattern, text) is not None
