"""What the row measures is not of the declared 二级指标."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow

NAME = "content-against-category"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One kind of content that does not belong under a 二级指标.

    Attributes:
        level2: word of the declared 二级指标.
        pattern: regular expression that the name (or, with ``anywhere``, name or description) must hold.
        excuse: regular expression over name and description that excuses the row.
        dimensions: dimensions that the value must have; empty for any.
        measures: what it is, in words for the evidence.
        right: 二级指标 that fits.
        anywhere: look into the description as well.
        confidence: 0-1.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    level2: str
    measures: str
    right: str
    pattern: str = ""
    excuse: str = ""
    dimensions: tuple[str, ...] = ()
    anywhere: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Options:
    """Kinds of mismatch, first match wins."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    mismatches: tuple[Mismatch, ...]


OPTIONS = Options


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield at most one hit: the first kind of content that cannot stand under the declared 二级指标."""
    level2 = bare(row.indicator.level2)
    for mismatch in options.mismatches:
        if mismatch.level2 in level2 and _matches(row, mismatch):
            yield Hit(
                role="level3",
                evidence=f"“{row.indicator.level3}”衡量的是{mismatch.measures}",
                spans={"level2": ((0, len(row.indicator.level2)),)},
                facts={"right": mismatch.right, "measures": mismatch.measures},
                confidence=mismatch.confidence,
            )
            return


def _matches(row: ParsedRow, mismatch: Mismatch) -> bool:
    name, description = bare(row.indicator.level3), bare(row.indicator.description)
    if mismatch.excuse and _pattern(mismatch.excuse).search(f"{name} {description}"):
        return False
    if mismatch.dimensions and _dimension(row) not in mismatch.dimensions:
        return False
    texts = (name, description) if mismatch.anywhere else (name,)
    return not mismatch.pattern or any(_pattern(mismatch.pattern).search(text) for text in texts)


def _dimension(row: ParsedRow) -> str:
    return "date" if row.quantity.kind == "date" else row.quantity.dimension
