"""Bags of features as vectors: TF-IDF of unit length for text, and votes of the lexicons beside it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

#: Features that begin so are votes: their weight must not shrink in a long row, so they stay outside the unit length.
VOTES = ("L:", "S:")

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vectoriser:
    """Turns a bag of features into a sparse vector.

    Attributes:
        vocabulary: column of each feature.
        idf: inverse document frequency, float32 (features,); 0 for votes.
        vote: weight of a vote, times the logarithm of one more than its count.
    """

    vocabulary: Mapping[str, int]
    idf: Array
    vote: float

    def vector(self, features: Sequence[str]) -> tuple[npt.NDArray[np.int64], Array]:
        """Return columns and values of the features that are known."""
        counts = Counter(map(self.vocabulary.get, features))
        counts.pop(None, None)
        columns = np.fromiter(cast("Counter[int]", counts), dtype=np.int64, count=len(counts))
        repeats = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
        idf = self.idf[columns]
        values = (1.0 + np.log(repeats)).astype(np.float32) * idf
        norm = math.sqrt(float(values @ values))
        # Only votes have no document frequency.
        votes = np.where(idf == 0.0, self.vote * np.log1p(repeats), 0.0).astype(np.float32)
        return columns, (values / np.float32(norm) if norm else values) + votes


def fit(bags: Sequence[Sequence[str]], least: int, vote: float) -> Vectoriser:
    """Return a vectoriser over the features that stand in at least ``least`` of the bags, in the order of their names."""
    frequency = Counter(feature for bag in bags for feature in set(bag))
    names = sorted(name for name, count in frequency.items() if count >= least or name.startswith(VOTES))
    idf = [0.0 if name.startswith(VOTES) else math.log((1 + len(bags)) / (1 + frequency[name])) + 1.0 for name in names]
    return Vectoriser({name: column for column, name in enumerate(names)}, np.array(idf, dtype=np.float32), vote)
