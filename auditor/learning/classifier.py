"""A linear classifier over counted features, loaded from arrays and JSON: no code runs on load."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from auditor.errors import ModelError
from auditor.learning.vectors import Array, Vectoriser
from auditor.resources import data_dir

#: Layout of the files; another number is refused.
FORMAT = 2

_ADVICE = "请重新安装本程序，或运行 auditor train 重新训练。"


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model says of one text, raw.

    Attributes:
        label: the most probable label.
        score: its calibrated probability, 0-1.
        scores: probability of every label.
        words: features that spoke most for the label, longest first, without those that repeat each other.
        model: name and version of the model folder.
    """

    label: str
    score: float
    scores: Mapping[str, float]
    words: tuple[str, ...]
    model: str


@dataclass(frozen=True, slots=True)
class Classifier:
    """Weights of a multinomial logistic regression over L2-normalised TF-IDF.

    Attributes:
        name: of the model folder.
        labels: the classes.
        vectoriser: from features to columns and values.
        weights: float32 (features, labels).
        bias: float32 (labels,).
        config: thresholds and temperature from config.json.
        examples: (label, text) of the corpus, to show as evidence.
    """

    name: str
    labels: tuple[str, ...]
    vectoriser: Vectoriser
    weights: Array
    bias: Array
    config: Mapping[str, Any]
    examples: tuple[tuple[str, str], ...] = ()

    def predict(self, features: Sequence[str]) -> Prediction:
        """Return the prediction for one bag of features; without any known feature the priors decide."""
        columns, values = self.vectoriser.vector(features)
        logits = self.bias + values @ self.weights[columns] if len(columns) else self.bias
        chances = _softmax(logits / float(self.config["temperature"]))
        best = int(chances.argmax())
        return Prediction(
            label=self.labels[best],
            score=float(chances[best]),
            scores=dict(zip(self.labels, chances.tolist(), strict=True)),
            words=self._words(columns, values, best),
            model=self.name,
        )

    def threshold(self, name: str) -> float:
        """Return a threshold of config.json."""
        return float(self.config["thresholds"][name])

    def nearest(self, text: str, label: str, limit: int = 2) -> tuple[str, ...]:
        """Return the corpus rows of ``label`` that look most like the text."""
        from rapidfuzz import fuzz, process

        pool = [example for known, example in self.examples if known == label]
        return tuple(found[0] for found in process.extract(text, pool, scorer=fuzz.token_ratio, limit=limit))

    def _words(self, columns: npt.NDArray[np.int64], values: Array, label: int) -> tuple[str, ...]:
        """Keep whole words and grams of two characters or more whose weight stands out, none inside another."""
        if not len(columns):
            return ()
        gain = values * (self.weights[columns, label] - self.weights[columns].mean(axis=1))
        names = _names(self.vectoriser.vocabulary)
        ranked = [names[int(columns[i])] for i in np.argsort(-gain)[:24] if gain[i] > 0]
        shown: list[str] = []
        for name in ranked:
            word = name[2:] if name.startswith("w:") else name
            if len(word) < 2 or set(word) & set("^$:0") or any(word in other or other in word for other in shown):
                continue
            shown.append(word)
        return tuple(shown[:4])


_NAMES: dict[int, list[str]] = {}


def _names(vocabulary: Mapping[str, int]) -> list[str]:
    key = id(vocabulary)
    if key not in _NAMES:
        _NAMES[key] = list(vocabulary)
    return _NAMES[key]


def _softmax(logits: npt.NDArray[Any]) -> npt.NDArray[Any]:
    shifted = np.exp(logits - logits.max())
    return np.asarray(shifted / shifted.sum())


@lru_cache(maxsize=8)
def load(name: str, folder: Path | None = None) -> Classifier:
    """Return the newest model called ``name`` under models/, or under ``folder``.

    Raises:
        ModelError: no such model, a damaged file or another format.
    """
    base = folder or data_dir("models")
    versions = sorted(base.glob(f"{name}-v*"), key=lambda path: int(path.name.rpartition("-v")[2] or 0))
    if not versions:
        raise ModelError(f"找不到模型 {name}", _ADVICE)
    return read(versions[-1])


def read(path: Path) -> Classifier:
    """Return the model in folder ``path``.

    Raises:
        ModelError: a missing or damaged file, or another format.
    """
    try:
        config = json.loads((path / "config.json").read_text(encoding="utf-8"))
        if config["format"] != FORMAT:
            raise ModelError(f"模型 {path.name} 是第 {config['format']} 版格式，本程序读第 {FORMAT} 版", _ADVICE)
        # From memory: numpy leaves the file open where the archive is broken.
        with np.load(BytesIO((path / "weights.npz").read_bytes()), allow_pickle=False) as arrays:
            features = bytes(arrays["features"]).decode("utf-8").split("\n")
            weights, bias, idf = arrays["weights"], arrays["bias"], arrays["idf"]
            scale = arrays["scale"]
        examples = json.loads((path / "examples.json").read_text(encoding="utf-8"))
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(f"模型 {path.name} 已损坏或不完整（{error}）", _ADVICE) from error
    labels = tuple(config["labels"])
    dense = (weights.astype(np.float32) * scale).astype(np.float32)
    if dense.shape != (len(features), len(labels)) or bias.shape != (len(labels),) or idf.shape != (len(features),):
        raise ModelError(f"模型 {path.name} 的各部分大小对不上", _ADVICE)
    vocabulary = {feature: column for column, feature in enumerate(features)}
    pairs = tuple((str(label), str(text)) for label, text in examples)
    vectoriser = Vectoriser(vocabulary, idf.astype(np.float32), float(config["vote"]))
    return Classifier(path.name, labels, vectoriser, dense, bias, config, pairs)


def predict_many(model: Classifier, rows: Iterable[Sequence[str]]) -> list[Prediction]:
    """Return a prediction for each bag of features."""
    return [model.predict(row) for row in rows]
