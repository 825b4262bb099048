"""The true similarity of pairs, by rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from auditor.similarity.arrays import Floats, Ints
from auditor.similarity.settings import Search

_BLOCK = 200_000


def verified(texts: Sequence[str], left: Ints, right: Ints, threshold: float, search: Search) -> tuple[Ints, Ints, Floats]:
    """Return those pairs with ``fuzz.ratio`` / 100 ≥ threshold, and their similarities (float32)."""
    scores = np.empty(len(left), np.float64)
    # Below the cutoff rapidfuzz stops early; a little less than the threshold, which is compared by the same formula below.
    cutoff = threshold * 100 - 1e-6
    for low in range(0, len(left), _BLOCK):
        block = slice(low, low + _BLOCK)
        ones = [texts[index] for index in left[block].tolist()]
        others = [texts[index] for index in right[block].tolist()]
        scores[block] = process.cpdist(
            ones, others, scorer=fuzz.ratio, score_cutoff=cutoff, dtype=np.float64, workers=search.threads()
        )
    scores /= 100
    kept = scores >= threshold
    return left[kept], right[kept], scores[kept].astype(np.float32)


def exhaustive(texts: Sequence[str], threshold: float, search: Search) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Yield all near pairs (left < right, similarities) by comparing every text with every other."""
    rows = max(1, search.block_pairs // max(1, len(texts)))
    for low in range(0, len(texts), rows):
        queries, choices = texts[low : low + rows], texts[low:]
        scores = process.cdist(queries, choices, scorer=fuzz.ratio, dtype=np.float64, workers=search.threads()) / 100
        left, right = np.nonzero(np.triu(scores >= threshold, 1))
        yield left + low, right + low, scores[left, right].astype(np.float32)
