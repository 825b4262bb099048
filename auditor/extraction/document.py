"""From a document to its indicator tables."""

from __future__ import annotations

from auditor.extraction.identity import identify
from auditor.extraction.lines import Line
from auditor.extraction.locate import find_tables
from auditor.extraction.missing import missing_tables
from auditor.extraction.stitch import strips
from auditor.extraction.tables import Origin, tables_of
from auditor.extraction.textflow import flow_tables
from auditor.types.grid import Document, Paragraph, Trouble
from auditor.types.indicator import Extraction, IndicatorTable


def extract(document: Document) -> Extraction:
    """Return the indicator tables of a document, numbered from 1 in reading order.

    What could not be read is told in the troubles of the tables and of the extraction; a table whose header is there
    but whose rows are missing is a table without rows. Pure: the same document gives the same extraction.
    """
    origin = Origin(document.source, identify(document))
    tables: list[IndicatorTable] = []
    trail: list[Paragraph | tuple[Line, ...] | None] = []
    for strip in strips(document):
        read = 0
        for table, end in flow_tables(strip.before, document.source, origin.identity, len(tables) + 1):
            tables.append(table)
            trail, read = [], end
        trail.extend(strip.before[read:])
        if not strip.lines:
            trail.append(None)
        for found in find_tables(strip.lines):
            if found.header is None:
                trail.append(found.block)
            else:
                tables.extend(tables_of(found, trail, origin, len(tables) + 1))
                trail = []
    return Extraction(
        source=document.source,
        format=document.format,
        unit_name=origin.identity.unit_name,
        year=origin.identity.year,
        tables=tuple(tables),
        troubles=(*document.troubles, *missing_tables(document, tables)) if tables else _none_found(document),
    )


def _none_found(document: Document) -> tuple[Trouble, ...]:
    """A document without an indicator table was not audited: that is told as loudly as one that could not be read."""
    if any(trouble.fatal for trouble in document.troubles):
        return document.troubles
    reason = "没有找到绩效目标表"
    advice = "请确认文件里有没有绩效目标表；有的话，请人工核对原件，并把文件发给程序维护方。"
    return (*document.troubles, Trouble(reason, advice, fatal=True))
