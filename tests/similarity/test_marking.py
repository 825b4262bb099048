"""Differences of two texts, and marks around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.similarity import Difference, differences, marked


def test_replaced_inserted_and_deleted() -> None:
    found = differences("青禾县养护路灯3200盏", "云溪区养护路灯共3200")
    assert found == (Difference((0, 3), (0, 3)), Difference((7, 7), (7, 8)), Difference((11, 12), (12, 12)))


def test_differences_that_touch_are_one() -> None:
    assert differences("≥3200盏", "≥1盏") == (Difference((1, 5), (1, 2)),)


def test_equal_texts_have_none() -> None:
    assert differences("路灯", "路灯") == ()
    assert differences("", "") == ()


def test_marks() -> None:
    assert marked("青禾县养护3200盏", [(0, 3), (5, 9)]) == "【青禾县】养护【3200】盏"
    assert marked("路灯", [(0, 0), (2, 2)]) == "路灯"
    assert marked("路灯", [(0, 2)], "<b>", "</b>") == "<b>路灯</b>"
    assert marked("路灯", []) == "路灯"


@given(st.text("甲乙丙1😀", max_size=20), st.text("甲乙丙1😀", max_size=20))
def test_what_is_not_marked_is_the_same(left: str, right: str) -> None:
    found = differences(left, right)
    rest = []
    for text, spans in ((left, [item.left for item in found]), (right, [item.right for item in found])):
        assert spans == sorted(spans)
        edges = [0, *(edge for span in spans for edge in span), len(text)]
        rest.append("".join(text[begin:end] for begin, end in zip(edges[::2], edges[1::2], strict=True)))
    assert rest[0] == rest[1]
