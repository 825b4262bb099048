"""The words at fault within a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.types.finding import Finding
from auditor.types.quantity import Span

#: A piece of a cell's text, and whether it is at fault.
Piece = tuple[str, bool]


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """Cut ``text`` into pieces at fault and not; spans may overlap or reach beyond the text. No piece is empty."""
    out: list[Piece] = []
    done = 0
    for start, end in sorted(spans):
        start, end = max(start, done), min(end, len(text))
        if start < end:
            out += [(text[done:start], False), (text[start:end], True)]
            done = end
    out.append((text[done:], False))
    return _joined(out)


def _joined(parts: Iterable[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for text, bad in parts:
        if out and out[-1][1] == bad:
            out[-1] = (out[-1][0] + text, bad)
        elif text:
            out.append((text, bad))
    return out


def marks(finding: Finding) -> Mapping[str, tuple[Span, ...]]:
    """Return the spans at fault by role; a role at fault without spans is at fault as a whole."""
    whole = {finding.role: ((0, 1 << 30),)} if finding.role else {}
    return {**whole, **{role: spans for role, spans in finding.spans.items() if spans}}
