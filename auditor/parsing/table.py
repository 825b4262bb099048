"""Indicator rows and tables with their cells understood."""

from __future__ import annotations

from dataclasses import replace

from auditor.parsing.citations import citations
from auditor.parsing.composites import find_unit
from auditor.parsing.measure import combine, is_mishap, loosened, phrase_measure, tells_change
from auditor.parsing.quantity import quantities
from auditor.types.indicator import Indicator, IndicatorTable
from auditor.types.parsed import ParsedRow, ParsedTable
from auditor.types.quantity import Measure, Quantity

#: 施工安全事故：无 is a target, not an empty cell.
_NONE_AT_ALL = ("无", "零")
#: 近视率下降百分点: ≥0.6个
_POINTS = ("百分点", "百分点数")


def parse_table(table: IndicatorTable) -> ParsedTable:
    """Return ``table`` with every row parsed; nothing is raised."""
    return ParsedTable(table, tuple(parse_row(row) for row in table.rows))


def parse_row(indicator: Indicator) -> ParsedRow:
    """Return ``indicator`` with its value, measure and basis understood; nothing is raised."""
    name, description = phrase_measure(indicator.level3), phrase_measure(indicator.description)
    measure = combine(name, description)
    values = tuple(_in_row(value, indicator, measure) for value in quantities(indicator.value))
    if any(value.dimension == "ratio" and tells_change(value.rest) for value in values):
        name, measure = loosened(name) if name.dimensions else name, loosened(measure) if measure.dimensions else measure
    satisfied = "满意" in indicator.level2 or "满意" in indicator.level3
    return ParsedRow(indicator, values, measure, name, description, citations(indicator.basis, satisfied))


def _in_row(value: Quantity, indicator: Indicator, measure: Measure) -> Quantity:
    """What only the row can tell of a value."""
    if value.kind == "empty" and value.raw.strip() in _NONE_AT_ALL and is_mishap(indicator.level3):
        return replace(value, kind="grade", rest=value.raw.strip())
    if value.raw_unit == "个" and any(text.strip().endswith(_POINTS) for text in (indicator.description, indicator.level3)):
        return replace(value, unit="个百分点", dimension="ratio")
    if value.raw_unit.lower() == "k" and "money" in measure.dimensions:
        return replace(value, unit="千元", dimension="money", standard=False)
    return _counted(value, measure)


def _counted(value: Quantity, measure: Measure) -> Quantity:
    """A bare 万 is 万元 only where money may be meant; elsewhere it is ten thousand of a unit that is missing."""
    if value.raw_unit not in ("万", "亿") or value.standard or not measure.dimensions or "money" in measure.dimensions:
        return value
    unit = find_unit(value.raw_unit)
    factor = unit.scale if unit else 1.0
    low = None if value.low is None else value.low * factor
    high = None if value.high is None else value.high * factor
    span = (value.number_span[0], value.unit_span[1])
    return replace(
        value, low=low, high=high, unit="", raw_unit="", dimension="", standard=True, number_span=span, unit_span=(0, 0)
    )
