"""What the row measures is not of the declared 二级指标."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar

from auditor.learning.corpus import category
from auditor.learning.models import CATEGORY, category_of_row, trouble_of
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
        dimensions: dimensions that the value must have, "" for a value without unit; none listed for any.
        told: dimensions of values whose unit alone is at fault (UN303): the row is not named a second time.
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
    told: tuple[str, ...] = ()
    anywhere: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as a mismatch.

    Attributes:
        mismatches: kinds known by pattern, first match wins.
        learned: pairs of declared and learned category that contradict each other; other pairs are a matter of view.
        score: 0-1, from which the category model is believed.
        learned_excuse: regular expression over name and description that excuses a row from the model's judgement.
        learned_told: dimensions of values whose unit alone is at fault (UN303), by declared category.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    mismatches: tuple[Mismatch, ...]
    learned: tuple[tuple[str, str], ...] = ()
    score: float = 0.97
    learned_excuse: str = r"(?!)"
    learned_told: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


OPTIONS = Options


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield at most one hit: the first kind of content that cannot stand under the declared 二级指标.

    Without the category model the patterns decide alone; that it is missing is told by the check ``unjudged``.
    """
    level2 = bare(row.indicator.level2)
    for mismatch in options.mismatches:
        if mismatch.level2 in level2 and not _declares(level2, mismatch.right) and _matches(row, mismatch):
            evidence = f"“{row.indicator.level3}”衡量的是{mismatch.measures}"
            yield _hit(row, evidence, mismatch.measures, mismatch.right, mismatch.confidence)
            return
    if options.learned and trouble_of(CATEGORY) is None:
        yield from _learned(row, options)


def _learned(row: ParsedRow, options: Options) -> Iterator[Hit]:
    declared = category(bare(row.indicator.level2))
    name, description = row.indicator.level3, row.indicator.description
    if not any(declared == pair[0] for pair in options.learned) or _dimension(row) in options.learned_told.get(declared, ()):
        return
    if not bare(name) or _pattern(options.learned_excuse).search(bare(name + description)):
        return
    judged = category_of_row(name, description, row.indicator.value)
    said = judged.prediction
    if (declared, said.label) in options.learned and said.score >= options.score:
        told = f"，依据的字词：{'、'.join(said.words)}" if said.words else ""
        evidence = f"模型{said.model}判为“{said.label}”（分值{said.score:.2f}，阈值{options.score:.2f}）{told}"
        yield _hit(row, evidence, said.label, f"{said.label}指标", said.score)


def _hit(row: ParsedRow, evidence: str, measures: str, right: str, confidence: float) -> Hit:
    return Hit(
        role="level3",
        evidence=evidence,
        spans={"level2": ((0, len(row.indicator.level2)),)},
        facts={"right": right, "measures": measures},
        confidence=confidence,
    )


def _declares(level2: str, right: str) -> bool:
    """社会效益及满意度指标 declares the fitting 二级指标 beside another one."""
    word = category(right)
    return bool(word) and word in level2


def _matches(row: ParsedRow, mismatch: Mismatch) -> bool:
    dimension = _dimension(row)
    if dimension in mismatch.told or (mismatch.dimensions and dimension not in mismatch.dimensions):
        return False
    name, description = bare(row.indicator.level3), bare(row.indicator.description)
    texts = (name, description) if mismatch.anywhere else (name,)
    if mismatch.pattern and not any(_pattern(mismatch.pattern).search(text) for text in texts):
        return False
    return not mismatch.excuse or _pattern(mismatch.excuse).search(f"{name} {description}") is None


def _dimension(row: ParsedRow) -> str:
    return "date" if row.quantity.kind == "date" else row.quantity.dimension
