"""Text dumps of PDFs, the small steps: which token belongs to which column, which printed lines make one cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from auditor.parsing.citations import citations
from auditor.parsing.measure import phrase_measure
from auditor.parsing.quantity import quantities
from auditor.text.similarity import similarity

#: Cost of leaving a column empty. A name is nearly always there, a basis is what clerks leave out most.
_EMPTY = {"level3": 2.5, "value": 2.0, "description": 2.0}
_EMPTY_OTHER = 1.5
#: Cost of taking two tokens for one cell: dumps put blanks beside numbers, hardly ever within Chinese words.
_BESIDE_NUMBER, _WITHIN_WORDS, _NEW_VALUE = 0.1, 1.5, 1.0
#: Cost of a value that is a number without a unit, a grade (效果显著), a number with words after it, mere words.
_BARE, _GRADE, _MIXED, _WORDS = 0.2, 0.2, 0.6, 1.0
#: Words as a value are short; each character beyond so many costs so much.
_SHORT, _LONG = 8, 0.15
#: Cost of a value in a column of text, of a basis that names no source.
_MISPLACED, _SOURCELESS = 1.2, 0.5
#: Cost of an operator in a column of text, of a unit as a basis.
_SIGNED, _UNIT = 1.2, 1.8
#: Cost of a description that cites a source.
_SOURCE, _SOURCES = 0.6, frozenset({"document", "law", "title", "survey", "contract"})
#: Cost of each further source in one basis: more likely two cells.
_SOURCES_MORE = 0.3
#: Cost of a printed line within a block that begins with a value and goes on: it is the rest of a row.
_REST_IN_BLOCK = 1.5
#: Costs of a name and a description without a common word, of a name longer than its description, of a name that
#: measures nothing beside a description that does.
_UNLIKE, _LONG_NAME, _NO_MEASURE = 0.6, 0.3, 0.4
#: Costs of the joints between printed lines; see ``line_joint``.
_BROKEN, _DOUBTFUL, _APART, _TAIL = 1.2, 0.45, 1.5, 1.0
#: A line that is so much narrower than the column is less likely to have been wrapped there.
_NARROWER = 0.05
_PAIRS = (("（", "）"), ("(", ")"), ("《", "》"), ("〔", "〕"), ("【", "】"), ("“", "”"))
#: Columns narrower than this (half-width characters) do not occur; a line up to _SLACK short of the column is full.
_NARROWEST, _SLACK = 10, 3

Cells = tuple[str, ...]


@lru_cache(maxsize=8192)
def align(tokens: tuple[str, ...], roles: tuple[str, ...]) -> tuple[float, Cells]:
    """Distribute the tokens of a line over the columns ``roles``, in order; return the cost and a text for each column."""
    if not roles:
        return (0.0 if not tokens else 3.0 * len(tokens)), ()
    best: tuple[float, Cells] = (float("inf"), ())
    for count in range(len(tokens) + 1):
        cost = _cell_cost(tokens[:count], roles[0])
        if cost >= best[0]:
            continue
        rest, cells = align(tokens[count:], roles[1:])
        if cost + rest < best[0]:
            best = (cost + rest, (joined(tokens[:count]), *cells))
    return best


def _cell_cost(tokens: tuple[str, ...], role: str) -> float:
    if not tokens:
        return empty_cost(role)
    text = joined(tokens)
    return text_cost(text, role) + sum(token_joint(left, right) for left, right in pairwise(tokens))


def empty_cost(role: str) -> float:
    """Return how unlikely it is that a column is empty."""
    return _EMPTY.get(role, _EMPTY_OTHER)


@lru_cache(maxsize=8192)
def text_cost(text: str, role: str) -> float:
    """Return how unlikely a text is as the cell of a column: words as a value, a value among words."""
    if role in ("value", "actual"):
        return _value_cost(text)
    signed = _SIGNED if "≥" in text or "≤" in text else 0.0
    if role == "basis":
        found = citations(text)
        cost = _SOURCES_MORE * max(0, len(found) - 1) + (_SOURCELESS if found and found[0].kind == "none" else 0.0)
        return signed + (_UNIT if _is_unit(text) else cost)
    if is_number(text):
        return signed + _MISPLACED
    cites = role == "description" and bool(found := citations(text)) and found[0].kind in _SOURCES
    return signed + (_SOURCE if cites else 0.0)


def _is_unit(text: str) -> bool:
    """Tell whether a text is a unit of measure and nothing else."""
    found = quantities(f"1{text}")[0] if len(text) < _SHORT else None
    return found is not None and bool(found.dimension) and not found.rest


def _value_cost(text: str) -> float:
    found = quantities(text)
    rest = sum(len(quantity.rest) for quantity in found)
    if found[0].kind == "grade":
        return _GRADE
    if found[0].kind in ("text", "empty"):
        return _WORDS + _LONG * max(0, len(text) - _SHORT)
    return (_MIXED + _LONG * rest if rest else 0.0) + (_BARE if not found[0].unit else 0.0)


def is_number(text: str) -> bool:
    """Tell whether a text is a value with a number and nothing else."""
    found = quantities(text)
    return found[0].kind in ("number", "range", "date") and not any(quantity.rest for quantity in found)


def token_joint(left: str, right: str) -> float:
    """Return what it costs to take two tokens for one: dumps put blanks beside numbers that nobody wrote."""
    if right[0] in "≥≤><＞＜":
        return _NEW_VALUE
    if (left[-1].isascii() and left[-1] not in "%)") or left[-1] in "≥≤":
        return _BESIDE_NUMBER
    return 2 * _BESIDE_NUMBER if right[0].isascii() and right[0] != "(" else _WITHIN_WORDS


def joined(tokens: tuple[str, ...]) -> str:
    """Put tokens of one cell together; the blank stays only between two Latin words."""
    text = ""
    for token in tokens:
        latin = text[-1:].isascii() and text[-1:].isalpha() and token[:1].isascii() and token[:1].isalpha()
        text += (" " if latin else "") + token
    return text


@lru_cache(maxsize=8192)
def pair_cost(name: str, description: str) -> float:
    """Return how unlikely two texts are as the name and the description of one row.

    They nearly always share words, the name says what is measured and is seldom the longer one.
    """
    cost = _UNLIKE * (1.0 - similarity(name, description))
    if len(name) > len(description) + 2:
        cost += _LONG_NAME
    if phrase_measure(description).dimensions and not phrase_measure(name).dimensions:
        cost += _NO_MEASURE
    return cost


def block_cost(lines: tuple[str, ...], columns: Mapping[str, Cells]) -> float:
    """Return how unlikely printed lines are as a block of cells in these columns."""
    cost = sum(text_cost(cell, role) for role, cells in columns.items() if role != "level3" for cell in cells)
    tokens = (line.split() for line in lines)
    return cost + sum(
        _REST_IN_BLOCK for first, *rest in tokens if rest and is_number(first) and not is_number("".join((first, *rest)))
    )


@lru_cache(maxsize=8192)
def partitions(lines: tuple[str, ...]) -> tuple[tuple[float, Cells], ...]:
    """Group printed lines of one column into cells, in order: the cost and the cells for every number of cells from 0."""
    if not lines:
        return ((0.0, ()),)
    full = max(_NARROWEST, max(map(width, lines)))
    nothing: tuple[float, Cells] = (float("inf"), ())
    best = [nothing, (0.0, (lines[0],)), *[nothing] * (len(lines) - 1)]
    for before, line in pairwise(lines):
        apart, together = line_joint(before, line, full)
        for count in range(len(lines), 0, -1):
            cost, cells = best[count]
            longer = (cost + together, (*cells[:-1], cells[-1] + line)) if cells else nothing
            cost, cells = best[count - 1]
            best[count] = min(longer, (cost + apart, (*cells, line)) if cells else nothing)
    return tuple(best)


def partition(lines: tuple[str, ...], count: int) -> tuple[float, Cells]:
    """Group printed lines into ``count`` cells; the cost is infinite where there are too few lines."""
    found = partitions(lines)
    return found[count] if count < len(found) else (float("inf"), ())


@lru_cache(maxsize=16384)
def line_joint(before: str, line: str, full: int) -> tuple[float, float]:
    """Return the cost of two printed lines being two cells, and of their being one."""
    gap = full - width(before)
    wrapped = gap <= _SLACK
    open_end = before.endswith(("，", "、", "和", "及", "的")) or any(before.count(a) > before.count(b) for a, b in _PAIRS)
    if line[0] in "，。、；：）)》〕〔的" or open_end:
        return _APART, 0.0 if wrapped or open_end else _DOUBTFUL
    if wrapped:
        return (_TAIL if len(line) <= 2 else _DOUBTFUL - 2 * _NARROWER * gap), _NARROWER * gap
    return 0.0, _BROKEN


def width(text: str) -> int:
    """Return the width of a text in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
