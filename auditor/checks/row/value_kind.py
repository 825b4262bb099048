"""The value is qualitative words, or no value at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.normalise import normalise
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow

NAME = "value-kind"


@dataclass(frozen=True, slots=True)
class Options:
    """Kinds of value at fault, and natures (指标性质) that excuse them.

    Attributes:
        kinds: flag where every value of the cell is of one of these kinds.
        excused: natures under which the system's form asks for words, such as 定性 with a grade scale.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    kinds: tuple[str, ...]
    excused: tuple[str, ...] = ()


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where the cell holds only values of the kinds at fault."""
    if normalise(row.indicator.nature) in options.excused:
        return
    if all(quantity.kind in options.kinds for quantity in row.quantities):
        text = row.indicator.value
        yield Hit(role="value", evidence=f"指标值写的是“{text}”", spans={"value": ((0, len(text)),)})
