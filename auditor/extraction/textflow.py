"""Indicator tables in text dumps of PDFs, where a table is but a run of lines: header, levels and cells by words and order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.extraction.flow_search import Anchor, rebuild
from auditor.extraction.goals import is_item, join_goal
from auditor.extraction.guess import is_level1
from auditor.extraction.identity import Identity
from auditor.extraction.levels import place_levels, split_levels
from auditor.extraction.projects import context_of
from auditor.extraction.stitch import is_furniture
from auditor.extraction.templates import UNREGISTERED, choose
from auditor.extraction.titles import is_title, strip_ordinal
from auditor.extraction.values import join_value
from auditor.extraction.vocabulary import label_key, vocabulary
from auditor.text.normalise import join_lines, normalise
from auditor.types.grid import Paragraph, Place, Trouble
from auditor.types.indicator import COLUMNS, Indicator, IndicatorTable

#: A header has at least so many columns.
_COLUMNS = 4
#: A header line is no longer than this; a line longer than _PROSE is text after the tables.
_HEADER, _PROSE = 80, 80
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")
#: Confidence of a rebuilt row, what its cost takes from it, and below which the user is told.
SURE, LOSS, LOW = 0.9, 0.1, 0.75


@dataclass(frozen=True, slots=True)
class _Row:
    level1: str
    level2: str
    tokens: tuple[str, ...]
    line: Paragraph
    loose: list[str]
    labels: list[str]


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
    start = 0
    for position, paragraph in enumerate(paragraphs):
        roles = header_roles(paragraph.text) if position >= start else ()
        if not roles:
            continue
        end = _end(paragraphs, position + 1)
        before, rows = _rows(paragraphs[position + 1 : end])
        if rows:
            yield _table(paragraphs[start:position], paragraph, roles, before, rows, (source, identity, number)), end
            number += 1
            start = end


def header_roles(text: str) -> tuple[str, ...]:
    """Return the columns that a printed header line names, level1 and level2 first; empty for any other line.

    Dumps print neighbouring headers without a blank and sometimes out of order (二级指标一级指标 三级指标 …).
    """
    if "指标" not in text or len(text) > _HEADER:
        return ()
    words = vocabulary()
    rest, roles = label_key(text), []
    while rest:
        word = next((rest[:size] for size in range(min(len(rest), 16), 1, -1) if words.exact.get(rest[:size])), "")
        if not word:
            # The end of the last header may have been printed elsewhere.
            if len(rest) > 6:
                return ()
            break
        roles.append(words.exact[word])
        rest = rest[len(word) :]
    core = [role for role in roles if role in words.core]
    if len(core) < _COLUMNS or len(set(roles)) < len(roles) or "level2" not in roles:
        return ()
    return (*(role for role in ("level1", "level2") if role in roles), *(r for r in roles if r not in ("level1", "level2")))


def _end(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return where a table that begins at ``start`` ends: at the next title, header, section or prose."""
    for position in range(start, len(paragraphs)):
        text = paragraphs[position].text
        if is_title(text) or header_roles(text) or len(text) > _PROSE or normalise(text).startswith(vocabulary().footnotes):
            return position
        if _SECTION.match(text) and not split_levels(text):
            return position
    return len(paragraphs)


def _rows(lines: Sequence[Paragraph]) -> tuple[list[str], list[_Row]]:
    """Split the lines below a header into rows as printed and the loose lines before the first."""
    before: list[str] = []
    labels: list[str] = []
    rows: list[_Row] = []
    for line in lines:
        text = join_lines(line.text)
        levels = split_levels(text)
        if levels:
            rows.append(_Row(levels[0], levels[1], tuple(levels[2].split()), line, [], []))
        elif is_level1(text) and text.endswith("指标"):
            (rows[-1].labels if rows else labels).append(text)
        elif text:
            (rows[-1].loose if rows else before).append(text)
    while rows and rows[-1].loose and is_furniture(rows[-1].loose[-1]):
        rows[-1].loose.pop()
    if rows and labels:
        rows[0] = _Row(
            rows[0].level1 or labels[0], *(getattr(rows[0], name) for name in ("level2", "tokens", "line", "loose", "labels"))
        )
    return before, rows


def _table(
    lead: Sequence[Paragraph],
    top: Paragraph,
    roles: tuple[str, ...],
    before: Sequence[str],
    rows: Sequence[_Row],
    origin: tuple[str, Identity, int],
) -> IndicatorTable:
    source, identity, number = origin
    context = context_of(lead, ())
    columns = tuple(role for role in roles if role not in ("level1", "level2"))
    cells = rebuild(tuple(before), [Anchor(row.tokens, tuple(row.loose)) for row in rows], columns)
    levels = place_levels([(row.level1, row.level2, row.labels) for row in rows])
    indicators = tuple(
        _indicator(index, level1, row, found, roles)
        for index, (row, level1, found) in enumerate(zip(rows, levels, cells, strict=True), start=1)
    )
    template = choose(roles, context.title)
    low = [row.row for row in indicators if row.confidence < LOW]
    return IndicatorTable(
        source=source,
        number=number,
        project=context.project,
        goal=_goal(lead) or context.goal,
        unit_name=identity.unit_name,
        year=identity.year,
        rows=indicators,
        template=template.name if template else UNREGISTERED,
        roles=frozenset(roles),
        header={role: text for role, text in context.facts.items() if role in ("project_code", "budget") and text},
        place=Place(page=top.page, line=top.line),
        confidence=min((row.confidence for row in indicators), default=0.5),
        troubles=tuple(_troubles(low)),
    )


def _troubles(low: Sequence[int]) -> Iterator[Trouble]:
    if low:
        rows = "、".join(map(str, low))
        yield Trouble(
            f"文本由 PDF 转出，第 {rows} 行的单元格按次序和用词重排，把握不大", "请对照原 PDF 核对本表，最好直接审核 PDF 原件。"
        )


def _indicator(number: int, level1: str, row: _Row, found: tuple[dict[str, str], float], roles: tuple[str, ...]) -> Indicator:
    cells, cost = found
    get = cells.get
    return Indicator(
        row=number,
        level1=level1,
        level2=row.level2,
        level3=get("level3", ""),
        description=get("description", ""),
        value=join_value(get("operator", ""), get("value", ""), get("unit", "")),
        basis=get("basis", ""),
        weight=get("weight", ""),
        actual=get("actual", ""),
        place=Place(row=number, page=row.line.page, line=row.line.line),
        columns={role: column for column, role in enumerate(roles, start=1) if role in COLUMNS},
        confidence=round(max(SURE - LOSS * cost, 0.3), 2),
    )


def _goal(lead: Sequence[Paragraph]) -> str:
    """Return the goal printed between title and header: its label may stand in the middle of its items."""
    words = vocabulary()
    items: list[str] = []
    labelled = False
    for paragraph in reversed(lead):
        text = paragraph.text.strip()
        if is_title(text) and label_key(strip_ordinal(text)) not in words.facts:
            break
        label = next(
            (text[:size] for size in range(min(12, len(text)), 1, -1) if words.facts.get(label_key(text[:size])) == "goal"), ""
        )
        if label:
            labelled = True
            text = text[len(label) :].strip(" :：")
        elif labelled and not is_item(text):
            break
        if text:
            items.insert(0, text)
    return join_goal("\n".join(items)) if labelled else ""
