"""What somebody without this program would write for near-duplicate rows: MinHashLSH, or a sparse product of TF-IDF."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

Ints = npt.NDArray[np.int64]
Pairs = set[tuple[int, int]]
PERMUTATIONS = 64
#: Jaccard similarity of character pairs from which MinHashLSH shall find rows; ratio 0.85 comes with about half.
JACCARD = 0.5
TOP = 20
#: Cosine of TF-IDF from which a neighbour is looked at.
COSINE = 0.4


def missing() -> list[str]:
    """Return the packages that are not installed."""
    return [name for name in ("datasketch", "sparse_dot_topn") if find_spec(name) is None]


def minhash_lsh(texts: Sequence[str], threshold: float) -> Pairs:
    """Return the near pairs that datasketch's MinHashLSH finds, verified by rapidfuzz."""
    from datasketch import MinHash, MinHashLSH

    grams = [[text[place : place + 2].encode() for place in range(max(1, len(text) - 1))] for text in texts]
    index = MinHashLSH(threshold=JACCARD, num_perm=PERMUTATIONS)
    found: list[tuple[int, int]] = []
    for number, hashed in enumerate(MinHash.bulk(grams, num_perm=PERMUTATIONS, hashfunc=zlib.crc32)):
        found.extend((other, number) for other in index.query(hashed))
        index.insert(number, hashed, check_duplication=False)
    return verified(texts, *np.array(found, np.int64).reshape(-1, 2).T, threshold)


def sparse_product(texts: Sequence[str], threshold: float) -> Pairs:
    """Return the near pairs among each row's nearest by TF-IDF of character 2- and 3-grams, verified by rapidfuzz."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    matrix = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), dtype=np.float32).fit_transform(texts).tocsr()
    nearest = sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=TOP, threshold=COSINE, n_threads=2).tocoo()
    left, right = (np.asarray(side, np.int64) for side in (nearest.row, nearest.col))
    apart = left != right
    left, right = np.minimum(left, right)[apart], np.maximum(left, right)[apart]
    keys = np.unique(left * len(texts) + right)
    return verified(texts, *np.divmod(keys, len(texts)), threshold)


def verified(texts: Sequence[str], left: Ints, right: Ints, threshold: float) -> Pairs:
    """Return the pairs with ``fuzz.ratio`` / 100 ≥ threshold."""
    ones, others = [texts[place] for place in left.tolist()], [texts[place] for place in right.tolist()]
    near = process.cpdist(ones, others, scorer=fuzz.ratio, dtype=np.float64, workers=-1) / 100 >= threshold
    return set(zip(left[near].tolist(), right[near].tolist(), strict=True))
