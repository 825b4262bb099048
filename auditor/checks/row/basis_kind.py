"""The basis names no source, or only a vague one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from auditor.checks._advice import by_category
from auditor.text.normalise import bare
from auditor.text.similarity import pairs, similarity
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow

NAME = "basis-kind"


@dataclass(frozen=True, slots=True)
class Options:
    """Kinds of citation at fault.

    Attributes:
        kinds: flag where every citation of the cell is of one of these kinds.
        decisive: at least one citation must be of this kind; empty for any.
        restates: similarity (0-1) from which a basis that repeats the row's own words counts as ``none``; 0 for never.
        sourceless: regular expressions of what is no source, whatever the row. Where given, a basis of kind ``none`` must match
            one of them or be made of the row's own words: a name that no lexicon knows may be the name of a document.
        made_of: 0-1, share of the basis's character pairs that stand in the row or the project's name; the last pair must.
        advice: what basis fits, by a word of the 二级指标; empty for the rule's own suggestion.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    kinds: tuple[str, ...]
    decisive: str = ""
    restates: float = 0.0
    sourceless: tuple[str, ...] = ()
    made_of: float = 0.75
    advice: Mapping[str, str] = field(default_factory=dict)


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where the basis cell is filled and holds nothing but citations of the kinds at fault."""
    if not row.citations:
        return
    kinds = {_kind(row, kind, options) for kind in {citation.kind for citation in row.citations}}
    if kinds <= set(options.kinds) and options.decisive in (*kinds, "") and _known(row, options, context):
        text = row.indicator.basis
        yield Hit(
            role="basis",
            evidence=f"依据一栏写的是“{text}”",
            spans={"basis": tuple(citation.span for citation in row.citations)},
            suggestion=by_category(row, options.advice),
        )


def _kind(row: ParsedRow, kind: str, options: Options) -> str:
    """A basis that only repeats the row is no source, whatever its words; a record (在校生数) must do so literally."""
    if not options.restates or kind not in ("vague", "none", "record"):
        return kind
    least = 1.0 if kind == "record" else options.restates
    texts = (row.indicator.level3, row.indicator.description)
    if any(bare(text) and similarity(text, row.indicator.basis) >= least for text in texts):
        return "none"
    return kind


def _known(row: ParsedRow, options: Options, context: Context) -> bool:
    """Tell whether the basis is known to be no source, not only unknown."""
    if not options.sourceless:
        return True
    text = bare(row.indicator.basis)
    if any(re.search(pattern, text) for pattern in options.sourceless):
        return True
    project = context.table.table.project if context.table else ""
    own = pairs(bare(row.indicator.level3)) | pairs(bare(row.indicator.description)) | pairs(bare(project))
    said = pairs(text)
    return text[-2:] in own and len(said & own) >= options.made_of * len(said)
