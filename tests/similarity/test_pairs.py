"""Near-duplicate pairs: the right ones, with the right similarities, whatever the texts are."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from auditor.similarity import Search, TooManyPairsError, near_duplicate_pairs
from auditor.similarity.encode import encode
from tests.similarity import brute

#: However few texts there are, they are searched by buckets instead of being compared one by one.
SEARCHED = Search(exhaustive=0)
#: The same with buckets so small that most are split, joined, cut and worked off in several blocks.
CRAMPED = Search(exhaustive=0, bucket=4, widest=16, block_rows=64, block_pairs=100)
LAMP = "养护路灯盏数 城区主次干道的路灯 ≥3200盏"


def found(texts: Iterable[str], threshold: float = 0.85, **options: object) -> dict[tuple[int, int], float]:
    pairs, similarities = near_duplicate_pairs(texts, threshold, **options)  # type: ignore[arg-type]
    return dict(zip(map(tuple, pairs.tolist()), similarities.tolist(), strict=True))


@pytest.mark.parametrize("search", [Search(), SEARCHED, CRAMPED], ids=["exhaustive", "searched", "cramped"])
def test_known_pairs(search: Search) -> None:
    texts = ["运营校车 37辆", LAMP, "", LAMP.replace("3200", "3460"), "路灯", LAMP, ""]
    edited = fuzz.ratio(texts[1], texts[3]) / 100
    assert found(texts, search=search) == pytest.approx({(1, 3): edited, (1, 5): 1.0, (2, 6): 1.0, (3, 5): edited})


def test_shape_and_types_of_the_result() -> None:
    pairs, similarities = near_duplicate_pairs([LAMP, "校车", LAMP + "。", LAMP])
    assert (pairs.dtype, pairs.shape) == (np.dtype(np.int64), (3, 2))
    assert (similarities.dtype, similarities.shape) == (np.dtype(np.float32), (3,))
    assert pairs.tolist() == [[0, 2], [0, 3], [2, 3]]


@pytest.mark.parametrize("texts", [[], ["路灯"], ["路灯", "校车"]])
@pytest.mark.parametrize("search", [Search(), SEARCHED])
def test_nothing_near_keeps_the_shape(texts: list[str], search: Search) -> None:
    pairs, similarities = near_duplicate_pairs(texts, search=search)
    assert (pairs.dtype, pairs.shape, similarities.dtype, similarities.shape) == (np.int64, (0, 2), np.float32, (0,))


@pytest.mark.parametrize("make", [list, tuple, pd.Series, np.array, iter, lambda texts: (text for text in texts)])
def test_any_collection_of_texts(make: Callable[[list[str]], Iterable[str]]) -> None:
    assert set(found(make(["校车", LAMP, LAMP + "。", "校车"]))) == {(0, 3), (1, 2)}


def test_a_series_with_its_own_index_is_counted_from_zero() -> None:
    assert set(found(pd.Series([LAMP, "校车", LAMP], index=[70, 80, 90]))) == {(0, 2)}


@pytest.mark.parametrize("strange", [None, float("nan"), 3, b"abc"])
def test_what_is_no_text_is_refused(strange: object) -> None:
    with pytest.raises(TypeError, match=f"not {type(strange).__name__}"):
        near_duplicate_pairs([LAMP, strange])  # type: ignore[list-item]


@pytest.mark.parametrize("threshold", [0.0, -0.1, 1.01, float("nan")])
def test_a_threshold_out_of_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        near_duplicate_pairs([LAMP, LAMP], threshold)


@pytest.mark.parametrize("search", [Search(), SEARCHED])
def test_the_threshold_itself_counts(search: Search) -> None:
    # Of 20 characters 3 are replaced: 1 - 6/40 = 0.85.
    left, right = "清运垃圾吨数城区各街道每日清运的生活垃圾", "清运垃圾吨数城区各街道每日清运的甲乙丙圾"
    assert fuzz.ratio(left, right) / 100 == 0.85
    assert found([left, right], 0.85, search=search) == pytest.approx({(0, 1): 0.85})
    assert found([left, right], 0.8500001, search=search) == {}
    assert set(found([left, left, right], 1.0, search=search)) == {(0, 1)}


def test_masked_numbers() -> None:
    texts = ["补助 ≥1,200.5人", "补助 ≥８０人", "补助 ≥3户"]
    assert set(found(texts, 0.99, mask_numbers=True)) == {(0, 1)}
    assert found(texts, 0.99) == {}


@pytest.mark.parametrize("search", [Search(), SEARCHED])
@pytest.mark.parametrize(
    "pair",
    [
        ("𠮷野家绿化养护面积平方米数", "𠮷野家绿化养护面积平方米"),
        ("养护😀😀😀😀😀😀😀😀路灯", "养护😀😀😀😀😀😀😀路灯"),
        ("坏字符\ud800坏字符坏字符坏字符坏", "坏字符\ud800坏字符坏字符坏字符"),
        ("零\0零\0零\0零\0零\0零\0", "零\0零\0零\0零\0零\0零"),
        ("甲", "甲"),
        ("\0", "\0"),
        ("绩效" * 5000, "绩效" * 4999 + "绩"),
        ("".join(map(chr, range(0x4E00, 0x4E00 + 10_000))), "".join(map(chr, range(0x4E10, 0x4E00 + 10_000)))),
    ],
    ids=["beyond-the-first-plane", "emoji", "lone-surrogate", "nul", "one-character", "only-nul", "long-repeated", "long"],
)
def test_strange_texts(pair: tuple[str, str], search: Search) -> None:
    others = ["", "乙", "完全不同的一行文字", "绩效" * 400]
    texts = [others[0], pair[0], *others[1:], pair[1]]
    assert found(texts, search=search) == pytest.approx({(1, 5): fuzz.ratio(*pair) / 100})


ALPHABETS = st.sampled_from(["甲乙", "甲乙丙丁戊己庚", "路灯养护 0123456789", "a\0😀\ud800"])


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([0.5, 0.75, 0.85, 1.0]))
def test_few_texts_miss_nothing(data: st.DataObject, threshold: float) -> None:
    texts = data.draw(st.lists(st.text(data.draw(ALPHABETS), max_size=12), max_size=40))
    assert found(texts, threshold) == pytest.approx(brute.near_pairs(texts, threshold))


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from([0.75, 0.85, 0.95]), st.sampled_from([SEARCHED, CRAMPED]))
def test_whatever_is_found_is_near(data: st.DataObject, threshold: float, search: Search) -> None:
    texts = data.draw(st.lists(st.text(data.draw(ALPHABETS), max_size=12), max_size=60))
    truth = brute.near_pairs(texts, threshold)
    pairs = found(texts, threshold, search=search)
    assert pairs == pytest.approx({pair: truth.get(pair) for pair in pairs})
    same = {pair for pair, score in truth.items() if score == 1.0}
    assert same <= pairs.keys(), "identical texts are never missed"


@pytest.mark.parametrize(
    ("count", "search", "recall"), [(700, Search(), 1.0), (2500, Search(), 0.99), (700, SEARCHED, 0.99), (2500, CRAMPED, 0.95)]
)
@pytest.mark.parametrize("threshold", [0.8, 0.85, 0.95])
def test_recall_beside_brute_force(count: int, search: Search, recall: float, threshold: float) -> None:
    texts = brute.rows(count)
    truth, pairs = brute.near_pairs(texts, threshold), found(texts, threshold, search=search)
    assert len(truth) > 100, "the sample must hold copies"
    assert pairs == pytest.approx({pair: score for pair, score in truth.items() if pair in pairs})
    assert len(pairs) >= recall * len(truth)


def test_the_same_on_any_number_of_threads() -> None:
    texts = brute.rows(3000)
    one, three = (near_duplicate_pairs(texts, search=Search(block_rows=200, workers=workers)) for workers in (1, 3))
    assert np.array_equal(one[0], three[0])
    assert np.array_equal(one[1], three[1])


def test_the_order_of_texts_changes_nothing_among_few() -> None:
    texts = brute.rows(400)
    order = random.Random(2).sample(range(400), 400)
    shuffled = found([texts[place] for place in order])
    assert {tuple(sorted((order[a], order[b]))) for a, b in shuffled} == set(found(texts))


def test_a_million_identical_rows_make_a_million_pairs() -> None:
    pairs, similarities = near_duplicate_pairs(["群众满意度 ≥95%"] * 1_000_000)
    assert len(pairs) == 999_999
    assert (pairs[:, 0] == 0).all()
    assert (pairs[:, 1] == np.arange(1, 1_000_000)).all()
    assert (similarities == 1).all()


def test_large_sets_stand_through_their_first_text() -> None:
    texts = [LAMP] * 40 + ["校车"] * 3 + [LAMP + "。"]
    assert len(found(texts)) == 40 * 39 // 2 + 40 + 3
    expected = {(0, other) for other in (*range(1, 40), 43)} | {(40, 41), (40, 42), (41, 42)}
    assert set(found(texts, search=Search(max_pairs=100))) == expected


@pytest.mark.parametrize("exhaustive", [0, 1000])
def test_too_many_pairs_are_told(exhaustive: int) -> None:
    texts = [f"补助发放人数 反映享受补助人员数量情况 ≥{number}人" for number in range(300)]
    with pytest.raises(TooManyPairsError, match=r"5000对.*clusters"):
        near_duplicate_pairs(texts, search=Search(exhaustive=exhaustive, max_pairs=5000))
    assert len(found(texts, search=Search(exhaustive=exhaustive, max_pairs=300 * 299 // 2))) == 300 * 299 // 2


@given(st.data())
def test_sketches_never_differ_more_than_the_texts(data: st.DataObject) -> None:
    texts = data.draw(st.lists(st.text(data.draw(ALPHABETS), max_size=30), min_size=2, max_size=2))
    [left, right] = encode(texts, Search()).sketch.T
    assert np.bitwise_count(left ^ right).sum() <= Indel.distance(*texts)


def test_sketches_see_words_that_a_text_repeats() -> None:
    # Descriptions repeat names: were a character that stands twice left out, all such rows would look alike.
    texts = [f"{name} {name}" for name in ("表彰优秀教师", "关闭煤矿奖补")]
    [left, right] = encode(texts, Search()).sketch.T
    assert np.bitwise_count(left ^ right).sum() > 15
