"""Text of the table names a scope or a place that is not this unit's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.parsing.places import belongs, level, mentions, own_codes
from auditor.types.finding import Hit, Related
from auditor.types.parsed import Context, ParsedRow, ParsedTable

NAME = "foreign-scope"

_TITLE = re.compile(r"《[^》]{0,200}》")
#: A county or district, not 县域, 县级, 社区, 园区, 城区.
_DISTRICT = re.compile(r"县(?![域级乡市城])|(?<![社小校园景库灌林牧矿片护城山渔地厂])区(?!域)")


@dataclass(frozen=True, slots=True)
class Options:
    """Scopes above a unit, and what excuses them.

    Attributes:
        scopes: scope words that a unit of that level cannot have, by the unit's level; ``district`` for counties and
            districts by name, which a city's scope does not fit either.
        excuses: regular expressions around a scope or place that make it right (省内排名, 对口支援).
        dimensions: a scope counts only where the row measures one of these; grades are often quoted policy.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    scopes: dict[str, tuple[str, ...]]
    excuses: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield one hit for a table whose rows name a foreign scope or place."""
    unit = f"{table.table.unit_name} {table.table.project}"
    own = own_codes(table.table.unit_name) or own_codes(table.table.project)
    found: list[tuple[ParsedRow, str]] = []
    for row in table.rows:
        for role in ("level3", "description"):
            text = _TITLE.sub("", row.indicator.cell(role))
            if not any(re.search(pattern, text) for pattern in options.excuses):
                found.extend((row, word) for word in (*_scopes(row, text, unit, level(own), options), *_places(text, own)))
    if found:
        words = "、".join(dict.fromkeys(word for _, word in found))
        rows = dict.fromkeys(row.indicator.row for row, _ in found)
        yield Hit(
            evidence=f"第{'、'.join(map(str, rows))}行写的是“{words}”，而填报单位是“{table.table.unit_name or '本单位'}”",
            facts={"words": words},
            related=tuple(Related(table.table.source, table.table.number, row) for row in rows),
        )


def _scopes(row: ParsedRow, text: str, unit: str, unit_level: str, options: Options) -> Iterator[str]:
    if not set(options.dimensions) & ({row.quantity.dimension} | row.measure.dimensions) or row.quantity.low is None:
        return
    words = options.scopes.get(unit_level or _guessed_level(unit), ())
    if _DISTRICT.search(unit):
        words += options.scopes.get("district", ())
    for word in words:
        if word in text:
            yield word


def _guessed_level(unit: str) -> str:
    """The level that the name of an unknown place tells."""
    if _DISTRICT.search(unit):
        return "county"
    return "city" if "市" in unit else ""


def _places(text: str, own: frozenset[str]) -> Iterator[str]:
    if own:
        yield from (mention.name for mention in mentions(text) if not belongs(mention, own))
