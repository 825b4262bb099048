"""The kind of basis does not fit what is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow

NAME = "basis-fit"


@dataclass(frozen=True, slots=True)
class Fit:
    """One kind of row and the kinds of basis that cannot carry it.

    Attributes:
        rows: regular expression over name and description.
        level2: word of the 二级指标, empty for any.
        kinds: kinds of citation that do not fit; flagged where all citations are of these.
        why: what fits instead.
        unless: regular expression over the basis that excuses it, empty for none.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    rows: str
    kinds: tuple[str, ...]
    why: str
    level2: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """The pairs that do not fit."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    unfit: tuple[Fit, ...]


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where every citation is of a kind that cannot carry the row."""
    if not row.citations:
        return
    kinds = {citation.kind for citation in row.citations}
    for fit in options.unfit:
        if not kinds.issubset(fit.kinds) or fit.level2 not in row.indicator.level2:
            continue
        excused = fit.unless and re.search(fit.unless, row.indicator.basis)
        if not excused and re.search(fit.rows, bare(row.indicator.level3 + row.indicator.description)):
            yield Hit(
                role="basis",
                evidence=f"“{row.indicator.level3}”的依据是“{row.indicator.basis}”",
                spans={"basis": tuple(citation.span for citation in row.citations)},
                facts={"fitting": fit.why},
            )
            return
