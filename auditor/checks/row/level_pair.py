"""二级指标 stands under a wrong 一级指标."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow

NAME = "level-pair"


@dataclass(frozen=True, slots=True)
class Options:
    """Words of the 二级指标 that belong to each 一级指标, by a word of the 一级指标."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    allowed: Mapping[str, tuple[str, ...]]


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where both levels are known and do not belong together."""
    level1, level2 = bare(row.indicator.level1), bare(row.indicator.level2)
    right = [first for first, words in options.allowed.items() if any(word in level2 for word in words)]
    declared = [first for first in options.allowed if first in level1]
    if not right or not declared or set(right) & set(declared):
        return
    yield Hit(
        role="level2",
        evidence=f"“{row.indicator.level2}”应在“{right[0]}指标”之下，表中却在“{row.indicator.level1}”之下",
        spans={"level2": ((0, len(row.indicator.level2)),)},
        facts={"right": f"{right[0]}指标"},
    )
