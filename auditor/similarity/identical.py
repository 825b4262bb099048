"""Texts that are the same, character by character."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from auditor.similarity.arrays import Flags, Ints


@dataclass(frozen=True, slots=True)
class Distinct:
    """The different ones among n texts.

    Attributes:
        texts: the u different texts in the order of their first occurrence.
        numbers: int64 (n,), which of them each text is.
        order: int64 (n,), indices of the texts, those of the first different text first, each set ascending.
        starts: int64 (u+1,), where the set of each different text begins in ``order``.
    """

    texts: list[str]
    numbers: Ints
    order: Ints
    starts: Ints

    @property
    def sizes(self) -> Ints:
        """Return int64 (u,): how often each different text occurs."""
        return np.diff(self.starts)

    @property
    def firsts(self) -> Ints:
        """Return int64 (u,): the index of the first occurrence of each different text."""
        return self.order[self.starts[:-1]]


def distinct(texts: Iterable[str]) -> Distinct:
    """Return the different texts and where they occur.

    Raises:
        TypeError: something among them is no text.
    """
    seen: dict[str, int] = {}
    numbers = np.fromiter((seen.setdefault(text, len(seen)) for text in texts), np.int64)
    for item in seen:
        if not isinstance(item, str):
            raise TypeError(f"texts must be str, not {type(item).__name__}")
    starts = np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=len(seen)))]).astype(np.int64)
    return Distinct(list(seen), numbers, np.argsort(numbers, kind="stable"), starts)


def identical_pairs(found: Distinct, listed: Flags) -> tuple[Ints, Ints]:
    """Return the pairs (i < j) of identical texts.

    Args:
        found: the sets of identical texts.
        listed: (u,), sets of which all pairs are wanted; of the others each text is paired with the first one only.
    """
    left, right = [], []
    sizes = found.sizes
    number = np.repeat(np.arange(len(sizes)), sizes)
    rank = np.arange(len(number)) - found.starts[number]
    # Each text with the one ``distance`` places behind it in its set; the sets that are not listed drop out at once.
    here = np.flatnonzero(listed[number])
    distance = 1
    while len(here := here[rank[here] + distance < sizes[number[here]]]):
        left.append(found.order[here])
        right.append(found.order[here + distance])
        distance += 1
    star = np.flatnonzero(~listed[number] & (rank > 0))
    left.append(found.firsts[number[star]])
    right.append(found.order[star])
    return np.concatenate(left), np.concatenate(right)
