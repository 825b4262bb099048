"""MinHash: two texts have the same smallest hash as often as their sets of character pairs overlap (Broder 1997)."""

from __future__ import annotations

import numpy as np

from auditor.similarity.arrays import Hashes, Ints
from auditor.similarity.encode import Encoded

_SEED = 20_150_101


def minima(encoded: Encoded, rows: Ints, tree: int, level: int) -> Hashes:
    """Return uint32 (len(rows),): the smallest hash of each row's tokens under the hash function of the tree's level."""
    salt, factor = np.random.SeedSequence([_SEED, tree, level]).generate_state(2)
    tokens, starts = _tokens(encoded, rows)
    hashed = tokens ^ salt
    hashed *= factor | np.uint32(1)
    hashed ^= hashed >> np.uint32(15)
    hashed *= np.uint32(0x846CA68B)
    smallest: Hashes = np.minimum.reduceat(hashed, starts)
    return smallest


def _tokens(encoded: Encoded, rows: Ints) -> tuple[Hashes, Ints]:
    """Return the tokens of the rows, one row after the other, and where each row's begin."""
    first, last = encoded.starts[rows], encoded.starts[rows + 1]
    sizes = last - first
    starts = np.cumsum(sizes) - sizes
    if (first[1:] == last[:-1]).all():
        return encoded.tokens[first[0] : last[-1]], starts
    places = np.repeat(first - starts, sizes) + np.arange(sizes.sum())
    return encoded.tokens[places], starts
