"""How alike two phrases are, by rapidfuzz on normalised characters."""

from __future__ import annotations

from rapidfuzz import fuzz

from auditor.text.normalise import bare


def similarity(left: str, right: str) -> float:
    """Return 0-1: indel similarity (rapidfuzz.fuzz.ratio) of the two texts without punctuation and white space."""
    return fuzz.ratio(bare(left), bare(right)) / 100.0


def contained(part: str, whole: str) -> float:
    """Return 0-1: how well ``part`` is found inside ``whole`` (rapidfuzz.fuzz.partial_ratio), 0 where part is longer."""
    a, b = bare(part), bare(whole)
    return fuzz.partial_ratio(a, b) / 100.0 if a and len(a) <= len(b) else 0.0
