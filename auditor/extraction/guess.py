"""Columns told by what stands in them, where a table has no header or one that nobody described."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from auditor.extraction.headers import Column, Header
from auditor.extraction.lines import Line
from auditor.extraction.vocabulary import level_key, vocabulary
from auditor.text.normalise import normalise

#: So many rows must name a 二级指标 in the same column before a table without header is taken for one of indicators.
MIN_ROWS = 3
_VALUE = re.compile(r"[≥≤<>=±]?\d[\d.,]*(?:\D{0,8}|%.*)|[≥≤<>=±].*|(?:大于|小于|等于|不低于|不少于|不高于|不超过).*")


def is_value(text: str) -> bool:
    """Tell whether a text looks like a value: an operator or a number with at most a short unit."""
    return _VALUE.fullmatch(normalise(text)) is not None


def is_level1(text: str) -> bool:
    """Tell whether a text is the name of a 一级指标."""
    return len(text) < 16 and level_key(text) in vocabulary().level1


def is_level2(text: str) -> bool:
    """Tell whether a text is the name of a 二级指标."""
    return len(text) < 20 and level_key(text) in vocabulary().level2


def guess_header(lines: Sequence[Line]) -> tuple[Header, int] | None:
    """Return a header made from the contents and the first row of indicators, None where the columns do not tell."""
    width = max((len(line.cells) for line in lines), default=0)
    if len(lines) < MIN_ROWS or width < 3:
        return None
    level2 = _fullest(lines, list(range(width)), is_level2)
    if level2 is None:
        return None
    rows = [index for index, line in enumerate(lines) if _tells(line, level2, is_level2)]
    body = lines[rows[0] : rows[-1] + 1]
    value = _fullest(body, list(range(level2 + 2, width)), is_value)
    if value is None:
        return None
    columns = [
        _column("level2", level2),
        _column("level3", level2 + 1),
        _column("value", value),
    ]
    level1 = _fullest(body, list(range(level2)), is_level1, least=1)
    if level1 is not None:
        columns.insert(0, _column("level1", level1))
    if value > level2 + 2:
        columns.append(Column("description", level2 + 2, value))
    if value + 1 < width and sum(bool(line.text(value + 1, value + 2)) for line in body) * 2 > len(body):
        columns.append(_column("basis", value + 1))
    guessed = tuple(f"第{column.start + 1}列" for column in columns)
    return Header((tuple(columns),), ("",), 0, (), guessed, min(column.start for column in columns)), rows[0]


def complete(header: Header, body: Sequence[Line]) -> Header:
    """Add level columns and the value column that the header row did not name but whose contents tell them."""
    if len(header.blocks) > 1 or not body:
        return header
    columns = list(header.blocks[0])
    used = {number for column in columns for number in range(column.start, column.end)}
    free = [number for number in range(max(len(line.cells) for line in body)) if number not in used]
    guessed = list(header.guessed)
    for role, test in (("level2", is_level2), ("level1", is_level1), ("value", is_value)):
        if role not in header.roles and free:
            found = _fullest(body, free, test, least=1 if role == "level1" else 2)
            if found is not None:
                columns.append(_column(role, found))
                free.remove(found)
                guessed.append(f"第{found + 1}列")
    if len(columns) == len(header.blocks[0]):
        return header
    start = min(column.start for column in columns)
    return replace(header, blocks=(tuple(columns),), guessed=tuple(guessed), start=start)


def _column(role: str, number: int) -> Column:
    return Column(role, number, number + 1)


def _tells(line: Line, column: int, test: Callable[[str], bool]) -> bool:
    cell = line.cells[column] if column < len(line.cells) else None
    return cell is not None and bool(cell.text) and test(cell.text)


def _fullest(lines: Sequence[Line], columns: Sequence[int], test: Callable[[str], bool], least: int = MIN_ROWS) -> int | None:
    """Return the column with the most cells that pass ``test``: at least ``least`` and half of those that hold text."""
    best, most = None, least - 1
    for column in columns:
        filled = [line for line in lines if column < len(line.cells) and (cell := line.cells[column]) is not None and cell.text]
        passed = sum(_tells(line, column, test) for line in filled)
        if passed > most and passed * 2 >= len(filled):
            best, most = column, passed
    return best
