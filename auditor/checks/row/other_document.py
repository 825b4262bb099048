"""The project is named after a transfer document and the basis cites another of the same series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.parsing.citations import citations
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow
from auditor.types.quantity import Citation

NAME = "other-document"


@dataclass(frozen=True, slots=True)
class Options:
    """Nothing to set."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for a document number of the project's own series with another year or serial.

    A basis that cites the project's own document too may well cite an earlier one beside it.
    """
    assert context.table is not None
    project = context.table.table.project
    own = [item for item in citations(project) if _complete(item)]
    if any(_same(item, citation) for item in own for citation in row.citations if item.issuer == citation.issuer):
        return
    for citation in row.citations:
        series = [item for item in own if item.issuer == citation.issuer]
        if not _complete(citation) or not series:
            continue
        yield Hit(
            role="basis",
            evidence=f"项目依据的是“{series[0].text}”，本行引用的是“{citation.text}”",
            spans={"basis": (citation.span,)},
            facts={"own": series[0].text, "cited": citation.text},
        )


def _complete(citation: Citation) -> bool:
    return citation.kind == "document" and bool(citation.issuer and citation.year and citation.serial)


def _same(left: Citation, right: Citation) -> bool:
    return left.year == right.year and left.serial.lstrip("0") == right.serial.lstrip("0")
