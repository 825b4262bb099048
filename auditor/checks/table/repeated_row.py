"""A row repeats an earlier row of its table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.parsing.sameness import cut_short
from auditor.text.normalise import bare
from auditor.text.per_unit import only_per_unit
from auditor.text.similarity import same_wording
from auditor.types.finding import Hit, Related
from auditor.types.indicator import Indicator
from auditor.types.parsed import Context, ParsedTable

NAME = "repeated-row"


@dataclass(frozen=True, slots=True)
class Options:
    """How alike two rows must be.

    Attributes:
        similarity: 0-1, of name and of description, each.
        light: characters in which two rows may differ and still say the same.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    similarity: float = 0.85
    light: str = "的之了和与及为对于在是等其中按将所该各项情况人员数量用"


OPTIONS = Options

#: So many different rows of one name, or of one description and value, are compared with a further one.
_MOST_ALIKE = 256


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each row that says the same as an earlier one; only the later row is named."""
    earlier: defaultdict[tuple[str, str, str], list[Indicator]] = defaultdict(list)
    for parsed in table.rows:
        row = parsed.indicator
        keys = _keys(row, options)
        likely = sorted({id(other): other for key in keys for other in earlier[key]}.values(), key=lambda other: other.row)
        twin = next((other for other in likely if _same(row, other, options)), None)
        if twin is not None:
            yield _hit(table, row, twin)
        elif bare(row.level3):
            for key in keys:
                if len(earlier[key]) < _MOST_ALIKE:
                    earlier[key].append(row)


def _keys(row: Indicator, options: Options) -> tuple[tuple[str, str, str], ...]:
    """Return keys of which rows that say the same have one in common, so that no row is compared with all others.

    Phrases of the same wording are equal without their light characters; a name that was only written out has the same
    description and value; a description that was cut short has the same name.
    """
    light = str.maketrans("", "", options.light)
    name, description = (bare(row.cell(role)) for role in ("level3", "description"))
    wording = "wording", name.translate(light), description.translate(light)
    return wording, ("value", description, bare(row.value)), ("name", name, "")


def _hit(table: ParsedTable, row: Indicator, twin: Indicator) -> Hit:
    same_value = bare(row.value) == bare(twin.value)
    note = "指标值也相同" if same_value else f"指标值不同（第{twin.row}行为“{twin.value}”）"
    return Hit(
        row=row.row,
        role="level3",
        evidence=f"名称和描述与本表第{twin.row}行相同，{note}",
        spans={role: ((0, len(row.cell(role))),) for role in ("level3", "description") if row.cell(role)},
        facts={"other": str(twin.row)},
        related=(Related(table.table.source, table.table.number, twin.row, twin.level3),),
    )


def _same(row: Indicator, other: Indicator, options: Options) -> bool:
    """Without descriptions the value must agree as well: otherwise the name stands for several measures (DU202)."""
    if not (row.description or other.description) and bare(row.value) != bare(other.value):
        return False
    if _longer_name(row, other) or _elided(row, other):
        return True
    if bare(row.level3) == bare(other.level3) and cut_short((row.description, row.value), (other.description, other.value)):
        return True
    return all(
        same_wording(row.cell(role), other.cell(role), options.similarity, options.light) for role in ("level3", "description")
    )


def _elided(row: Indicator, other: Indicator) -> bool:
    """One name and one value, and a description that only says by what it is reckoned (每人每年): it was cut short."""
    names, values = ({bare(item.cell(role)) for item in (row, other)} for role in ("level3", "value"))
    if len(names) != 1 or len(values) != 1 or not all(values):
        return False
    return only_per_unit(row.description) != only_per_unit(other.description)


def _longer_name(row: Indicator, other: Indicator) -> bool:
    """补助标准 and 户均补助标准 with one description and one value: the name was only written out."""
    cells = [(bare(item.description), bare(item.value)) for item in (row, other)]
    if cells[0] != cells[1] or not all(cells[0]):
        return False
    short, long = sorted((bare(row.level3), bare(other.level3)), key=len)
    return bool(short) and long.endswith(short) and bare(row.description).endswith(short)
