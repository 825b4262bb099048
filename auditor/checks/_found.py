"""What is told of words that must not stand in a cell."""

from __future__ import annotations

from auditor.types.finding import Hit
from auditor.types.indicator import COLUMNS


def found(role: str, text: str, spans: tuple[tuple[int, int], ...]) -> Hit:
    """Return a hit that names what stands at ``spans`` of the column's text, each wording once."""
    words = "、".join(dict.fromkeys(text[start:end] for start, end in spans))
    return Hit(
        role=role,
        evidence=f"“{COLUMNS[role]}”中有“{words}”",
        spans={role: spans},
        facts={"found": words, "column": COLUMNS[role]},
    )
