"""Near-duplicate search over more rows than one machine holds: the trees of buckets, spread over a Spark cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from auditor.similarity.arrays import Floats, Ints
from auditor.similarity.encode import encode
from auditor.similarity.forest import Forest, buckets
from auditor.similarity.minhash import minima
from auditor.similarity.pairs import DEFAULT
from auditor.similarity.settings import Search
from auditor.similarity.sketches import close_pairs
from auditor.similarity.verify import exhaustive, verified

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame


@dataclass(frozen=True, slots=True)
class _Plan:
    """What every worker is told: band number = tree · parts + part."""

    threshold: float
    search: Search
    trees: int
    parts: int
    whole: bool  # few enough texts to compare each with every other


def near_duplicate_pairs_spark(
    rows: DataFrame, threshold: float = 0.85, *, search: Search = DEFAULT, portion: int = 100_000
) -> DataFrame:
    """Return the near pairs of ``rows``, found as by ``near_duplicate_pairs``.

    The first split of each tree is made by Spark, which brings texts with the same smallest hash to the same worker;
    from there on the worker goes through the same tree. Different texts give the same pairs as the local search, with
    one exception that hardly ever shows: whether a crowded bucket counts as mostly alike (``Search.density``) is judged
    by sketches as wide as the texts of a band are long on average, not those of the whole run.

    A set of identical texts stands through the one with the smallest place: the others are paired with that one only,
    and with no other text. A million identical rows thus make a million pairs, and clusters are the same.

    Args:
        rows: columns ``place`` (long, each once) and ``text`` (string, not null, without lone surrogates).
        threshold: over 0, at most 1; as in ``near_duplicate_pairs``.
        search: settings; ``max_pairs`` and ``workers`` mean nothing here, the result stays on the cluster.
        portion: texts that a worker should hold at once, about 1 KB each; one first hash that more texts share is not
            divided.

    Returns:
        columns ``left`` < ``right`` (long, places) and ``similarity`` (float), each pair once, in no order. Computed
        anew at every use: write it to disk, or persist it.

    Raises:
        ValueError: the threshold is out of range.
    """
    from pyspark.sql import functions

    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be over 0 and at most 1, not {threshold}")
    texts = rows.groupBy("text").agg(functions.min("place").alias("place")).persist()
    count = texts.count()
    whole = count <= search.exhaustive
    plan = _Plan(
        threshold, replace(search, workers=1), 1 if whole else search.trees, 1 if whole else -(-count // portion), whole
    )
    bands = texts.mapInPandas(lambda batches: _bands(plan, batches), "band int, place long, text string")
    near = bands.groupBy("band").applyInPandas(lambda band: _near(plan, band), "left long, right long, similarity float")
    firsts = texts.withColumnRenamed("place", "left")
    same = rows.join(firsts, "text").where("left < place").selectExpr("left", "place as right", "cast(1 as float) similarity")
    return near.dropDuplicates(["left", "right"]).unionByName(same)


def _bands(plan: _Plan, batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Send each text to one band of each tree, by its smallest hash."""
    for batch in batches:
        encoded = encode(batch["text"].tolist(), plan.search)
        rows = np.arange(len(batch))
        for tree in range(plan.trees if len(batch) else 0):
            part = minima(encoded, rows, tree, 0) % np.uint32(plan.parts)
            yield batch[["place", "text"]].assign(band=(tree * plan.parts + part).astype(np.int32))


def _near(plan: _Plan, band: pd.DataFrame) -> pd.DataFrame:
    """Return the near pairs of a band, in places."""
    import pandas as pd

    band = band.sort_values("place")  # groups are judged and cut in the order of the texts
    texts, places = band["text"].tolist(), band["place"].to_numpy(np.int64)
    tree = int(band["band"].iloc[0]) // plan.parts
    search = exhaustive(texts, plan.threshold, plan.search) if plan.whole else _searched(texts, tree, plan)
    parts = [(places[left], places[right], scores) for left, right, scores in search]
    empty = places[:0], places[:0], np.empty(0, np.float32)
    one, other, similarity = (np.concatenate(column) for column in zip(empty, *parts, strict=True))
    return pd.DataFrame({"left": np.minimum(one, other), "right": np.maximum(one, other), "similarity": similarity})


def _searched(texts: Sequence[str], tree: int, plan: _Plan) -> Iterator[tuple[Ints, Ints, Floats]]:
    with ThreadPoolExecutor(1) as pool:
        encoded = encode(texts, plan.search)
        forest = Forest(encoded, encoded.slack(plan.threshold), plan.search, pool)
        for block in buckets(forest, tree):
            left, right = close_pairs(block.rows, block.sizes, encoded.sketch, forest.slack)
            yield verified(texts, left, right, plan.threshold, plan.search)
