"""A cell holds another column's content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.parsing.citations import citations
from auditor.parsing.quantity import quantities
from auditor.types.finding import Hit
from auditor.types.indicator import COLUMNS
from auditor.types.parsed import Context, ParsedRow

NAME = "shifted-cell"


@dataclass(frozen=True, slots=True)
class Options:
    """Where to look.

    Attributes:
        never_values: columns that must not hold a bare value such as 5万元.
        sources: kinds of citation that must not stand in the value column.
        longest: a value in a wrong column is at most this many characters long.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    never_values: tuple[str, ...] = ("level3", "description", "basis")
    sources: tuple[str, ...] = ("document", "law", "title")
    longest: int = 12


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for a value outside the value column, and for a source inside it."""
    for role in options.never_values:
        text = row.indicator.cell(role)
        if 0 < len(text) <= options.longest and _is_value(text):
            yield _hit(role, text, "指标值")
    if row.quantity.kind == "text" and any(item.kind in options.sources for item in citations(row.indicator.value)):
        yield _hit("value", row.indicator.value, "依据")


def _is_value(text: str) -> bool:
    """A number with operator or unit and nothing else: 4站 is one, 每站两个月 is a remark."""
    found = quantities(text)
    if len(found) != 1 or found[0].kind != "number" or not (found[0].raw_unit or found[0].operator):
        return False
    spans = (found[0].operator_span, found[0].number_span, found[0].unit_span)
    return sum(end - start for start, end in spans) >= len(text.replace(" ", ""))


def _hit(role: str, text: str, belongs: str) -> Hit:
    return Hit(
        role=role,
        evidence=f"“{COLUMNS[role]}”一栏写的“{text}”像是{belongs}",
        spans={role: ((0, len(text)),)},
        facts={"column": COLUMNS[role], "text": text, "belongs": belongs},
    )
