"""A cell lacks words that must stand in it: the counterpart of forbidden-words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from auditor.checks._where import fits, refuse_unknown
from auditor.text.normalise import normalise
from auditor.types.finding import Hit
from auditor.types.indicator import COLUMNS
from auditor.types.parsed import Context, ParsedRow

NAME = "required-words"


@dataclass(frozen=True, slots=True)
class Options:
    """What must stand where.

    Attributes:
        words: one of these must stand in one of the columns.
        columns: columns to look into; a row of a template without any of them, or with all of them empty, is passed over.
        where: regular expressions by column (or project, goal, unit_name) that tell which rows are meant; empty for all.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    words: tuple[str, ...]
    columns: tuple[str, ...]
    where: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse unknown columns and broken expressions while the rule is loaded and its file is known."""
        if not self.words or not self.columns:
            raise ValueError("words 和 columns 至少各写一项")
        refuse_unknown(self.columns)
        refuse_unknown(self.where, of_table=True)


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where the row is meant and none of the words stands in its columns."""
    texts = {role: normalise(row.indicator.cell(role)) for role in options.columns}
    if not any(texts.values()) or not fits(row, options.where, context):
        return
    if not any(normalise(word) in text for word in options.words for text in texts.values()):
        role = next(role for role, text in texts.items() if text)
        columns, words = "、".join(COLUMNS[name] for name in options.columns), "、".join(options.words)
        yield Hit(
            role=role,
            evidence=f"“{columns}”里没有“{words}”中的任何一个",
            spans={role: ((0, len(row.indicator.cell(role))),)},
            facts={"words": words, "column": columns, "found": row.indicator.cell(role)},
        )
