"""Put a table together: header, rows, project, goal, unit, year and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.extraction.doubts import doubtful, doubts
from auditor.extraction.facts import strip_code
from auditor.extraction.flat import split_projects
from auditor.extraction.guess import complete
from auditor.extraction.headers import Header
from auditor.extraction.identity import Identity
from auditor.extraction.lines import Line
from auditor.extraction.locate import Found
from auditor.extraction.projects import Context, Trail, clean_project, context_of
from auditor.extraction.rows import indicators
from auditor.extraction.templates import UNREGISTERED, choose
from auditor.types.grid import Trouble
from auditor.types.indicator import Indicator, IndicatorTable

#: Facts that have a field of their own in the table.
_FIELDS = frozenset({"project", "goal", "unit_name", "year", "title", "caption"})
#: Facts that are no label of the form.
_NO_LABELS = frozenset({"title", "caption", "year", "unit_name", "goal_actual"})
#: How sure a table is whose project was taken from a mere heading, whose columns were guessed, which is like no template.
_HEADING, _GUESSED, _UNKNOWN, _DOUBTFUL = 0.8, 0.6, 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Origin:
    """What all tables of a document share."""

    source: str
    identity: Identity


def tables_of(found: Found, trail: Trail, origin: Origin, number: int) -> Iterator[IndicatorTable]:
    """Yield the indicator tables of one header: one, or one a project on a flat sheet.

    Args:
        found: rows with their header.
        trail: what stands between the last table and this one.
        origin: the document.
        number: number of the first table.
    """
    assert found.header is not None
    assert found.top is not None
    header = complete(found.header, found.body)
    if not header.flat:
        context = context_of(trail, found.block, found.top.grid.sheet)
        yield _table(found.body, header, context, origin, number, found.top)
        return
    shared = context_of(trail, found.block)
    for offset, (facts, lines) in enumerate(split_projects(found.body, header)):
        project = clean_project(facts.get("project", ""))
        context = Context(project, facts.get("goal", ""), shared.title, {**_common(shared.facts), **facts})
        yield _table(lines, header, context, origin, number + offset, lines[0])


def _common(facts: Mapping[str, str]) -> dict[str, str]:
    """Return the facts above a flat sheet that hold for all its projects."""
    return {role: text for role, text in facts.items() if role in ("year", "unit_name", "department", "currency", "caption")}


def _table(lines: Sequence[Line], header: Header, context: Context, origin: Origin, number: int, top: Line) -> IndicatorTable:
    template = choose(header.roles, context.title, len(header.blocks))
    rows = indicators(lines, header, template.stand_ins if template else {})
    troubles = list(doubts(rows, header, template))
    certain = all(line.grid.certain for line in lines)
    if rows and not certain and doubtful(rows):
        troubles.append(Trouble("表格没有框线，按位置推断的行列可能不准", "请对照原文件核对本表。"))
    return IndicatorTable(
        source=origin.source,
        number=number,
        project=context.project,
        goal=context.goal,
        unit_name=_unit(context.facts, origin.identity),
        year=_year(context.facts, origin.identity),
        rows=rows,
        template=template.name if template else UNREGISTERED,
        roles=header.roles | (context.facts.keys() - _NO_LABELS),
        header={role: text for role, text in context.facts.items() if role not in _FIELDS and text},
        place=top.place,
        confidence=_confidence(rows, header, template is not None, context, certain or not doubtful(rows)),
        troubles=tuple(troubles),
    )


def _unit(facts: Mapping[str, str], identity: Identity) -> str:
    return strip_code(facts.get("unit_name", "")) or identity.unit_name or strip_code(facts.get("department", ""))


def _year(facts: Mapping[str, str], identity: Identity) -> int | None:
    digits = facts.get("year", "")[:4]
    return int(digits) if len(digits) == 4 and digits.isdecimal() else identity.year


def _confidence(rows: Sequence[Indicator], header: Header, known: bool, context: Context, plausible: bool) -> float:
    sure = 1.0 if context.sure else _HEADING
    sure *= _GUESSED if header.guessed else 1.0
    sure *= 1.0 if known else _UNKNOWN
    sure *= 1.0 if plausible else _DOUBTFUL
    return round(sure * min((row.confidence for row in rows), default=0.5), 3)
