"""Text that must not stand in a cell, by patterns of the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

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


OPTIONS = Options


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{item})" for item in patterns))


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield one hit for each column that holds a pattern."""
    for role in options.columns:
        text = row.indicator.cell(role)
        if options.except_patterns and _compiled(options.except_patterns).search(text):
            continue
        spans = tuple(match.span() for match in _compiled(options.patterns).finditer(text))
        if spans:
            found = "、".join(dict.fromkeys(text[start:end] for start, end in spans))
            yield Hit(
                role=role,
                evidence=f"“{COLUMNS[role]}”中有“{found}”",
                spans={role: spans},
                facts={"found": found, "column": COLUMNS[role]},
            )
