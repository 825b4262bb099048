"""A table lacks a kind of indicator that must be set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.expressions import compiled
from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedTable

NAME = "missing-category"


@dataclass(frozen=True, slots=True)
class Options:
    """Kinds that must be there.

    Attributes:
        required: words by which a kind is known in 一级指标 or 二级指标, by its name.
        min_known: do not judge a table in which fewer kinds than this were recognised (another scheme of levels).
        skip_templates: templates with a scheme of their own.
        projects: regular expression of the projects that are meant; empty for all.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    required: Mapping[str, tuple[str, ...]]
    min_known: int = 2
    skip_templates: tuple[str, ...] = ()
    projects: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no regular expression, while the rule is loaded and its file is known."""
        compiled((self.projects,))


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield one hit that lists the kinds of which the table has no row."""
    if table.table.template in options.skip_templates or not table.rows:
        return
    if not compiled((options.projects,)).search(table.table.project):
        return
    labels = {bare(row.indicator.level1 + row.indicator.level2) for row in table.rows}
    known = {name for name, words in options.required.items() if any(word in label for label in labels for word in words)}
    missing = [name for name in options.required if name not in known]
    if missing and len(known) >= options.min_known:
        listed = "、".join(missing)
        yield Hit(evidence=f"全表{len(table.rows)}行中没有{listed}", facts={"missing": listed})
