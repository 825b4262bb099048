"""A document number is cited but broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow

NAME = "broken-citation"


@dataclass(frozen=True, slots=True)
class Options:
    """What each missing part is called."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    names: Mapping[str, str] = field(default_factory=dict)


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each document number that lacks a part, and for each misspelt issuer."""
    for citation in row.citations:
        if citation.missing and (citation.kind == "document" or "misspelt" in citation.missing):
            missing = "、".join(options.names.get(part, part) for part in citation.missing)
            yield Hit(
                role="basis",
                evidence=f"“{citation.text}”{missing}",
                spans={"basis": (citation.span,)},
                facts={"citation": citation.text, "missing": missing},
            )
