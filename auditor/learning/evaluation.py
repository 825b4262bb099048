"""Measures a classifier on labelled rows: accuracy, macro-F1, confusion, calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scores:
    """How well predictions agree with labels.

    Attributes:
        count: number of rows.
        accuracy: share of right predictions.
        macro_f1: mean of the labels' F1.
        by_label: (label, rows, precision, recall, F1), by label.
        confusion: ((label, predicted), rows) of the wrong ones, most frequent first.
        calibration_error: mean distance of score and accuracy over ten bins, weighted by rows (ECE; Guo et al. 2017).
        bins: (mean score, accuracy, rows) of each bin that is not empty.
    """

    count: int
    accuracy: float
    macro_f1: float
    by_label: tuple[tuple[str, int, float, float, float], ...]
    confusion: tuple[tuple[tuple[str, str], int], ...]
    calibration_error: float
    bins: tuple[tuple[float, float, int], ...]


def score(results: Sequence[tuple[str, str, float]]) -> Scores:
    """Return the scores of (label, predicted, score) triples.

    Raises:
        ValueError: there are none.
    """
    if not results:
        raise ValueError("no labelled rows")
    pairs = Counter((label, guess) for label, guess, _ in results)
    labels = sorted({label for label, _ in pairs})
    rows = tuple(_label_scores(label, pairs) for label in labels)
    bins = _bins(results)
    return Scores(
        count=len(results),
        accuracy=sum(n for (label, guess), n in pairs.items() if label == guess) / len(results),
        macro_f1=sum(row[4] for row in rows) / len(rows),
        by_label=rows,
        confusion=tuple((pair, n) for pair, n in pairs.most_common() if pair[0] != pair[1]),
        calibration_error=sum(abs(mean - right) * n for mean, right, n in bins) / len(results),
        bins=bins,
    )


def _label_scores(label: str, pairs: Counter[tuple[str, str]]) -> tuple[str, int, float, float, float]:
    hit = pairs[label, label]
    given = sum(n for (known, _), n in pairs.items() if known == label)
    said = sum(n for (_, guess), n in pairs.items() if guess == label)
    precision, recall = hit / said if said else 0.0, hit / given if given else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
    return label, given, precision, recall, f1


def _bins(results: Sequence[tuple[str, str, float]]) -> tuple[tuple[float, float, int], ...]:
    out = []
    for part in range(10):
        inside = [item for item in results if part / 10 <= item[2] < (part + 1) / 10 or (part == 9 and item[2] >= 1)]
        if inside:
            mean = sum(item[2] for item in inside) / len(inside)
            out.append((mean, sum(item[0] == item[1] for item in inside) / len(inside), len(inside)))
    return tuple(out)


def as_text(scores: Scores) -> str:
    """Return the scores as lines for the terminal and the model card."""
    lines = [
        f"行数 {scores.count}  准确率 {scores.accuracy:.4f}  宏平均F1 {scores.macro_f1:.4f}",
        f"校准误差 {scores.calibration_error:.4f}",
        "",
        "类别  行数  精确率  召回率  F1",
    ]
    lines += [f"{label}  {n}  {p:.3f}  {r:.3f}  {f:.3f}" for label, n, p, r, f in scores.by_label]
    lines += ["", "混淆（标注 → 判为，行数，前15）"]
    lines += [f"{label} → {guess}  {n}" for (label, guess), n in scores.confusion[:15]]
    lines += ["", "校准（平均分，准确率，行数）"]
    lines += [f"{mean:.2f}  {right:.2f}  {n}" for mean, right, n in scores.bins]
    return "\n".join(lines)
