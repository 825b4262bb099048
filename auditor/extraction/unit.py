"""The office that the user names for documents that do not name their own."""

from __future__ import annotations

from dataclasses import replace

from auditor.types.indicator import Extraction


def of_unit(extraction: Extraction, unit: str) -> Extraction:
    """Return ``extraction`` with ``unit`` as the office of the document and of its tables, wherever they tell none."""
    if not unit or (extraction.unit_name and all(table.unit_name for table in extraction.tables)):
        return extraction
    name = extraction.unit_name or unit
    tables = tuple(table if table.unit_name else replace(table, unit_name=name) for table in extraction.tables)
    return replace(extraction, unit_name=name, tables=tables)
