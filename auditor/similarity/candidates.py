"""Pairs of different texts that may be near: every pair that shares a bucket and whose sketches are close."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from auditor.similarity.arrays import Ints
from auditor.similarity.encode import encode
from auditor.similarity.forest import Buckets, Forest, buckets
from auditor.similarity.parallel import in_order
from auditor.similarity.settings import Search
from auditor.similarity.sketches import close_pairs


def candidates(
    texts: Sequence[str], threshold: float, search: Search, wanted: Callable[[Buckets], Buckets] | None = None
) -> Iterator[tuple[Ints, Ints]]:
    """Yield index pairs (left, right) in blocks of about ``search.block_pairs``; a pair may come once a tree.

    Args:
        texts: all different.
        threshold: 0-1, pairs with a lower ``fuzz.ratio`` / 100 may be left out.
        search: settings.
        wanted: takes buckets out that need no look.
    """
    with ThreadPoolExecutor(search.threads()) as pool:
        encoded = encode(texts, search)
        forest = Forest(encoded, encoded.slack(threshold), search, pool)

        def compare(block: Buckets) -> tuple[Ints, Ints]:
            return close_pairs(block.rows, block.sizes, encoded.sketch, forest.slack)

        for tree in range(search.trees):
            blocks = buckets(forest, tree)
            yield from in_order(pool, search.ahead, compare, map(wanted, blocks) if wanted else blocks)
