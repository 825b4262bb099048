"""A cell is not written as a pattern asks: the counterpart of forbidden-pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from auditor.checks._where import fits, refuse_unknown
from auditor.text.expressions import compiled
from auditor.text.normalise import normalise
from auditor.types.finding import Hit
from auditor.types.indicator import COLUMNS
from auditor.types.parsed import Context, ParsedRow

NAME = "required-pattern"


@dataclass(frozen=True, slots=True)
class Options:
    """How a column must be written.

    Attributes:
        column: the column; an empty cell is passed over.
        patterns: regular expressions, one of which the cell must fit from beginning to end, in half width and without blanks.
        where: regular expressions by column (or project, goal, unit_name) that tell which rows are meant; empty for all.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    column: str
    patterns: tuple[str, ...]
    where: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse unknown columns and broken expressions while the rule is loaded and its file is known."""
        refuse_unknown((self.column,))
        refuse_unknown(self.where, of_table=True)
        compiled(self.patterns)


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where the row is meant and its cell fits none of the patterns."""
    text = row.indicator.cell(options.column)
    plain = normalise(text)
    if not plain or not fits(row, options.where, context) or compiled(options.patterns).fullmatch(plain):
        return
    yield Hit(
        role=options.column,
        evidence=f"“{COLUMNS[options.column]}”写的是“{text}”，不合规定的写法",
        spans={options.column: ((0, len(text)),)},
        facts={"found": text, "column": COLUMNS[options.column]},
    )
