"""Text that must not stand in a cell, by patterns of the rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.expressions import compiled
from auditor.types.finding import Hit
from auditor.types.indicator import COLUMNS
from auditor.types.parsed import Context, ParsedRow

NAME = "forbidden-pattern"


@dataclass(frozen=True, slots=True)
class Options:
    """Columns to look into, regular expressions at fault, and regular expressions that excuse a cell."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    patterns: tuple[str, ...]
    columns: tuple[str, ...] = ("level3", "description", "value", "basis")
    except_patterns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no regular expression, while the rule is loaded and its file is known."""
        compiled(self.patterns)
        compiled(self.except_patterns)


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield one hit for each column that holds a pattern."""
    for role in options.columns:
        text = row.indicator.cell(role)
        if options.except_patterns and compiled(options.except_patterns).search(text):
            continue
        spans = tuple(match.span() for match in compiled(options.patterns).finditer(text))
        if spans:
            found = "、".join(dict.fromkeys(text[start:end] for start, end in spans))
            yield Hit(
                role=role,
                evidence=f"“{COLUMNS[role]}”中有“{found}”",
                spans={role: spans},
                facts={"found": found, "column": COLUMNS[role]},
            )
