"""Flat sheets: one row an indicator, the project beside it, one sheet for many projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.extraction.goals import join_goal
from auditor.extraction.headers import Column, Header
from auditor.extraction.lines import Line
from auditor.extraction.vocabulary import label_key, vocabulary
from auditor.text.normalise import join_lines
from auditor.types.grid import Cell


def split_projects(lines: Sequence[Line], header: Header) -> Iterator[tuple[dict[str, str], list[Line]]]:
    """Yield the facts and the rows of each project of a flat sheet.

    A project begins where its cell begins, be it merged downwards or blank below; where the name is repeated on every
    row it begins where the name or the goal changes.
    """
    columns = [column for column in header.blocks[0] if column.role in vocabulary().facts.values()]
    project = next(column for column in columns if column.role == "project")
    goal = next((column for column in columns if column.role == "goal"), None)
    group: list[Line] = []
    for line in lines:
        if group and _begins(line, group[-1], project, goal):
            yield _facts(group, columns), group
            group = []
        group.append(line)
    if group:
        yield _facts(group, columns), group


def _cell(line: Line, column: Column) -> Cell | None:
    return next((cell for cell in line.cells[column.start : column.end] if cell is not None and cell.text.strip()), None)


def _begins(line: Line, before: Line, project: Column, goal: Column | None) -> bool:
    cell, last = _cell(line, project), _cell(before, project)
    if cell is None or cell is last:
        return False
    same = last is not None and label_key(cell.text) == label_key(last.text)
    if not same:
        return True
    if line.grid is not before.grid:
        return False
    if cell.row_span > 1 or (last is not None and last.row_span > 1):
        return True
    mine, other = (_cell(line, goal), _cell(before, goal)) if goal else (None, None)
    return mine is not None and other is not None and label_key(mine.text) != label_key(other.text)


def _facts(group: Sequence[Line], columns: Sequence[Column]) -> dict[str, str]:
    facts = {}
    for column in columns:
        texts = (line.text(column.start, column.end) for line in group)
        text = next((text for text in texts if text), "")
        facts[column.role] = join_goal(text) if column.role.startswith("goal") else join_lines(text)
    return {role: text for role, text in facts.items() if text}
