"""Clusters of near-duplicate texts, each with a representative."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from auditor.similarity.arrays import Ints
from auditor.similarity.candidates import candidates
from auditor.similarity.forest import Buckets
from auditor.similarity.identical import distinct
from auditor.similarity.masking import mask_numbers as masked
from auditor.similarity.pairs import DEFAULT
from auditor.similarity.settings import Search
from auditor.similarity.union import join, roots
from auditor.similarity.verify import exhaustive, verified

_FIRST_PORTION = 16_384


@dataclass(frozen=True, slots=True)
class Cluster:
    """Texts that are near-duplicates of each other, directly or through others.

    Attributes:
        representative: index of the text that stands for the cluster: the wording that occurs most often, the first
            occurrence of it.
        members: all indices, ascending, the representative among them.
    """

    representative: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clusters:
    """The clusters of n texts.

    Attributes:
        labels: int64 (n,), the index of the first text of each text's cluster; a text without a near-duplicate bears its
            own index.
        wordings: int64 (n,), the index of the first text that is identical.
    """

    labels: Ints
    wordings: Ints

    def groups(self, least: int = 2) -> Iterator[Cluster]:
        """Yield the clusters of at least ``least`` texts, in the order of their first texts."""
        order = np.argsort(self.labels, kind="stable")
        edges = np.flatnonzero(np.diff(self.labels[order], prepend=-1, append=-1)).tolist()
        for low, high in pairwise(edges):
            if high - low >= least:
                members = order[low:high]
                [(wording, _)] = Counter(self.wordings[members].tolist()).most_common(1)
                yield Cluster(wording, tuple(members.tolist()))


def clusters(
    texts: Iterable[str], threshold: float = 0.85, *, mask_numbers: bool = False, search: Search = DEFAULT
) -> Clusters:
    """Return the clusters that near-duplicate pairs make: texts linked by a chain of pairs stand in one cluster.

    Pairs are those of ``near_duplicate_pairs``, of which only as many are looked at as are needed to link the texts: a
    hundred thousand rows that differ in a number cost little more than others.

    Raises:
        ValueError: the threshold is out of range.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be over 0 and at most 1, not {threshold}")
    found = distinct(map(masked, texts) if mask_numbers else texts)
    parents = np.arange(len(found.texts))
    if len(found.texts) <= search.exhaustive:
        for left, right, _ in exhaustive(found.texts, threshold, search):
            join(parents, left, right)
    else:
        for left, right in candidates(found.texts, threshold, search, lambda block: _unsettled(parents, block)):
            _link(found.texts, parents, left, right, threshold, search)
    # The different texts stand in the order of first occurrence, so the first one of a cluster is the first of all.
    return Clusters(found.firsts[roots(parents, found.numbers)], found.firsts[found.numbers])


def _link(texts: Sequence[str], parents: Ints, left: Ints, right: Ints, threshold: float, search: Search) -> None:
    """Verify the candidates that would link two clusters and join those that hold.

    In portions that double: in a large group of copies the first few link nearly all, and the rest need no look.
    """
    low, size = 0, _FIRST_PORTION
    while low < len(left):
        one, other = left[low : low + size], right[low : low + size]
        apart = roots(parents, one) != roots(parents, other)
        near = verified(texts, one[apart], other[apart], threshold, search)
        join(parents, near[0], near[1])
        low, size = low + size, size * 2


def _unsettled(parents: Ints, block: Buckets) -> Buckets:
    """Leave out the buckets whose texts are all linked already."""
    root = roots(parents, block.rows)
    starts = np.cumsum(block.sizes) - block.sizes
    open_ = np.logical_or.reduceat(root != np.repeat(root[starts], block.sizes), starts)
    return Buckets(block.rows[np.repeat(open_, block.sizes)], block.sizes[open_])
