"""Text dumps of PDFs, the search: rebuild the rows of a table whose wrapped cells were printed away from their row.

A dump prints a row on one line as far as its cells take one line. Where cells of a column wrap, those of several rows
are printed together as a block: after the cell of the row above that stands on the line (``数量指标 名称 描述一`` then the
other descriptions, then the rest of the row), or by themselves before the first of their rows. The search assigns every
line to a cell at the least cost, from the first row to the last, with a beam of the best states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from auditor.extraction.flow_cells import Cells, align, block_cost, pair_cost, partition, partitions

#: States kept after each row in all, and of those that wait for as many cells in the same columns; those that cost more
#: than the best by MARGIN are dropped.
BEAM, ALIKE, MARGIN = 24, 3, 3.0
#: Cost of a printed line that is left out, of a cell that no row took up, of an alignment not worth a trial.
_LEFT_OUT, _LEFT_OVER, _HOPELESS = 1.5, 3.0, 4.0
#: What a block printed by itself costs by its column: it nearly always is that of the basis.
_ALONE = {"basis": 0.0, "description": 0.2, "level3": 0.3}
_ALONE_OTHER, _SECOND_COLUMN = 0.6, 0.1
#: Ways tried to cut a block into cells, and numbers of cells tried for each of two columns.
_WAYS, _COUNTS = 60, 3
#: Lines over which the last cell of a row may go on.
_TURNS = 5
#: Lines tried as the rest of an interrupted row.
_RESTS = 3


@dataclass(frozen=True, slots=True)
class Anchor:
    """A row as printed: its tokens after the levels, and the loose lines until the next row.

    Attributes:
        tokens: what stands on the line after the levels, split at blanks.
        loose: lines after it that begin no row.
    """

    tokens: tuple[str, ...]
    loose: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """Rows rebuilt so far and cells printed for rows to come."""

    cost: float = 0.0
    queues: dict[str, Cells] = field(default_factory=dict)
    rows: tuple[tuple[dict[str, str], float], ...] = ()


def rebuild(
    before: tuple[str, ...], anchors: Sequence[Anchor], roles: tuple[str, ...]
) -> tuple[float, list[tuple[dict[str, str], float]]]:
    """Return the cost of all and the cells by role and the cost of each row.

    Args:
        before: loose lines between the header and the first row.
        anchors: the rows as printed.
        roles: columns after the levels, in order.
    """
    states = list(_alone(State(), before, roles, len(anchors)))
    for number, anchor in enumerate(anchors):
        left = len(anchors) - number - 1
        grown = [new for state in states for new in _row(state, anchor, roles, left)]
        states = _best(grown or [_forced(state, anchor, roles) for state in states])
    cost, final = min(((_final_cost(state), state) for state in states), key=lambda pair: pair[0])
    return cost, list(final.rows)


def _forced(state: State, anchor: Anchor, roles: tuple[str, ...]) -> State:
    """Return the state after a row that fits nowhere: its line as it stands, loose lines and waiting cells left out."""
    cost, texts = align(anchor.tokens, roles)
    lost = _LEFT_OUT * len(anchor.loose) + _LEFT_OVER * sum(map(len, state.queues.values()))
    return _with(State(state.cost, {}, state.rows), dict(zip(roles, texts, strict=True)), cost + lost)


def _final_cost(state: State) -> float:
    return state.cost + _LEFT_OVER * sum(map(len, state.queues.values()))


def _best(states: list[State]) -> list[State]:
    states.sort(key=lambda state: state.cost)
    seen: Counter[tuple[tuple[str, int], ...]] = Counter()
    out: list[State] = []
    for state in states:
        if state.cost > states[0].cost + MARGIN or len(out) == BEAM:
            break
        key = tuple(sorted((role, len(cells)) for role, cells in state.queues.items() if cells))
        seen[key] += 1
        if seen[key] <= ALIKE:
            out.append(state)
    return out


def _row(state: State, anchor: Anchor, roles: tuple[str, ...], left: int) -> Iterator[State]:
    """Yield the states after one row."""
    needed = tuple(role for role in roles if not state.queues.get(role))
    served = {role: cells[0] for role, cells in state.queues.items() if cells}
    queues = {role: cells[1:] for role, cells in state.queues.items() if len(cells) > 1}
    yield from _whole(State(state.cost, queues, state.rows), served, anchor, needed, roles, left)
    if anchor.loose:
        yield from _interrupted(State(state.cost, queues, state.rows), served, anchor, needed, roles, left)


def _with(state: State, cells: dict[str, str], cost: float, queues: dict[str, Cells] | None = None) -> State:
    name, description = cells.get("level3", ""), cells.get("description", "")
    if name and description:
        cost += pair_cost(name, description)
    rows = (*state.rows, (cells, cost))
    return State(state.cost + cost, {**state.queues, **(queues or {})}, rows)


def _whole(
    state: State, served: dict[str, str], anchor: Anchor, needed: tuple[str, ...], roles: tuple[str, ...], left: int
) -> Iterator[State]:
    """The row is complete on its line; what follows are blocks for later rows, or the end of its last cell."""
    cost, texts = align(anchor.tokens, needed)
    if cost <= _HOPELESS:
        cells = {**served, **dict(zip(needed, texts, strict=True))}
        yield from _after(state, cells, cost, needed[-1:], anchor.loose, roles, left)


def _after(
    state: State,
    cells: dict[str, str],
    cost: float,
    last: tuple[str, ...],
    loose: tuple[str, ...],
    roles: tuple[str, ...],
    left: int,
) -> Iterator[State]:
    """Yield the states after a row and the lines below it: these go on with its last cell, or belong to rows to come."""
    yield from _alone(_with(state, cells, cost), loose, roles, left)
    role = last[0] if last else ""
    if not role or not cells[role] or not loose:
        return
    for count in range(1, min(_TURNS, len(loose)) + 1):
        more, whole = partition((cells[role], *loose[:count]), 1)
        if cost + more <= _HOPELESS:
            yield from _alone(_with(state, {**cells, role: whole[0]}, cost + more), loose[count:], roles, left)
    for more, columns in _cuts((cells[role], *loose), (role,), left + 1):
        block = columns[role]
        if len(block) > 1 and cost + more <= _HOPELESS:
            yield _with(state, {**cells, role: block[0]}, cost + more, {role: block[1:]})


def _interrupted(
    state: State, served: dict[str, str], anchor: Anchor, needed: tuple[str, ...], roles: tuple[str, ...], left: int
) -> Iterator[State]:
    """The row breaks off at a column whose block follows; the rest of the row comes after the block."""
    for taken in range(len(needed)):
        cost, texts = align(anchor.tokens, needed[:taken])
        if cost > _HOPELESS or (taken and not texts[-1]):
            continue
        for columns in (1, 2):
            # The block holds the last column on the line (or, with nothing on the line, the first) and perhaps the next.
            first = max(taken - 1, 0)
            blocked = needed[first : first + columns]
            after = needed[first + columns :]
            if len(blocked) < columns or not after:
                continue
            head = (texts[-1],) if taken else ()
            known = {**served, **dict(zip(needed[:first], texts, strict=False))}
            for index in _rests(anchor.loose, after):
                more, tail = align(tuple(anchor.loose[index].split()), after)
                cells = {**known, **dict(zip(after, tail, strict=True))}
                for extra, queues, own in _blocks((*head, *anchor.loose[:index]), blocked, left):
                    if cost + more + extra > _HOPELESS:
                        continue
                    waiting = State(state.cost, {**state.queues, **queues}, state.rows)
                    rest = anchor.loose[index + 1 :]
                    yield from _after(waiting, {**cells, **own}, cost + more + extra, after[-1:], rest, roles, left)


def _rests(loose: tuple[str, ...], after: tuple[str, ...]) -> list[int]:
    """Return the loose lines that may be the rest of an interrupted row, the likeliest first."""
    costs = [(align(tuple(line.split()), after)[0], index) for index, line in enumerate(loose)]
    return [index for cost, index in sorted(costs)[:_RESTS] if cost <= _HOPELESS]


def _blocks(
    lines: tuple[str, ...], roles: tuple[str, ...], left: int
) -> Iterator[tuple[float, dict[str, Cells], dict[str, str]]]:
    """Yield ways to cut lines into the cells of this row and of rows to come: cost, cells to come, own cells."""
    for cost, columns in _cuts(lines, roles, left + 1):
        yield (
            cost,
            {role: cells[1:] for role, cells in columns.items() if len(cells) > 1},
            {role: cells[0] for role, cells in columns.items()},
        )


def _alone(state: State, lines: tuple[str, ...], roles: tuple[str, ...], left: int) -> Iterator[State]:
    """Yield the states after lines that stand by themselves: blocks for rows to come, or nothing."""
    if not lines:
        yield state
        return
    idle = sum(0.0 if line.isdecimal() else _LEFT_OUT for line in lines)
    yield State(state.cost + idle, state.queues, state.rows)
    free = [role for role in roles if not state.queues.get(role)]
    for columns in (*((role,) for role in free), *combinations(free, 2)):
        alone = sum(_ALONE.get(role, _ALONE_OTHER) for role in columns)
        for cost, cells in _cuts(lines, columns, left):
            if cost + alone > MARGIN:
                break
            yield State(state.cost + cost + alone, {**state.queues, **cells}, state.rows)


@lru_cache(maxsize=4096)
def _cuts(lines: tuple[str, ...], roles: tuple[str, ...], most: int) -> tuple[tuple[float, dict[str, Cells]], ...]:
    """Return the likeliest ways to cut lines into one or two columns, one after the other, of 1 to ``most`` cells each."""
    if len(roles) == 1:
        ways = [(cost, {roles[0]: cells}) for cost, cells in partitions(lines)[1 : most + 1]]
    else:
        ways = [
            (first + second + (_SECOND_COLUMN if len(one) != len(two) else 0.0), {roles[0]: one, roles[1]: two})
            for split in range(1, len(lines))
            for first, one in _likely(lines[:split], most)
            for second, two in _likely(lines[split:], most)
        ]
    ways = [(cost + block_cost(lines, cells), cells) for cost, cells in ways if cost <= _HOPELESS]
    return tuple(sorted(ways, key=lambda way: way[0])[:_WAYS])


def _likely(lines: tuple[str, ...], most: int) -> list[tuple[float, Cells]]:
    return sorted(partitions(lines)[1 : most + 1])[:_COUNTS]
