"""Indicator tables in text dumps of PDFs, where a table is but a run of lines: header, levels and cells by words and order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.extraction.flow_lines import cut_rows
from auditor.extraction.flow_print import Printed, PrintedRow, printed_tables
from auditor.extraction.flow_search import Anchor, rebuild
from auditor.extraction.goals import is_item, join_goal
from auditor.extraction.identity import Identity
from auditor.extraction.levels import place_levels
from auditor.extraction.projects import context_of
from auditor.extraction.templates import UNREGISTERED, choose
from auditor.extraction.titles import is_title, strip_ordinal
from auditor.extraction.values import join_value
from auditor.extraction.vocabulary import label_key, vocabulary
from auditor.types.grid import Paragraph, Place, Trouble
from auditor.types.indicator import COLUMNS, Indicator, IndicatorTable

#: Confidence of a rebuilt row, what its cost takes from it, and below which the user is told.
SURE, LOSS, LOW = 0.9, 0.1, 0.75
#: Rows cut from their own lines alone may cost so many times as much as rows rebuilt from blocks, which fit anything.
_PLAINER = 2.0
#: Cost of a line before the first row that no row takes up.
_LOST = 1.5

#: With more loose lines than this the search would take too long; such a table holds other text anyway.
_MOST = 160

#: Cells by role and cost of each row.
Cells = list[tuple[dict[str, str], float]]


def flow_tables(
    paragraphs: Sequence[Paragraph], source: str, identity: Identity, number: int
) -> Iterator[tuple[IndicatorTable, int]]:
    """Yield each indicator table printed in ``paragraphs`` with the position where it ends.

    Args:
        paragraphs: the lines of a document between two grids.
        source: the document.
        identity: its office and year.
        number: number of the first table.
    """
    tables = list(printed_tables(paragraphs))
    for offset, (table, cells) in enumerate(zip(tables, _cells(tables), strict=True)):
        yield _table(table, cells, source, identity, number + offset), table.end


def _cells(tables: Sequence[Printed]) -> list[Cells]:
    """Return the cells of all tables, taken from each row's own lines or rebuilt from blocks: a dump is printed in one way."""
    plain: list[Cells] = []
    blocks: list[Cells] = []
    costs = [0.0, 0.0]
    for table in tables:
        roles = tuple(role for role in table.roles if role not in ("level1", "level2"))
        anchors = [Anchor(row.tokens, row.loose) for row in table.rows]
        plain.append(cut_rows(anchors, roles))
        if len(table.before) + sum(len(row.loose) for row in table.rows) > _MOST:
            blocks.append(plain[-1])
            continue
        cost, rows = rebuild(table.before, anchors, roles)
        blocks.append(rows)
        costs[0] += sum(cost for _, cost in plain[-1]) + _LOST * len(table.before)
        costs[1] += cost
    return plain if costs[0] <= costs[1] * _PLAINER else blocks


def _table(table: Printed, cells: Cells, source: str, identity: Identity, number: int) -> IndicatorTable:
    context = context_of(table.lead, ())
    levels = place_levels([(row.level1, row.level2, row.labels) for row in table.rows])
    found = [entry for entry in zip(table.rows, levels, cells, strict=True) if any(entry[2][0].values())]
    rows = tuple(
        _indicator(index, level1, row, texts, table.roles) for index, (row, level1, texts) in enumerate(found, start=1)
    )
    template = choose(table.roles, context.title)
    goal = _goal(table.lead) or context.goal
    return IndicatorTable(
        source=source,
        number=number,
        project=context.project,
        goal=goal,
        unit_name=identity.unit_name,
        year=identity.year,
        rows=rows,
        template=template.name if template else UNREGISTERED,
        roles=frozenset((*table.roles, "goal") if goal else table.roles),
        header={role: text for role, text in context.facts.items() if role in ("project_code", "budget") and text},
        place=Place(page=table.top.page, line=table.top.line),
        confidence=min((row.confidence for row in rows), default=0.0),
        troubles=tuple(_troubles(rows)),
    )


def _troubles(rows: Sequence[Indicator]) -> Iterator[Trouble]:
    low = "、".join(str(row.row) for row in rows if row.confidence < LOW)
    if low:
        reason = f"文本由 PDF 转出，第 {low} 行的单元格按次序和用词重排，把握不大"
        yield Trouble(reason, "请对照原 PDF 核对本表，最好直接审核 PDF 原件。")


def _indicator(
    number: int, level1: str, row: PrintedRow, found: tuple[dict[str, str], float], roles: tuple[str, ...]
) -> Indicator:
    cells, cost = found
    return Indicator(
        row=number,
        level1=level1,
        level2=row.level2,
        level3=cells.get("level3", ""),
        description=cells.get("description", ""),
        value=join_value(cells.get("operator", ""), cells.get("value", ""), cells.get("unit", "")),
        basis=cells.get("basis", ""),
        weight=cells.get("weight", ""),
        actual=cells.get("actual", ""),
        place=Place(row=number, page=row.line.page, line=row.line.line),
        columns={role: column for column, role in enumerate(roles, start=1) if role in COLUMNS},
        confidence=round(max(SURE - LOSS * cost, 0.3), 2),
    )


def _goal(lead: Sequence[Paragraph]) -> str:
    """Return the goal printed between title and header: its label may stand in the middle of its items."""
    facts = vocabulary().facts
    items: list[str] = []
    labelled = False
    for paragraph in reversed(lead):
        text = paragraph.text.strip()
        if is_title(text) and label_key(strip_ordinal(text)) not in facts:
            break
        size = next((size for size in range(min(12, len(text)), 1, -1) if facts.get(label_key(text[:size])) == "goal"), 0)
        if size:
            labelled, text = True, text[size:].strip(" :：")
        elif labelled and not is_item(text):
            break
        if text:
            items.insert(0, text)
    return join_goal("\n".join(items)) if labelled else ""
