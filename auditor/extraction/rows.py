"""From the rows of a table to indicators: levels filled, lines joined, value put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.extraction.drafts import Draft, drafts_of
from auditor.extraction.glue import glue
from auditor.extraction.headers import Column, Header
from auditor.extraction.lines import Line, tight
from auditor.extraction.merges import Levels, fill_down
from auditor.extraction.values import OPERATOR_ROLES, is_nature, join_value, operator_of
from auditor.extraction.vocabulary import label_key
from auditor.text.normalise import join_lines
from auditor.types.indicator import COLUMNS, Indicator

#: Confidence of a row from a grid with guessed borders, of one glued from two pages, of one whose columns were guessed.
UNCERTAIN, GLUED, GUESSED = 0.9, 0.95, 0.7


def indicators(lines: Sequence[Line], header: Header, stand_ins: Mapping[str, tuple[str, ...]]) -> tuple[Indicator, ...]:
    """Return the indicators of the rows ``lines``, numbered from 1.

    Of two blocks side by side the last one (年度) comes first; of the other only those indicators follow that the
    year does not have.

    Args:
        lines: rows below the header.
        header: the columns.
        stand_ins: roles to fill from others where the table lacks them.
    """
    found: list[Indicator] = []
    for number in _order(header):
        columns = _with_stand_ins(header.blocks[number], stand_ins)
        rows = _block_rows(lines, columns, header, header.names[number])
        known = {(label_key(row.level2), label_key(row.level3)) for row in found}
        found.extend(row for row in rows if not found or (label_key(row.level2), label_key(row.level3)) not in known)
    return tuple(_numbered(row, number) for number, row in enumerate(found, start=1))


def _order(header: Header) -> list[int]:
    """Return the blocks in the order of reading: 年度 first."""
    return sorted(range(len(header.blocks)), key=lambda number: header.names[number] != "年度")


def _with_stand_ins(columns: Sequence[Column], stand_ins: Mapping[str, tuple[str, ...]]) -> tuple[Column, ...]:
    own = {column.role: column for column in columns}
    extra = []
    for role, others in stand_ins.items():
        other = next((own[name] for name in others if name in own), None)
        if role not in own and other:
            extra.append(Column(role, other.start, other.end))
    return (*columns, *extra)


def _block_rows(lines: Sequence[Line], columns: Sequence[Column], header: Header, block: str) -> list[Indicator]:
    drafts = [draft for draft in glue(drafts_of(lines, columns)) if draft.telling]
    places = {column.role: column.start + 1 for column in columns if column.role in COLUMNS}
    levels = [Levels(tight(draft.get("level1")), tight(draft.get("level2")), draft.line.grid.number) for draft in drafts]
    fill_down(levels)
    return [
        _indicator(draft, level, places, GUESSED if header.guessed else 1.0, block)
        for draft, level in zip(drafts, levels, strict=True)
    ]


def _indicator(draft: Draft, level: Levels, places: Mapping[str, int], confidence: float, block: str) -> Indicator:
    operator = next((sign for role in OPERATOR_ROLES if (sign := operator_of(draft.get(role)))), "")
    nature = next((text for role in ("nature", "operator") if is_nature(text := draft.get(role))), "")
    if not draft.line.grid.certain:
        confidence *= UNCERTAIN
    if draft.glued:
        confidence *= GLUED
    return Indicator(
        row=0,
        level1=level.level1,
        level2=level.level2,
        level3=join_lines(draft.get("level3")),
        description=join_lines(draft.get("description")),
        value=join_value(operator, join_lines(draft.get("value")), tight(draft.get("unit"))),
        basis=join_lines(draft.get("basis")),
        weight=join_lines(draft.get("weight")),
        nature=tight(nature),
        actual=join_lines(draft.get("actual")),
        place=draft.line.place,
        columns=places,
        confidence=confidence,
        block=block,
    )


def _numbered(row: Indicator, number: int) -> Indicator:
    return replace(row, row=number)
