"""The header block of an indicator table: labels and the facts beside or below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.extraction.goals import join_goal
from auditor.extraction.lines import Line, Piece, tight
from auditor.extraction.titles import title_name
from auditor.extraction.vocabulary import label_key, vocabulary
from auditor.text.normalise import normalise

#: Facts of which all cells count; of the others the first does.
_MANY = frozenset({"goal", "goal_long", "goal_actual", "budget_use", "spending_plan"})
_YEAR = re.compile(r"[（(\[]?\s*((?:19|20)\d\d)\s*年?度?\s*[)）\]]?")
_CODED = re.compile(r"[\[(（【]?[A-Za-z]?\d{3,12}[\])）】]?[\s\-—_]*(?=[\u4e00-\u9fff])")
_PAIR = re.compile(r"\s*([^:：\n]{2,16})[:：]\s*(\S.*)", re.DOTALL)


@dataclass(slots=True)
class _Block:
    """Facts as they are gathered row by row."""

    values: dict[str, list[str]] = field(default_factory=dict)
    #: Label that a row without one of its own carries on, and labels waiting for a value in the row below, by column.
    role: str = ""
    waiting: list[tuple[int, str]] = field(default_factory=list)
    last: Line | None = None

    def add(self, role: str, text: str) -> None:
        held = self.values.setdefault(role, [])
        if text and (not held or role in _MANY) and text not in held:
            held.append(text)


def facts_of(lines: Sequence[Line]) -> dict[str, str]:
    """Return the facts of a header block by role (``project``, ``goal``, ``budget`` …), empty where a label has no value.

    A label stands left of its value, above it, or before a colon in the same cell. ``title`` is the name that a caption
    row gives the table, ``goal`` keeps one item a line, ``spending_plan`` pairs periods and shares.
    """
    block = _Block()
    for line in lines:
        _read(line, block)
    return {role: _joined(role, texts) for role, texts in block.values.items()}


def _joined(role: str, texts: list[str]) -> str:
    if role.startswith("goal"):
        return join_goal("\n".join(texts))
    return ("；" if role in _MANY else "").join(tight(text) for text in texts)


def _read(line: Line, block: _Block) -> None:
    pieces = line.pieces
    filled = line.filled
    if len(filled) == 1 and _caption(filled[0], block):
        return
    labels = [_label(piece, block.role) for piece in pieces]
    own = any(label and piece.fresh for label, piece in zip(labels, pieces, strict=True))
    if not own and filled:
        _carry_on(line, labels, block)
    else:
        _walk(line, labels, block)
    block.last = line if filled else block.last


def _caption(piece: Piece, block: _Block) -> bool:
    """Take up a row of one cell: a title, the year, the unit. Tell whether it was one of these."""
    name = title_name(piece.text)
    if name is not None and not _label(piece, ""):
        block.values.clear()
        block.role = ""
        block.values["title"] = [name]
        block.values["caption"] = [piece.text]
        _year(piece.text, block)
        return True
    return _loose(piece.text, block)


def _loose(text: str, block: _Block) -> bool:
    """Take up text that has no label: a year in brackets, the name of an office after its code."""
    year = _YEAR.fullmatch(text.strip())
    if year:
        block.add("year", year.group(1))
        return True
    if _CODED.match(text.strip()) and vocabulary().organisation.fullmatch(text.strip()):
        block.add("unit_name", strip_code(text))
        return True
    return False


def strip_code(text: str) -> str:
    """Return the name of an office without the code before it (``[101]``, ``101003``)."""
    return _CODED.sub("", text.strip(), count=1)


def _year(text: str, block: _Block) -> None:
    year = re.search(r"((?:19|20)\d\d)\s*年度", text)
    if year:
        block.add("year", year.group(1))


def _label(piece: Piece, current: str) -> str:
    """Return the role that a cell labels, empty for a value; within a goal also 实际完成情况."""
    role = vocabulary().facts.get(piece.key, "")
    if not role and current.startswith("goal") and vocabulary().exact.get(piece.key) == "actual":
        return "goal_actual"
    return role


def _walk(line: Line, labels: list[str], block: _Block) -> None:
    """Read a row that has labels: each takes the cells to its right up to the next label."""
    role, found = "", False
    waiting: list[tuple[int, str]] = []
    first = ""
    for piece, label in zip(line.pieces, labels, strict=True):
        label = label or (_label(piece, role) if role.startswith("goal") else "")
        if label:
            role, found = label, False
            first = first or label
            block.values.setdefault(label, [])
            waiting.append((piece.start, label))
        elif piece.text and not _pair(piece.text, block):
            if piece.text.rstrip().endswith(("：", ":")):
                role = ""
            elif role:
                block.add(role, piece.text)
                if not found and waiting and waiting[-1][1] == role:
                    waiting.pop()
                found = True
            else:
                _loose(piece.text, block)
        elif piece.text:
            role = ""
    block.role, block.waiting = first, waiting


def _pair(text: str, block: _Block) -> bool:
    """Take up ``label: value`` in one cell; tell whether it was one."""
    match = _PAIR.fullmatch(text)
    if not match:
        return False
    words = vocabulary()
    key, value = label_key(match.group(1)), match.group(2).strip()
    role = words.facts.get(key, "")
    if key == "单位":
        role = "currency" if normalise(value) in words.words.currencies else "unit_name"
    if not role:
        return False
    block.add(role, value)
    if role == "goal":
        block.role = role
    return True


def _carry_on(line: Line, labels: list[str], block: _Block) -> None:
    """Read a row without a label of its own: it carries on the row above."""
    for piece, label in zip(line.pieces, labels, strict=True):
        if label or not piece.text or not piece.fresh or _pair(piece.text, block):
            continue
        above = next((role for start, role in block.waiting if start == piece.start), "")
        role = above or block.role
        if role == "spending_plan":
            block.values[role] = _periods(line, block.last)
            return
        if role in _MANY or above:
            block.add(role, piece.text)
        elif role and block.last is not None and line.grid is not block.last.grid and block.values.get(role):
            block.values[role][-1] += piece.text
        else:
            _loose(piece.text, block)


def _periods(line: Line, above: Line | None) -> list[str]:
    """Pair the shares of a spending plan with the periods above them: ``3月底 25.00``."""
    pairs = []
    for piece in line.filled:
        period = above.text(piece.start, piece.end) if above else ""
        if piece.fresh:
            pairs.append(f"{tight(period)} {tight(piece.text)}".strip())
    return pairs
