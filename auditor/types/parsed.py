"""Rows and tables after parsing: what the checks receive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from auditor.types.indicator import Indicator, IndicatorTable
from auditor.types.quantity import Citation, Measure, Quantity

_NOTHING: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """An indicator with its cells understood.

    Attributes:
        indicator: the row as read.
        quantities: the values of the value cell, at least one (kind ``empty`` for an empty cell).
        measure: what name and description say is measured.
        name_measure, description_measure: the same from one of the two alone.
        citations: the sources of the basis cell, empty for an empty cell.
    """

    indicator: Indicator
    quantities: tuple[Quantity, ...]
    measure: Measure
    name_measure: Measure
    description_measure: Measure
    citations: tuple[Citation, ...] = ()

    @property
    def quantity(self) -> Quantity:
        """The first value of the cell."""
        return self.quantities[0]


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """An indicator table with parsed rows."""

    table: IndicatorTable
    rows: tuple[ParsedRow, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may know beside its subject.

    Attributes:
        table: the table that a row check's row belongs to; None for corpus checks.
        document: all tables of the same document, in order.
        library: tables of earlier runs that share rows with this one; only corpus checks receive them.
        spread: by key of a row of this run, how many units of the whole library use the row.
    """

    table: ParsedTable | None = None
    document: tuple[ParsedTable, ...] = ()
    library: tuple[IndicatorTable, ...] = ()
    spread: Mapping[int, int] = field(default_factory=dict)
