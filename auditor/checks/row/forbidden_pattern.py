"""Text that must not stand in a cell, by patterns of the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar

from auditor.checks._found import found
from auditor.checks._where import fits, refuse_unknown
from auditor.text.expressions import compiled
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow

NAME = "forbidden-pattern"


@dataclass(frozen=True, slots=True)
class Options:
    """What to look for, and where.

    Attributes:
        patterns: regular expressions at fault.
        columns: columns to look into.
        except_patterns: regular expressions that excuse a cell.
        marks: characters of which whatever is at fault holds one: a cell without them is passed over; empty for any.
        where: regular expressions by column (or project, goal, unit_name) that tell which rows are meant; empty for all.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    patterns: tuple[str, ...]
    columns: tuple[str, ...] = ("level3", "description", "value", "basis")
    except_patterns: tuple[str, ...] = ()
    marks: str = ""
    where: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what is no regular expression, while the rule is loaded and its file is known."""
        refuse_unknown(self.columns)
        refuse_unknown(self.where, of_table=True)
        compiled(self.patterns)
        compiled(self.except_patterns)


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield one hit for each column that holds a pattern."""
    if not fits(row, options.where, context):
        return
    marks = _any_of(options.marks)
    for role in options.columns:
        text = row.indicator.cell(role)
        if not marks.search(text):
            continue
        if options.except_patterns and compiled(options.except_patterns).search(text):
            continue
        spans = tuple(match.span() for match in compiled(options.patterns).finditer(text))
        if spans:
            yield found(role, text, spans)


@lru_cache(maxsize=64)
def _any_of(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]" if marks else "")
