"""Near pairs among texts that are all different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

import numpy as np

from auditor.errors import AuditorError
from auditor.similarity.arrays import Flags, Floats, Ints
from auditor.similarity.candidates import candidates
from auditor.similarity.settings import Search
from auditor.similarity.verify import exhaustive, verified

#: Candidates looked at for each pair that may be listed; only huge groups of almost near texts need more.
_LOOKS = 4
#: Candidates by which a large portion is judged before all of it is verified.
_SAMPLE = 10_000


class TooManyPairsError(AuditorError):
    """More near pairs than a list should hold; ``clusters`` has no such limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"相似的文本超过{limit}对，无法逐对列出", "请改用聚类（clusters），或提高相似度阈值。")


def unique_pairs(texts: Sequence[str], threshold: float, search: Search) -> tuple[Ints, Ints, Floats]:
    """Return the near pairs (left < right, sorted) of texts without repetitions and their similarities.

    Raises:
        TooManyPairsError: there are more than ``search.max_pairs``.
    """
    found = []
    count = 0
    source = exhaustive if len(texts) <= search.exhaustive else _searched
    for part in source(texts, threshold, search):
        found.append(part)
        count += len(part[0])
        if count > search.max_pairs:
            raise TooManyPairsError(search.max_pairs)
    empty = np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32)
    left, right, scores = (np.concatenate(column) for column in zip(*(found or [empty]), strict=True))
    order = np.lexsort((right, left))
    return left[order], right[order], scores[order]


def _searched(texts: Sequence[str], threshold: float, search: Search) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Verify each candidate once, in portions."""
    seen = np.empty(0, np.int64)
    waiting: list[Ints] = []
    count = 0
    for left, right in candidates(texts, threshold, search):
        waiting.append(np.minimum(left, right) * len(texts) + np.maximum(left, right))
        if sum(map(len, waiting)) > max(search.max_pairs, len(seen)):
            fresh = _fresh(waiting, seen)
            if (
                count + _near_at_least(texts, fresh, threshold, search) > search.max_pairs
                or len(seen) > _LOOKS * search.max_pairs
            ):
                raise TooManyPairsError(search.max_pairs)
            part = verified(texts, *np.divmod(fresh, len(texts)), threshold, search)
            count += len(part[0])
            yield part
            seen = np.sort(np.concatenate([seen, fresh]))
            waiting = []
    if waiting:
        yield verified(texts, *np.divmod(_fresh(waiting, seen), len(texts)), threshold, search)


def _near_at_least(texts: Sequence[str], keys: Ints, threshold: float, search: Search) -> float:
    """Return how many of the candidates are near at least: the share of evenly spread ones less six standard errors."""
    sample = keys[:: len(keys) // _SAMPLE + 1]
    share = len(verified(texts, *np.divmod(sample, len(texts)), threshold, search)[0]) / max(1, len(sample))
    return len(keys) * (share - 6 * sqrt(share * (1 - share) / max(1, len(sample))))


def _fresh(waiting: list[Ints], seen: Ints) -> Ints:
    """Return the keys of pairs that have not been seen yet, each once."""
    # Sorting takes a twentieth of the time of numpy.unique, which builds a hash table.
    keys = np.sort(np.concatenate(waiting))
    keys = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
    places = np.searchsorted(seen, keys)
    known: Flags = np.zeros(len(keys), np.bool_)
    inside = places < len(seen)
    known[inside] = seen[places[inside]] == keys[inside]
    return keys[~known]
