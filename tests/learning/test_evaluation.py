"""Scores against figures worked out by hand."""

from __future__ import annotations

import pytest

from auditor.learning.evaluation import as_text, score

#: 甲: 3 rows, 2 found, 3 said. 乙: 2 rows, 1 found, 1 said. 丙: 1 row, found, 2 said.
RESULTS = (
    ("甲", "甲", 0.95),
    ("甲", "甲", 0.85),
    ("甲", "丙", 0.55),
    ("乙", "乙", 0.95),
    ("乙", "甲", 0.35),
    ("丙", "丙", 1.0),
)


def test_accuracy_and_f1() -> None:
    scores = score(RESULTS)
    assert (scores.count, scores.accuracy) == (6, pytest.approx(4 / 6))
    assert [label for label, *_ in scores.by_label] == ["丙", "乙", "甲"]
    assert scores.by_label[0][1:] == pytest.approx((1, 1 / 2, 1.0, 2 / 3))
    assert scores.by_label[1][1:] == pytest.approx((2, 1.0, 1 / 2, 2 / 3))
    assert scores.by_label[2][1:] == pytest.approx((3, 2 / 3, 2 / 3, 2 / 3))
    assert scores.macro_f1 == pytest.approx(2 / 3)


def test_confusion_holds_the_wrong_ones_only() -> None:
    assert dict(score(RESULTS).confusion) == {("甲", "丙"): 1, ("乙", "甲"): 1}
    assert score([("甲", "乙", 0.5), ("丙", "甲", 0.5), ("丙", "甲", 0.5)]).confusion[0] == (("丙", "甲"), 2)


def test_calibration() -> None:
    scores = score(RESULTS)
    assert [(round(mean, 4), right, rows) for mean, right, rows in scores.bins] == [
        (0.35, 0.0, 1),
        (0.55, 0.0, 1),
        (0.85, 1.0, 1),
        (0.9667, 1.0, 3),
    ]
    assert scores.calibration_error == pytest.approx((0.35 + 0.55 + 0.15 + 3 * (1 - 2.9 / 3)) / 6)


def test_a_label_never_said_and_one_never_meant() -> None:
    scores = score([("甲", "乙", 0.4), ("甲", "丙", 0.4)])
    assert scores.by_label == (("甲", 2, 0.0, 0.0, 0.0),)
    assert (scores.accuracy, scores.macro_f1) == (0.0, 0.0)


def test_scores_at_the_edges_fall_into_a_bin() -> None:
    assert sum(rows for _, _, rows in score([("甲", "甲", value / 10) for value in range(11)]).bins) == 11


def test_nothing_to_score() -> None:
    with pytest.raises(ValueError, match="no labelled rows"):
        score([])


def test_text_for_the_terminal() -> None:
    lines = as_text(score(RESULTS)).splitlines()
    assert lines[0] == "行数 6  准确率 0.6667  宏平均F1 0.6667"
    assert lines[1].startswith("校准误差 0.")
    assert "乙  2  1.000  0.500  0.667" in lines
    assert "甲 → 丙  1" in lines
    assert "0.85  1.00  1" in lines
