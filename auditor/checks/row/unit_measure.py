"""The unit contradicts what name and description measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from auditor.parsing.measure import tells_change
from auditor.parsing.units import title
from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow
from auditor.types.quantity import Measure, Quantity

NAME = "unit-against-measure"

#: A description that begins so is a remark to the name, not what is measured.
_ASIDES = ("每", "按", "占", "较", "比", "以", "对", "从", "自")

#: A description that only says what the value is compared with, or that it falls or rises.
_COMPARED = re.compile(r"较|相比|同比|环比|比(?:上年|去年|往年|同期|预算|原)")

_RANK = "位次"

_COUNTED = frozenset({"people", "household", "org", "items", "times", "visits"})


@dataclass(frozen=True, slots=True)
class Options:
    """What contradicts, and how it is told.

    Attributes:
        named: how many of the dimensions that fit are named in the evidence; with more, the words are a matter of degree.
        never: pairs of a measure's dimension and a value's that contradict each other even where the measure's other
            units are open (资助标准: yuan or a share, never heads).
        per_head: regular expression of an amount a head or a time (每人每月补助): a cost is then not counted in heads either.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    named: int = 4
    never: tuple[tuple[str, str], ...] = ()
    per_head: str = r"(?!)"


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where the measure is certain and the unit is of another dimension.

    The name decides; only where it leaves the measure open does the description (GUIDE.md, UN302 and ST504).
    """
    measure = _never(row, options) or _decisive(row)
    if measure is None:
        return
    changes = _changes(row)
    if any(_fits(quantity, measure, options) or (changes and quantity.dimension == "ratio") for quantity in row.quantities):
        return
    for quantity in row.quantities:
        if not quantity.dimension:
            continue
        asked = _asked(measure, options.named)
        words = "、".join(measure.words)
        yield Hit(
            role="value",
            evidence=f"“{words}”应当以{asked}计量，指标值却用了“{quantity.raw_unit}”",
            spans={"value": (quantity.unit_span,)},
            facts={"asked": asked, "unit": quantity.raw_unit},
            suggestion=f"把单位改为“{measure.unit}”，或改写指标名称使二者一致" if measure.unit else "",
        )


def _titles(measure: Measure) -> list[str]:
    return sorted({title(item) for item in measure.dimensions if not item.endswith("_per")})


def _asked(measure: Measure, most: int) -> str:
    titles = _titles(measure)
    if len(titles) <= most:
        return "、".join(titles)
    return "程度或比率" if "ratio" in measure.dimensions else title("items")


def _decisive(row: ParsedRow) -> Measure | None:
    """The name; else the description where it is a phrase that ends in what it measures, not an aside (每课时)."""
    if row.name_measure.dimensions:
        return row.name_measure if row.name_measure.strict else None
    text = bare(row.indicator.description)
    measure = row.measure
    if not measure.strict or not text.endswith(measure.words) or text.startswith(_ASIDES):
        return None
    return measure


def _never(row: ParsedRow, options: Options) -> Measure | None:
    """The name's measure, where the value is of a dimension that it can never have; what is paid a head has no heads."""
    measure, words = row.name_measure, bare(row.indicator.level3 + row.indicator.description)
    cost, unit = "成本" in row.indicator.level2, row.quantity.raw_unit
    for own, other in options.never:
        if own not in measure.dimensions:
            continue
        if row.quantity.dimension == other and other not in measure.dimensions:
            return measure
        each = row.quantity.dimension == other and re.search(options.per_head, words)
        thing = row.quantity.dimension in _COUNTED and unit and f"每{unit}" in words
        if cost and (each or thing):
            return replace(measure, dimensions=frozenset({own, f"{own}_per"}), unit="")
    return None


def _changes(row: ParsedRow) -> bool:
    """A change of what the name says (单位成本: 较上年下降) is told in percent, whatever it is a change of."""
    text = bare(row.indicator.description)
    return _COMPARED.search(text) is not None or tells_change(text[-4:])


def _fits(quantity: Quantity, measure: Measure, options: Options) -> bool:
    """A month may be a date or a duration, a frequency (每季度一次) answers a time, and 个 counts whatever is counted.

    Of a measure that may be almost anything (保障能力) a month is neither.
    A rate may also be told as so many in so many (3件/千人), but not as money. Whatever is compared may have a rank (前5名).
    """
    if quantity.dimension in measure.dimensions or quantity.unit == _RANK:
        return True
    if "ratio" in measure.dimensions and quantity.dimension.endswith("_per"):
        return quantity.dimension != "money_per"
    if "date" in measure.dimensions or ("duration" in measure.dimensions and len(_titles(measure)) <= options.named):
        return quantity.kind == "date" or (quantity.dimension == "times" and "每" in quantity.raw)
    return quantity.unit == "个" and bool(measure.dimensions & _COUNTED)
