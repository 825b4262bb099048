"""Near-duplicate search beside brute force, MinHashLSH and a sparse product; clusters of a million rows.

Run as ``python -m benchmarks.near_duplicates``; the peers come with ``pip install -e '.[bench]'``. Every measurement has a
process of its own, so that the peak of its memory is its own; times are wall time, without making the rows.
"""

from __future__ import annotations

import math
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from auditor.similarity import clusters, near_duplicate_pairs
from benchmarks import _peers
from benchmarks._peers import Ints, Pairs
from benchmarks.generate import generate, templated

THRESHOLD = 0.85
SAMPLE, MANY, MILLION = 20_000, 100_000, 1_000_000
#: Rows of the million that are compared with all others.
QUERIES = 400
_MB = 2**20 if sys.platform == "darwin" else 2**10


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measurement gave, its seconds, and the peak of its process's memory in MB, the texts included."""

    result: Any
    seconds: float
    memory: float


def main() -> int:
    """Print all comparisons; 1 where recall or precision fall short of brute force."""
    print(f"相似度阈值 {THRESHOLD}（rapidfuzz.fuzz.ratio），{os.cpu_count()} 个处理器，机器负载 {os.getloadavg()[0]:.1f}")
    print(f"一、{SAMPLE:,} 行，与逐对比较（rapidfuzz.process.cdist）对照：")
    good = all([_beside_truth("改写混合", _mixed), _beside_truth("同一句式", templated)])
    print(f"二、{MANY:,} 行，与别的做法对照（召回以三者所得的并集为准，各自都经 rapidfuzz 核实）：")
    _beside_peers()
    print("三、聚类，行数增至十倍：")
    _growth()
    print(f"四、{MILLION:,} 行里的召回：")
    return 0 if all([good, _recall_in_a_million()]) else 1


def _mixed(rows: int) -> list[str]:
    """Return the different rows of a generated corpus."""
    return list(dict.fromkeys(generate(rows).texts))


def _alone(work: Callable[..., Any], *arguments: Any) -> Measured:
    """Run the work in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, work, *arguments).result()


def _measured(work: Callable[..., Any], make: Callable[[int], Any], rows: int) -> Measured:
    texts = make(rows)
    work(texts[:2000])  # what is loaded on first use
    began = time.perf_counter()
    result = work(texts)
    seconds = time.perf_counter() - began
    return Measured(result, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB)


def ours(texts: Sequence[str]) -> Pairs:
    """Return the pairs that the program finds."""
    pairs, _ = near_duplicate_pairs(texts, THRESHOLD)
    return set(map(tuple, pairs.tolist()))


def minhash_lsh(texts: Sequence[str]) -> Pairs:
    """Return the pairs of datasketch's MinHashLSH."""
    return _peers.minhash_lsh(texts, THRESHOLD)


def sparse_product(texts: Sequence[str]) -> Pairs:
    """Return the pairs of sparse_dot_topn."""
    return _peers.sparse_product(texts, THRESHOLD)


def brute_force(texts: Sequence[str]) -> Pairs:
    """Return all near pairs."""
    return _near(texts, np.arange(len(texts)))


