"""Trees of buckets: texts are split by smallest hashes until few enough are left together to compare all of them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from auditor.similarity.arrays import Flags, Floats, Hashes, Ints, Words
from auditor.similarity.encode import Encoded
from auditor.similarity.minhash import minima
from auditor.similarity.parallel import in_order
from auditor.similarity.settings import Search
from auditor.similarity.sketches import close

_PROBES = 256


@dataclass(frozen=True, slots=True)
class Forest:
    """What the trees of one search have in common.

    Attributes:
        encoded: the n texts.
        slack: float32 (n,), see Encoded.slack.
        search: the settings.
        pool: threads to work with.
    """

    encoded: Encoded
    slack: Floats
    search: Search
    pool: ThreadPoolExecutor

    def minima(self, rows: Ints, tree: int, level: int) -> Hashes:
        """Return uint32 (len(rows),), see minhash.minima; in blocks, on all threads."""
        size = self.search.block_rows
        # In the order of the texts the tokens are read from memory one after the other.
        wanted = np.zeros(len(self.slack), np.bool_)
        wanted[rows] = True
        ordered = np.flatnonzero(wanted)
        blocks = (ordered[low : low + size] for low in range(0, len(rows), size))
        hashed = in_order(self.pool, self.search.ahead, lambda block: minima(self.encoded, block, tree, level), blocks)
        smallest = np.empty(len(self.slack), np.uint32)
        smallest[ordered] = np.concatenate(list(hashed))
        return smallest[rows]


@dataclass(frozen=True, slots=True)
class Buckets:
    """Texts that may be alike.

    Attributes:
        rows: int64, the texts of one bucket after the other.
        sizes: int64, the number of texts of each bucket, at least 2, largest first.
    """

    rows: Ints
    sizes: Ints


def buckets(forest: Forest, tree: int) -> Iterator[Buckets]:
    """Yield the buckets of one tree, small enough to compare all pairs of each.

    A fixed number of hashes a bucket either crowds texts with a common ending or parts copies; here a group is split as
    often as it is crowded, and not at all where its texts are mostly alike.
    """
    search = forest.search
    rows = np.arange(len(forest.slack))
    group = np.zeros(len(rows), np.uint64)
    for level in range(search.depth):
        key = (group << np.uint64(32)) | forest.minima(rows, tree, level)
        order = np.argsort(key, kind="stable")
        rows, sizes = rows[order], _runs(key[order])
        ready = sizes <= search.bucket
        crowded = ~ready & (sizes <= search.widest)
        if crowded.any():
            ready[crowded] = _alike(forest, rows[np.repeat(crowded, sizes)], sizes[crowded])
        yield from _blocks(rows, sizes, ready & (sizes > 1), search)
        kept = np.repeat(~ready, sizes)
        rows, sizes = rows[kept], sizes[~ready]
        if not len(rows):
            return
        group = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    yield from _blocks(*_cut(rows, sizes, search.widest), search)


def _runs(key: Words) -> Ints:
    """Return the lengths of the runs of equal values."""
    changes = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1], [True]]))
    return np.diff(changes)


def _alike(forest: Forest, rows: Ints, sizes: Ints) -> Flags:
    """Return for each group whether its texts are mostly close to each other.

    Up to ``_PROBES`` texts of a group, evenly spread, are compared with the text half the group away.
    """
    sketch, slack = forest.encoded.sketch, forest.slack
    starts, probes = np.cumsum(sizes) - sizes, np.minimum(sizes, _PROBES)
    first = np.cumsum(probes) - probes
    start, size = np.repeat(starts, probes), np.repeat(sizes, probes)
    rank = (np.arange(len(size)) - np.repeat(first, probes)) * size // np.repeat(probes, probes)
    left, right = rows[start + rank], rows[start + (rank + size // 2) % size]
    hits = close(sketch[:, left], sketch[:, right], slack[left] + slack[right])
    share = np.add.reduceat(hits, first, dtype=np.int64) / probes
    flags: Flags = share >= forest.search.density
    return flags


def _cut(rows: Ints, sizes: Ints, widest: int) -> tuple[Ints, Ints, Flags]:
    """Cut groups that no hash splits any more into blocks of at most ``widest``; all of them are ready."""
    whole, rest = np.divmod(sizes, widest)
    pieces = np.full(int((whole + 1).sum()), widest)
    pieces[np.cumsum(whole + 1) - 1] = rest
    return rows, pieces, pieces > 1


def _blocks(rows: Ints, sizes: Ints, ready: Flags, search: Search) -> Iterator[Buckets]:
    """Yield the ready groups, largest first, in blocks of bounded rows and pairs."""
    rows, sizes = rows[np.repeat(ready, sizes)], sizes[ready]
    order = np.argsort(-sizes, kind="stable")
    starts = (np.cumsum(sizes) - sizes)[order]
    sizes = sizes[order]
    ends = np.cumsum(sizes)
    rows = rows[np.repeat(starts - (ends - sizes), sizes) + np.arange(len(rows))]
    load = np.maximum(ends // search.block_rows, np.cumsum(sizes * (sizes - 1) // 2) // search.block_pairs)
    edges = [0, *(np.flatnonzero(np.diff(load)) + 1).tolist(), len(load)]
    for low, high in pairwise(edges):
        if high > low:
            yield Buckets(rows[ends[low] - sizes[low] : ends[high - 1]], sizes[low:high])
