"""Trains the classifiers from the corpora; the same corpus gives the same bytes. Needs scikit-learn."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from auditor.learning.classifier import FORMAT
from auditor.learning.corpus import fold
from auditor.learning.vectors import Vectoriser, fit

_SEED = 20240101


@dataclass(frozen=True, slots=True)
class Sample:
    """One training example.

    Attributes:
        features: as learning.features gives them.
        label: its class.
        group: project; groups are never split over folds. Empty for lexicon terms: always trained on, never measured.
        text: what to show as evidence, empty for none.
        weight: in training.
    """

    features: tuple[str, ...]
    label: str
    group: str
    text: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is trained.

    Attributes:
        name: of the model folder, with version.
        strength: inverse regularisation (C of scikit-learn's LogisticRegression).
        least: a feature must stand in as many examples.
        precision: thresholds are chosen on held-out folds so that this share of what passes is right.
        rounds: iterations of the optimiser.
        folds: parts that the projects are split into for measuring.
        vote: weight of a lexicon's vote beside the text's unit length.
        balanced: whether a rare label weighs as much as a frequent one.
        prune: whether examples that confident learning holds for mislabelled are left out.
    """

    name: str
    strength: float = 20.0
    least: int = 2
    precision: float = 0.97
    rounds: int = 60
    folds: int = 5
    vote: float = 0.4
    balanced: bool = True
    prune: bool = False


@dataclass(frozen=True, slots=True)
class Trained:
    """A trained model with what was measured on held-out folds."""

    recipe: Recipe
    labels: tuple[str, ...]
    vectoriser: Vectoriser
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    temperature: float
    thresholds: Mapping[str, float]
    held_out: tuple[tuple[str, str, float], ...]
    pruned: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]


def train(samples: Sequence[Sample], recipe: Recipe) -> Trained:
    """Return the model over all samples, with temperature and thresholds measured on folds split by project."""
    labels = tuple(sorted({sample.label for sample in samples}))
    truth = np.array([labels.index(sample.label) for sample in samples])
    weight = np.array([sample.weight for sample in samples])
    parts = np.array([fold(sample.group, recipe.folds) if sample.group else -1 for sample in samples])
    vectoriser = fit([sample.features for sample in samples], recipe.least, recipe.vote)
    matrix = _matrix(vectoriser, samples)
    logits = _held_out_logits(matrix, truth, weight, parts, len(labels), recipe)
    measured = parts >= 0
    keep = np.ones(len(samples), dtype=bool)
    if recipe.prune:
        keep[measured] = ~_mislabelled(_softmax(logits[measured]), truth[measured])
    temperature = _temperature(logits[measured], truth[measured])
    chances = _softmax(logits / temperature)
    best, top = chances.argmax(axis=1), chances.max(axis=1)
    model = _fit(matrix[np.flatnonzero(keep)], truth[keep], weight[keep], recipe)
    weights, bias = _dense(model, len(vectoriser.vocabulary), len(labels))
    return Trained(
        recipe=recipe,
        labels=labels,
        vectoriser=vectoriser,
        weights=weights,
        bias=bias,
        temperature=temperature,
        thresholds={"decide": _threshold(top[measured], (best == truth)[measured], recipe.precision)},
        held_out=tuple((samples[i].label, labels[best[i]], float(top[i])) for i in map(int, np.flatnonzero(measured))),
        pruned=tuple(samples[i].text for i in map(int, np.flatnonzero(~keep))),
        examples=tuple((samples[i].label, samples[i].text) for i in map(int, np.flatnonzero(keep)) if samples[i].text),
    )


def _matrix(vectoriser: Vectoriser, samples: Sequence[Sample]) -> Any:
    from scipy.sparse import csr_matrix

    pairs = [vectoriser.vector(sample.features) for sample in samples]
    starts = np.cumsum([0, *(len(columns) for columns, _ in pairs)])
    columns = np.concatenate([columns for columns, _ in pairs])
    values = np.concatenate([values for _, values in pairs])
    return csr_matrix((values, columns, starts), shape=(len(samples), len(vectoriser.vocabulary)))


def _fit(matrix: Any, truth: npt.NDArray[Any], weight: npt.NDArray[Any], recipe: Recipe) -> Any:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=recipe.strength,
        class_weight="balanced" if recipe.balanced else None,
        max_iter=recipe.rounds,
        tol=1e-3,
        random_state=_SEED,
    )
    with warnings.catch_warnings():
        # Stopping early is meant: more rounds fit the corpus, not the world.
        warnings.simplefilter("ignore")
        model.fit(matrix, truth, sample_weight=weight)
    return model


