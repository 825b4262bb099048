"""What differs between a text and its near-duplicate, for marking in reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True, slots=True)
class Difference:
    """One stretch that differs; half-open places in characters, empty where the other text has more.

    Attributes:
        left: (begin, end) in the first text.
        right: (begin, end) in the second text.
    """

    left: tuple[int, int]
    right: tuple[int, int]


def differences(left: str, right: str) -> tuple[Difference, ...]:
    """Return the stretches that differ, from left to right; equal characters stand between any two of them."""
    found: list[Difference] = []
    for step in Levenshtein.opcodes(left, right):
        if step.tag == "equal":
            continue
        begins = step.src_start, step.dest_start
        if found and begins == (found[-1].left[1], found[-1].right[1]):
            last = found.pop()
            begins = last.left[0], last.right[0]
        found.append(Difference((begins[0], step.src_end), (begins[1], step.dest_end)))
    return tuple(found)


def marked(text: str, spans: Iterable[tuple[int, int]], opening: str = "【", closing: str = "】") -> str:
    """Return the text with the (begin, end) spans, ascending, between marks; empty spans are left out."""
    parts, place = [], 0
    for begin, end in spans:
        if begin < end:
            parts += [text[place:begin], opening, text[begin:end], closing]
            place = end
    return "".join([*parts, text[place:]])