def _near(texts: Sequence[str], queries: Ints) -> Pairs:
    """Return the near pairs (i < j) of which one text is among the queries, by comparing these with all texts.

    Only texts too short or too long to reach the threshold are left out: the ratio is at most 2·short/(short + long).
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    order = np.argsort(lengths, kind="stable")
    queries = queries[np.argsort(lengths[queries], kind="stable")]
    span = THRESHOLD / (2 - THRESHOLD) - 1e-9
    found: Pairs = set()
    size = max(1, 40_000_000 // len(texts))
    for low in range(0, len(queries), size):
        block = queries[low : low + size]
        shortest, longest = lengths[block[0]], lengths[block[-1]]
        # Where all texts are queries, each pair is seen from its shorter text.
        least = shortest if len(queries) == len(texts) else shortest * span
        begin, end = np.searchsorted(lengths[order], [least, longest / span + 1])
        choices = order[begin:end]
        scores = process.cdist(
            [texts[place] for place in block.tolist()],
            [texts[place] for place in choices.tolist()],
            scorer=fuzz.ratio,
            score_cutoff=THRESHOLD * 100 - 1,  # 32 bits do not tell what stands right on the threshold
            dtype=np.float32,
            workers=-1,
        )
        left, right = np.nonzero(scores)
        left, right = block[left], choices[right]
        apart = left != right
        found |= _peers.verified(texts, np.minimum(left, right)[apart], np.maximum(left, right)[apart], THRESHOLD)
    return found


def _beside_truth(title: str, make: Callable[[int], list[str]]) -> bool:
    truth, found = (_alone(work, make, SAMPLE) for work in (brute_force, ours))
    both = len(truth.result & found.result)
    recall, precision = both / len(truth.result), both / len(found.result)
    print(
        f"  {title}：相似 {len(truth.result):,} 对，召回 {recall:.4f}，精确 {precision:.4f}；"
        f"逐对 {truth.seconds:.1f} 秒，本程序 {found.seconds:.2f} 秒"
    )
    return recall >= 0.98 and precision >= 0.99


def _beside_peers() -> None:
    ways = {"本程序": ours}
    if missing := _peers.missing():
        print(f"  未安装 {'、'.join(missing)}，无法对照：请先运行 pip install -e '.[bench]'")
    else:
        ways |= {
            f"datasketch MinHashLSH（{_peers.PERMUTATIONS} 个置换）": minhash_lsh,
            f"sparse_dot_topn（2-3 字 TF-IDF，前 {_peers.TOP} 名）": sparse_product,
        }
    measured = {name: _alone(work, _mixed, MANY) for name, work in ways.items()}
    union = set().union(*(item.result for item in measured.values()))
    own = measured["本程序"].seconds
    for name, item in measured.items():
        share, times = len(item.result) / len(union), item.seconds / own
        print(f"  {name}：{item.seconds:.2f} 秒（{times:.1f} 倍），召回 {share:.4f}，内存最高 {item.memory:.0f} MB")


def count_clusters(texts: Sequence[str]) -> int:
    """Return how many clusters of two or more texts there are."""
    return sum(1 for _ in clusters(texts, THRESHOLD).groups())


def _texts(rows: int) -> list[str]:
    return generate(rows).texts


def _growth() -> None:
    small = min((_alone(count_clusters, _texts, MANY) for _ in range(2)), key=lambda item: item.seconds)
    large = _alone(count_clusters, _texts, MILLION)
    for rows, item in ((MANY, small), (MILLION, large)):
        print(f"  {rows:>9,} 行：{item.result:,} 组，{item.seconds:.1f} 秒，内存最高 {item.memory:.0f} MB")
    print(f"  指数 {math.log10(large.seconds / small.seconds) / math.log10(MILLION / MANY):.2f}（1 为与行数成正比）")


def _recall_in_a_million() -> bool:
    texts = _mixed(MILLION)
    began = time.perf_counter()
    found = ours(texts)
    print(f"  {len(texts):,} 行各不相同，{time.perf_counter() - began:.1f} 秒列出 {len(found):,} 对")
    draws = np.random.default_rng(1)
    sample = np.sort(draws.choice(len(texts), SAMPLE, replace=False))
    numbers = dict(enumerate(sample.tolist()))
    inside = {(numbers[a], numbers[b]) for a, b in brute_force([texts[place] for place in numbers.values()])}
    asked = _near(texts, np.sort(draws.choice(len(texts), QUERIES, replace=False)))
    for name, truth in ((f"抽 {SAMPLE:,} 行，其中", inside), (f"抽 {QUERIES:,} 行与全部比，", asked)):
        print(f"  {name}相似 {len(truth):,} 对，找到 {len(truth & found) / len(truth):.4f}")
    return all(len(truth & found) >= 0.98 * len(truth) for truth in (inside, asked))


if __name__ == "__main__":
    raise SystemExit(main())
