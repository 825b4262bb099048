"""Clusters: the same groups as linking all near pairs gives, each with the wording that occurs most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.similarity import Cluster, Search, clusters
from auditor.similarity.union import join, roots
from tests.similarity import brute

SEARCHED = Search(exhaustive=0)
CRAMPED = Search(exhaustive=0, bucket=4, widest=16, block_rows=64, block_pairs=100)
LAMP = "养护路灯盏数 城区主次干道的路灯 ≥3200盏"


def linked(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return the first text of each text's cluster, by relabelling one pair after the other."""
    labels = list(range(size))
    for left, right in pairs:
        low, high = sorted((labels[left], labels[right]))
        labels = [low if label == high else label for label in labels]
    return labels


def labels(texts: Sequence[str], search: Search, threshold: float = 0.85) -> list[int]:
    return clusters(texts, threshold, search=search).labels.tolist()


@pytest.mark.parametrize("search", [Search(), SEARCHED, CRAMPED])
def test_known_clusters(search: Search) -> None:
    # The first and the last are linked by the one between only.
    chain = ["甲乙丙丁戊己庚辛壬癸" + tail for tail in ("子丑寅卯辰巳午未申酉", "子丑寅卯辰巳午天地人", "子丑寅卯风云雷天地人")]
    texts = ["校车", *chain, "校车", "", "路灯", ""]
    made = clusters(texts, search=search)
    assert made.labels.tolist() == [0, 1, 1, 1, 0, 5, 6, 5]
    assert made.wordings.tolist() == [0, 1, 2, 3, 0, 5, 6, 5]
    assert list(made.groups()) == [Cluster(0, (0, 4)), Cluster(1, (1, 2, 3)), Cluster(5, (5, 7))]
    assert list(made.groups(least=3)) == [Cluster(1, (1, 2, 3))]


def test_the_commonest_wording_stands_for_its_cluster() -> None:
    first, common = LAMP, LAMP + "。"
    [cluster] = clusters([first, common, common, "校车"]).groups()
    assert cluster == Cluster(representative=1, members=(0, 1, 2))


def test_masked_numbers() -> None:
    made = clusters(["补助≥5人", "补助≥123,456人", "补助≥5户"], 1.0, mask_numbers=True)
    assert made.labels.tolist() == [0, 0, 2]


def test_nothing_and_one() -> None:
    assert clusters([]).labels.shape == (0,)
    assert list(clusters([]).groups()) == []
    assert list(clusters(["甲"]).groups()) == []


@pytest.mark.parametrize("threshold", [0.0, 1.5])
def test_a_threshold_out_of_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        clusters([LAMP], threshold)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text("甲乙丙丁\0😀", max_size=10), max_size=40), st.sampled_from([0.6, 0.85]))
def test_few_texts_are_linked_as_all_pairs_link_them(texts: list[str], threshold: float) -> None:
    assert labels(texts, Search(), threshold) == linked(len(texts), brute.near_pairs(texts, threshold))


@pytest.mark.parametrize("search", [Search(), SEARCHED, CRAMPED])
def test_many_texts_are_linked_as_all_pairs_link_them(search: Search) -> None:
    texts = brute.rows(1500, seed=5)
    made, truth = labels(texts, search), linked(len(texts), brute.near_pairs(texts, 0.85))
    # A cluster that was torn keeps its first part's label.
    agreeing = sum(one == other for one, other in zip(made, truth, strict=True))
    assert agreeing >= 0.99 * len(texts)
    assert all(truth[label] == truth[place] for place, label in enumerate(made)), "nothing is linked that is not near"


def test_rows_that_differ_in_a_number_are_one_cluster() -> None:
    texts = [f"补助发放人数 反映享受补助人员数量情况 ≥{number * 37}人" for number in range(5000)]
    assert set(labels(texts, Search())) == {0}


def test_the_same_on_any_number_of_threads() -> None:
    texts = brute.rows(3000, seed=2)
    one, three = (labels(texts, Search(block_rows=200, workers=workers)) for workers in (1, 3))
    assert one == three


def test_a_million_identical_rows_are_one_cluster() -> None:
    [cluster] = clusters(["群众满意度 ≥95%"] * 1_000_000).groups()
    assert (cluster.representative, len(cluster.members)) == (0, 1_000_000)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_union(pairs: list[tuple[int, int]]) -> None:
    parents = np.arange(31)
    for half in (pairs[::2], pairs[1::2]):
        ends = np.array(half, np.int64).reshape(-1, 2)
        join(parents, ends[:, 0], ends[:, 1])
    assert roots(parents, np.arange(31)).tolist() == linked(31, pairs)
