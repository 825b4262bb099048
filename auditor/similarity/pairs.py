"""Near-duplicate pairs among millions of short texts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import numpy as np

from auditor.similarity.arrays import Flags, Floats, Ints
from auditor.similarity.identical import Distinct, distinct, identical_pairs
from auditor.similarity.masking import mask_numbers as masked
from auditor.similarity.settings import Search
from auditor.similarity.unlike import unique_pairs

DEFAULT = Search()


def near_duplicate_pairs(
    texts: Iterable[str], threshold: float = 0.85, *, mask_numbers: bool = False, search: Search = DEFAULT
) -> tuple[Ints, Floats]:
    """Return the pairs of texts whose ``rapidfuzz.fuzz.ratio`` / 100 reaches the threshold.

    The texts are compared as given: nothing is normalised. With ``mask_numbers`` the ratio is that of the texts with
    each number replaced by one sign (see masking.mask_numbers). Every returned pair has been verified with
    ``fuzz.ratio``. Up to ``search.exhaustive`` different texts no pair is missed; beyond that a pair may be missed by
    chance, most likely one close to the threshold (measured recall: benchmarks/). The result is the same on every run.

    A set of k identical texts makes k·(k-1)/2 pairs, and as many times more with each near text. While all pairs number
    at most ``search.max_pairs``, all are returned. Otherwise the largest sets of identical texts, as few as will do,
    stand through their first text: the others are paired with the first one only, and with no other text. A million
    identical rows thus make a million pairs.

    Args:
        texts: n texts of any length; empty ones are identical to each other.
        threshold: over 0, at most 1. Made for 0.7 and more; recall falls below that.
        mask_numbers: whether numbers count as equal.
        search: settings.

    Returns:
        pairs: int64 (m, 2), indices i < j, sorted by i, then j.
        similarities: float32 (m,).

    Raises:
        ValueError: the threshold is out of range.
        TooManyPairsError: more than ``search.max_pairs`` pairs of different texts are near; ``clusters`` finds such groups
            without listing their pairs.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be over 0 and at most 1, not {threshold}")
    found = distinct(map(masked, texts) if mask_numbers else texts)
    left, right, scores = unique_pairs(found.texts, threshold, search)
    listed = _listed(found.sizes, left, right, search.max_pairs)
    same = identical_pairs(found, listed)
    ones, others, which = _spread(found, listed, left, right)
    first, second = np.concatenate([same[0], ones]), np.concatenate([same[1], others])
    pairs = np.column_stack([np.minimum(first, second), np.maximum(first, second)])
    similarities = np.concatenate([np.ones(len(same[0]), np.float32), scores[which]])
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return pairs[order], similarities[order]


def _listed(sizes: Ints, left: Ints, right: Ints, most: int) -> Flags:
    """Return for each set of identical texts whether all its texts are paired: as many sets as ``most`` pairs allow."""

    def pairs(limit: int) -> int:
        weight = np.where(sizes <= limit, sizes, 1).astype(np.float64)
        return int((weight * (weight - 1)).sum() / 2 + (weight[left] * weight[right]).sum())

    limits = [0, *np.unique(sizes).tolist()]
    allowed = bisect_right(limits, most, lo=1, key=pairs)
    flags: Flags = sizes <= limits[allowed - 1]
    return flags


def _spread(found: Distinct, listed: Flags, left: Ints, right: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the pairs of texts that the pairs of different texts stand for, and which of those each comes from."""
    weight = np.where(listed, found.sizes, 1)
    across = weight[right]
    count = weight[left] * across
    which = np.repeat(np.arange(len(left)), count)
    rank = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    one, other = np.divmod(rank, across[which])
    return found.order[found.starts[left[which]] + one], found.order[found.starts[right[which]] + other], which
