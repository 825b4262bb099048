"""Bars for the page: a family of rules each, its findings by severity side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.overview.tally import Tally, tally
from auditor.overview.units import families
from auditor.types.finding import Report

#: Length of the longest bar in the units of the drawing.
FULL = 400.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a bar: where it begins, how long it is, and its tone (a severity's value)."""

    start: float
    length: float
    tone: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One family."""

    title: str
    code: str
    total: int
    pieces: tuple[Piece, ...]

    @property
    def length(self) -> float:
        """Length of all its pieces."""
        return sum(piece.length for piece in self.pieces)


def bars(report: Report) -> tuple[Bar, ...]:
    """Return a bar for each family that ran; the longest is FULL long."""
    counts = {code: tally(item for item in report.findings if item.code[:2] == code) for code in families(report)}
    most = max((count.total for count in counts.values()), default=0) or 1
    titles = families(report)
    return tuple(Bar(titles[code], code, count.total, tuple(_pieces(count, FULL / most))) for code, count in counts.items())


def _pieces(count: Tally, scale: float) -> Iterator[Piece]:
    start = 0.0
    for number, tone in ((count.errors, "error"), (count.warnings, "warning"), (count.infos, "info")):
        if number:
            yield Piece(round(start, 1), round(number * scale, 1), tone)
            start += number * scale
