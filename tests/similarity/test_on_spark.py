"""The search on Spark finds what the local search finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from auditor.similarity import Search, near_duplicate_pairs
from auditor.similarity.on_spark import near_duplicate_pairs_spark
from tests import sparking
from tests.similarity import brute
from tests.sparking import running  # noqa: F401  # a fixture

pytestmark = sparking.NEEDED

SEARCHED = Search(exhaustive=0)
#: Most buckets are split, joined and cut.
CRAMPED = Search(exhaustive=0, trees=4, bucket=4, widest=16, block_rows=64, block_pairs=100)
LAMP = "养护路灯盏数 城区主次干道的路灯 ≥3200盏"

Pairs = list[tuple[int, int, float]]


def found(spark: Any, texts: Sequence[str], places: Sequence[int] | None = None, **options: Any) -> Pairs:
    rows = list(zip(places or range(len(texts)), texts, strict=True))
    frame = spark.createDataFrame(rows, "place long, text string")
    return sorted((row.left, row.right, row.similarity) for row in near_duplicate_pairs_spark(frame, **options).collect())


def local(texts: Sequence[str], search: Search) -> Pairs:
    pairs, similarities = near_duplicate_pairs(texts, search=search)
    return [(left, right, score) for (left, right), score in zip(pairs.tolist(), similarities.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("count", "search", "portion"),
    [(400, Search(), 100), (3000, SEARCHED, 700), (1500, CRAMPED, 400)],
    ids=["whole", "searched", "cramped"],
)
def test_different_texts_give_the_pairs_of_the_local_search(spark: Any, count: int, search: Search, portion: int) -> None:
    texts = list(dict.fromkeys(brute.rows(count)))
    expected = local(texts, search)
    assert len(expected) > count // 10
    assert found(spark, texts, search=search, portion=portion) == expected


def test_places_are_those_of_the_rows_and_copies_stand_through_the_first(spark: Any) -> None:
    texts = ["运营校车 37辆", LAMP, LAMP.replace("3200", "3460"), LAMP, "", "", LAMP]
    places = [70, 500, 30, 40, 9, 8, 60]
    pairs = found(spark, texts, places)
    assert [pair[:2] for pair in pairs] == [(8, 9), (30, 40), (40, 60), (40, 500)]
    assert [score for _, _, score in pairs] == pytest.approx([1, near_duplicate_pairs(texts[1:3])[1][0], 1, 1])


@pytest.mark.parametrize("texts", [[], ["路灯"], ["路灯", "校车"]])
def test_nothing_near(spark: Any, texts: list[str]) -> None:
    assert found(spark, texts, search=SEARCHED) == []


@pytest.mark.parametrize("threshold", [0, 1.01])
def test_a_threshold_out_of_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        near_duplicate_pairs_spark(None, threshold)
