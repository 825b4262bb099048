"""How hard near-duplicate search looks, and how much memory it may take."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Search:
    """Settings of the search; the defaults are measured in benchmarks/near_duplicates.py.

    Results depend on the texts and on these settings alone, never on ``workers``.

    Attributes:
        trees: independent trees of buckets; a pair that one tree parts may meet in the next.
        depth: most splits of a tree.
        bucket: groups of at most this many texts are compared pair by pair, larger ones are split again.
        widest: larger groups of texts that are mostly alike are not split up to this size, because splitting would part
            copies; whatever is larger at the last split is cut into blocks of this size.
        density: 0-1, share of close pairs from which a group counts as mostly alike.
        exhaustive: up to this many different texts all pairs are compared and nothing is missed.
        block_rows: texts handled at once while encoding, hashing and comparing.
        block_pairs: pairs of texts compared and verified at once.
        max_pairs: most pairs that a result may list.
        workers: threads, 0 for one a processor.
    """

    trees: int = 16
    depth: int = 8
    bucket: int = 256
    widest: int = 4096
    density: float = 0.01
    exhaustive: int = 1000
    block_rows: int = 16_384
    block_pairs: int = 1_000_000
    max_pairs: int = 20_000_000
    workers: int = 0

    def threads(self) -> int:
        """Return the number of threads to start."""
        return self.workers or os.cpu_count() or 1

    @property
    def ahead(self) -> int:
        """Blocks of work in the making at the same time."""
        return 2 * self.threads()
