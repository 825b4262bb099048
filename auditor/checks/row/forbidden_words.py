"""Words that must not stand in a cell: unlike forbidden-pattern it sees words, not runs of characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from auditor.checks._found import found
from auditor.checks._where import fits, refuse_unknown
from auditor.text import patterns
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow

NAME = "forbidden-words"


@dataclass(frozen=True, slots=True)
class Options:
    """What to look for, and where.

    Attributes:
        words: sequences of words at fault. A sequence is a list; its words are written plainly or as spaCy's Matcher takes
            them: ``[{TEXT: {IN: [进一步, 不断]}}, {OP: "{0,3}"}, 加强]``.
        columns: columns to look into.
        where: regular expressions by column (or project, goal, unit_name) that tell which rows are meant; empty for all.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    words: tuple[tuple[str | dict[str, Any], ...], ...]
    columns: tuple[str, ...] = ("level3", "description", "value", "basis")
    where: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what spaCy would refuse, while the rule is loaded and its file is known."""
        refuse_unknown(self.columns)
        refuse_unknown(self.where, of_table=True)
        patterns.check(self.words)


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield one hit for each column that holds such words."""
    if not fits(row, options.where, context):
        return
    for role in options.columns:
        text = row.indicator.cell(role)
        spans = patterns.find(text, options.words) if text else ()
        if spans:
            yield found(role, text, spans)
