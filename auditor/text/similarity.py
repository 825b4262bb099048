"""How alike two phrases are: by rapidfuzz on normalised characters, and by the pairs of characters they share."""

from __future__ import annotations

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from auditor.text.normalise import bare


def similarity(left: str, right: str) -> float:
    """Return 0-1: indel similarity (rapidfuzz.fuzz.ratio) of the two texts without punctuation and white space."""
    return fuzz.ratio(bare(left), bare(right)) / 100.0


def contained(part: str, whole: str) -> float:
    """Return 0-1: how well ``part`` is found inside ``whole`` (rapidfuzz.fuzz.partial_ratio), 0 where part is longer."""
    a, b = bare(part), bare(whole)
    return fuzz.partial_ratio(a, b) / 100.0 if a and len(a) <= len(b) else 0.0


def same_wording(left: str, right: str, least: float, light: str) -> bool:
    """Return whether two phrases say the same: alike by ``least`` (0-1) or more, and different only in characters of ``light``.

    Any other difference (小学/初中, 一期/二期, a digit) may be a real one, however alike the phrases are.
    """
    a, b = bare(left), bare(right)
    if a == b:
        return True
    if Indel.normalized_similarity(a, b) < least:
        return False
    changed = "".join(
        a[op.src_start : op.src_end] + b[op.dest_start : op.dest_end] for op in Indel.opcodes(a, b) if op.tag != "equal"
    )
    return all(character in light for character in changed)


def pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters of a text as it stands; empty for fewer than two."""
    return {text[start : start + 2] for start in range(len(text) - 1)}
