"""Bags of features as vectors."""

from __future__ import annotations

import math

import numpy as np
import pytest

from auditor.learning.vectors import fit

BAGS = (("a", "b", "L:x"), ("a", "b"), ("a", "c"), ("d",))


def test_rare_features_are_left_out_but_votes_are_kept() -> None:
    assert list(fit(BAGS, 2, 0.5).vocabulary.items()) == [("L:x", 0), ("a", 1), ("b", 2)]
    assert list(fit(BAGS, 1, 0.5).vocabulary) == ["L:x", "a", "b", "c", "d"]


def test_inverse_document_frequency() -> None:
    idf = fit(BAGS, 1, 0.5).idf
    expected = [0.0, *(math.log(5 / (1 + n)) + 1 for n in (3, 2, 1, 1))]
    assert idf == pytest.approx(expected, rel=1e-6)


def test_text_has_unit_length_and_votes_stand_beside_it() -> None:
    vectoriser = fit(BAGS, 1, 0.5)
    columns, values = vectoriser.vector(["a", "b", "a", "L:x", "L:x", "unknown"])
    found = dict(zip([list(vectoriser.vocabulary)[i] for i in columns], values.tolist(), strict=True))
    raw = {"a": (1 + math.log(2)) * (math.log(5 / 4) + 1), "b": math.log(5 / 3) + 1}
    norm = math.hypot(*raw.values())
    assert found == pytest.approx({"a": raw["a"] / norm, "b": raw["b"] / norm, "L:x": 0.5 * math.log(3)}, rel=1e-6)
    assert values.dtype == np.float32


def test_a_vote_does_not_shrink_in_a_long_row() -> None:
    vectoriser = fit([("L:x", *map(str, range(50)))], 1, 0.5)
    short, long = vectoriser.vector(["L:x", "1"]), vectoriser.vector(["L:x", *map(str, range(50))])
    column = vectoriser.vocabulary["L:x"]
    assert short[1][short[0] == column] == long[1][long[0] == column]


@pytest.mark.parametrize("bag", [(), ("unknown",), ("unknown", "unknown")])
def test_nothing_known(bag: tuple[str, ...]) -> None:
    columns, values = fit(BAGS, 1, 0.5).vector(bag)
    assert (len(columns), len(values)) == (0, 0)


def test_votes_alone() -> None:
    columns, values = fit(BAGS, 1, 0.5).vector(["L:x"])
    assert columns.tolist() == [0]
    assert values.tolist() == pytest.approx([0.5 * math.log(2)], rel=1e-6)
