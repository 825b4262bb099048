"""Ruling lines of a page: straight pieces joined to lines, and lines that cross grouped into tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.readers._pdf_geometry import Box

#: Pieces of one border lie within this many points of each other: double lines, thick ends, rounding.
SLACK = 3.5
#: A border shorter than this is a tick or a dash.
_SHORTEST = 6.0
#: More lines than this on a page are a drawing.
_MOST = 800


@dataclass(slots=True)
class Line:
    """A border: at ``at`` across its direction, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The borders of one table: ``across`` run sideways (at = y), ``down`` run downwards (at = x)."""

    across: tuple[Line, ...]
    down: tuple[Line, ...]


def rulings(boxes: Iterable[Box]) -> tuple[list[Line], list[Line]]:
    """Return the lines sideways and downwards that the thin boxes make up."""
    across: list[Line] = []
    down: list[Line] = []
    for x0, y0, x1, y1 in boxes:
        width, height = x1 - x0, y1 - y0
        if width > 1 and width >= 2 * height:
            across.append(Line((y0 + y1) / 2, x0, x1))
        elif height > 1 and height >= 2 * width:
            down.append(Line((x0 + x1) / 2, y0, y1))
    return _merged(across), _merged(down)


def frames(across: Sequence[Line], down: Sequence[Line]) -> list[Frame]:
    """Return the tables that the lines make up, from the top; a line that crosses no other is none's."""
    if not across or not down or len(across) > _MOST or len(down) > _MOST:
        return []
    return _components(across, down)


def _merged(pieces: list[Line]) -> list[Line]:
    """Join pieces that lie on one line and touch."""
    pieces.sort(key=lambda line: line.at)
    lines: list[Line] = []
    group: list[Line] = []
    for piece in pieces:
        if group and piece.at - group[0].at > SLACK:
            lines += _joined(group)
            group = []
        group.append(piece)
    lines += _joined(group)
    return [line for line in lines if line.end - line.start >= _SHORTEST]


def _joined(group: list[Line]) -> list[Line]:
    """Join the pieces of one line where the gap between them is no more than the width of a border."""
    group.sort(key=lambda line: line.start)
    out: list[Line] = []
    for piece in group:
        if out and piece.start - out[-1].end <= SLACK:
            last = out[-1]
            if piece.end - piece.start > last.end - last.start:
                last.at = piece.at
            last.end = max(last.end, piece.end)
        else:
            out.append(Line(piece.at, piece.start, piece.end))
    return out


def _components(across: Sequence[Line], down: Sequence[Line]) -> list[Frame]:
    """Group lines that cross or touch, directly or through others."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, v in enumerate(down, len(across)):
        left, right, top, bottom = v.at - SLACK, v.at + SLACK, v.start - SLACK, v.end + SLACK
        for i, h in enumerate(across):
            if top <= h.at <= bottom and h.start <= right and h.end >= left:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for i, h in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down, len(across)):
        groups.setdefault(root(j), ([], []))[1].append(v)
    found = [Frame(tuple(hs), tuple(vs)) for hs, vs in groups.values() if hs and vs]
    return sorted(found, key=lambda frame: (min(v.start for v in frame.down), min(h.start for h in frame.across)))
