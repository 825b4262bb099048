"""Comparing sketches: throws out nearly all pairs that are too far apart, and none that is near enough."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.similarity.arrays import Flags, Floats, Ints, Words


def close(left: Words, right: Words, slack: Floats) -> Flags:
    """Return for each column whether two sketches (w, n) differ in at most ``slack`` (n,) bits."""
    bits = np.bitwise_count(left[0] ^ right[0]).astype(np.uint16 if len(left) > 3 else np.uint8, copy=False)
    for one, other in zip(left[1:], right[1:], strict=True):
        bits += np.bitwise_count(one ^ other)
    flags: Flags = bits <= slack
    return flags


def close_pairs(rows: Ints, sizes: Ints, sketch: Words, slack: Floats) -> tuple[Ints, Ints]:
    """Return the close pairs within buckets, those that stand next to each other in their bucket first.

    Args:
        rows: the texts of one bucket after the other.
        sizes: the sizes of the buckets, largest first.
        sketch: (w, n) of all texts.
        slack: (n,) of all texts.
    """
    found = list(_by_distance(rows, sizes, sketch[:, rows], slack[rows]))
    left = np.concatenate([pair[0] for pair in found]) if found else rows[:0]
    right = np.concatenate([pair[1] for pair in found]) if found else rows[:0]
    return left, right


def _by_distance(rows: Ints, sizes: Ints, sketch: Words, slack: Floats) -> Iterator[tuple[Ints, Ints]]:
    """Compare each text with the one ``distance`` places behind it, in all buckets at once, for every distance."""
    bucket = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    ends = np.cumsum(sizes)
    larger = len(sizes)
    for distance in range(1, int(sizes.max(initial=0))):
        while sizes[larger - 1] <= distance:
            larger -= 1
        end = int(ends[larger - 1])
        left, right = slice(0, end - distance), slice(distance, end)
        near = close(sketch[:, left], sketch[:, right], slack[left] + slack[right])
        near &= bucket[left] == bucket[right]
        hits = np.flatnonzero(near)
        if len(hits):
            yield rows[hits], rows[hits + distance]
