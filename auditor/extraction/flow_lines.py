"""Text dumps that print row after row, each cell with all its wrapped lines: the cells of a row are cut from its own lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from auditor.extraction.flow_cells import (
    Cells,
    empty_cost,
    is_number,
    joined,
    line_joint,
    pair_cost,
    text_cost,
    token_joint,
    width,
)
from auditor.extraction.flow_search import Anchor

_NEVER = float("inf")
#: Cost of a token that no column takes; tokens that a cell has at most.
_LEFT_OUT, _LONGEST = 3.0, 16
#: Cost of a line within a column of text that is a value and nothing else.
_VALUE_LINE = 1.0


class Unit(NamedTuple):
    """A token and whether it begins a line."""

    text: str
    breaks: bool


def cut_rows(anchors: Sequence[Anchor], roles: tuple[str, ...]) -> list[tuple[dict[str, str], float]]:
    """Return the cells by role and the cost of each row, taking every row to consist of its own lines alone."""
    full = max((width(line) for anchor in anchors for line in anchor.loose if " " not in line), default=0)
    rows = []
    for anchor in anchors:
        cost, cells = _cut(_units(anchor), roles, full)
        rows.append((dict(zip(roles, cells, strict=True)), cost))
    return rows


def _units(anchor: Anchor) -> tuple[Unit, ...]:
    units = [Unit(token, False) for token in anchor.tokens]
    for line in anchor.loose:
        units.extend(Unit(token, number == 0) for number, token in enumerate(line.split()))
    return tuple(units)


@lru_cache(maxsize=16384)
def _cut(units: tuple[Unit, ...], roles: tuple[str, ...], full: int) -> tuple[float, Cells]:
    """Distribute units over the columns in order; a name and its description are weighed together."""
    if not roles:
        return _LEFT_OUT * len(units), ()
    best: tuple[float, Cells] = (_NEVER, ())
    for count in range(min(len(units), _LONGEST) + 1):
        cost = _run_cost(units[:count], roles[0], full) + _border(units, count, full)
        if cost >= best[0]:
            continue
        rest, cells = _cut(units[count:], roles[1:], full)
        text = joined(tuple(unit.text for unit in units[:count]))
        if roles[:2] == ("level3", "description") and text and cells and cells[0]:
            cost += pair_cost(text, cells[0])
        if cost + rest < best[0]:
            best = (cost + rest, (text, *cells))
    return best


def _run_cost(units: tuple[Unit, ...], role: str, full: int) -> float:
    if not units:
        return empty_cost(role)
    cost = text_cost(joined(tuple(unit.text for unit in units)), role)
    for left, right in pairwise(units):
        cost += line_joint(left.text, right.text, full)[1] if right.breaks else token_joint(left.text, right.text)
    return cost + (_VALUE_LINE * _value_lines(units) if role in ("level3", "description", "basis") else 0.0)


def _value_lines(units: tuple[Unit, ...]) -> int:
    """Count the printed lines among units that are a value and nothing else: wrapped words seldom look so."""
    lines: list[str] = []
    for unit in units:
        if unit.breaks or not lines:
            lines.append(unit.text)
        else:
            lines[-1] += unit.text
    return sum(is_number(line) for line in lines)


def _border(units: tuple[Unit, ...], count: int, full: int) -> float:
    """Return the cost of a column ending after ``count`` units."""
    if 0 < count < len(units) and units[count].breaks:
        return line_joint(units[count - 1].text, units[count].text, full)[0]
    return 0.0
