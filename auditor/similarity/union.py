"""Union-find over arrays (Galler and Fischer 1964): the smallest index of a set is its root."""

from __future__ import annotations

import numpy as np

from auditor.similarity.arrays import Ints


def roots(parents: Ints, items: Ints) -> Ints:
    """Return the root of each item; parents[i] ≤ i holds for all i."""
    found = parents[items]
    while (higher := parents[found] != found).any():
        found[higher] = parents[found[higher]]
    parents[items] = found
    return found


def join(parents: Ints, left: Ints, right: Ints) -> None:
    """Unite the sets of left[k] and right[k] for every k."""
    while len(left):
        one, other = roots(parents, left), roots(parents, right)
        apart = one != other
        left, right = one[apart], other[apart]
        # Where a root is to be linked to several others one link is made; the rest come round again.
        np.minimum.at(parents, np.maximum(left, right), np.minimum(left, right))