def _linear(model: Any) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Return coefficients and intercept of each label: of two labels scikit-learn keeps only what speaks for the second."""
    if len(model.classes_) > 2:
        return model.coef_, model.intercept_
    return np.vstack([-model.coef_, model.coef_]) / 2, np.hstack([-model.intercept_, model.intercept_]) / 2


def _dense(model: Any, features: int, count: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    weights = np.zeros((features, count), dtype=np.float32)
    bias = np.full(count, -20.0, dtype=np.float32)
    coefficients, intercepts = _linear(model)
    for row, label in enumerate(model.classes_):
        weights[:, label] = coefficients[row]
        bias[label] = intercepts[row]
    return weights, bias


def _held_out_logits(
    matrix: Any, truth: npt.NDArray[Any], weight: npt.NDArray[Any], parts: npt.NDArray[Any], count: int, recipe: Recipe
) -> npt.NDArray[Any]:
    """Return the logits of each sample from a model that has not seen its project; -20 for lexicon terms."""
    logits = np.full((len(truth), count), -20.0)
    for part in range(recipe.folds):
        inside, outside = np.flatnonzero(parts != part), np.flatnonzero(parts == part)
        if len(outside):
            model = _fit(matrix[inside], truth[inside], weight[inside], recipe)
            coefficients, intercepts = _linear(model)
            logits[np.ix_(outside, model.classes_)] = matrix[outside] @ coefficients.T + intercepts
    return logits


def _softmax(logits: npt.NDArray[Any]) -> npt.NDArray[Any]:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))


def _mislabelled(chances: npt.NDArray[Any], truth: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Confident learning: another class reaches its own mean self-confidence and beats the given label.

    Source: Northcutt, Jiang, Chuang, Confident Learning, JAIR 70 (2021), section 3.
    """
    means = np.array(
        [chances[truth == label, label].mean() if (truth == label).any() else 1.0 for label in range(chances.shape[1])]
    )
    reaches = np.where(chances >= means, chances, 0.0)
    best = reaches.argmax(axis=1)
    own = chances[np.arange(len(truth)), truth]
    return np.asarray((reaches.max(axis=1) > 0) & (best != truth) & (own < 0.1))


def _temperature(logits: npt.NDArray[Any], truth: npt.NDArray[Any]) -> float:
    """Return the temperature of least log loss on held-out folds (Guo et al., ICML 2017)."""
    grid = np.arange(0.4, 2.01, 0.05)
    rows = np.arange(len(truth))
    losses = [-np.log(_softmax(logits / t)[rows, truth] + 1e-12).mean() for t in grid]
    return float(round(float(grid[int(np.argmin(losses))]), 2))


def _threshold(scores: npt.NDArray[Any], right: npt.NDArray[np.bool_], precision: float) -> float:
    """Return the least score from which on ``precision`` of the held-out decisions are right."""
    order = np.argsort(-scores)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    passing = np.flatnonzero(share >= precision)
    return float(round(float(scores[order[passing[-1]]]), 3)) if len(passing) else 0.99


def save(trained: Trained, folder: Path, metadata: Mapping[str, Any], config: Mapping[str, Any]) -> Path:
    """Write the model folder: weights.npz, config.json, metadata.json, examples.json; weights as int8 with a scale.

    Args:
        trained: the model.
        folder: models/ or another; the model's own folder is made inside.
        metadata: corpus hash, versions, figures.
        config: further thresholds.
    """
    target = folder / trained.recipe.name
    target.mkdir(parents=True, exist_ok=True)
    scale = (np.abs(trained.weights).max(axis=0) / 127.0 + 1e-12).astype(np.float32)
    arrays = {
        "features": np.frombuffer("\n".join(trained.vectoriser.vocabulary).encode("utf-8"), dtype=np.uint8),
        "idf": trained.vectoriser.idf.astype(np.float16),
        "weights": np.round(trained.weights / scale).astype(np.int8),
        "scale": scale,
        "bias": trained.bias,
    }
    np.savez_compressed(target / "weights.npz", **arrays)
    settings = {
        "format": FORMAT,
        "labels": list(trained.labels),
        "temperature": trained.temperature,
        "vote": trained.recipe.vote,
        "thresholds": {**trained.thresholds, **config},
    }
    _write(target / "config.json", settings)
    _write(target / "metadata.json", dict(metadata))
    _write(target / "examples.json", [list(pair) for pair in trained.examples])
    return target


def _write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
