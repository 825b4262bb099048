"""A learned model is missing or damaged: what it should have judged is told, not passed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.learning.models import trouble_of
from auditor.types.finding import Hit
from auditor.types.indicator import Extraction
from auditor.types.parsed import Context

NAME = "unjudged"


@dataclass(frozen=True, slots=True)
class Options:
    """The models that rules rest on, and what goes unjudged without each."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    models: dict[str, str]


OPTIONS = Options


def check(extraction: Extraction, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each model that cannot be loaded, on every document with tables."""
    if not extraction.tables:
        return
    for name, unjudged in options.models.items():
        error = trouble_of(name)
        if error is not None:
            facts = {"reason": f"分类模型不可用（{error.reason}）", "unjudged": f"{unjudged}没有用模型判断"}
            yield Hit(facts=facts, evidence=error.reason, suggestion=error.advice)
