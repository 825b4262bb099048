"""A linear classifier over counted features, loaded from arrays and JSON: no code runs on load."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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

#: Features with one of these are no words that a reader knows: ends, numbers, votes and shapes of the value.
_MARKS = frozenset("^$:0")

#: How many words at most are told to have decided.
WORDS = 4

_VERSION = re.compile(r"-v\d+$")

_ADVICE = "请重新安装本程序，或运行 auditor train 重新训练。"


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model says of one text, raw.

    Attributes:
        label: the most probable label.
        score: its calibrated probability, 0-1.
        scores: probability of every label.
        model: name and version of the model folder.
        features: name of each column of the model.
        columns, gains: the columns of the text's features, and how much each speaks for the label.
    """

    label: str
    score: float
    scores: Mapping[str, float]
    model: str
    features: Sequence[str] = field(repr=False, compare=False)
    columns: npt.NDArray[np.int32] = field(repr=False, compare=False)
    gains: Array = field(repr=False, compare=False)

    @property
    def words(self) -> tuple[str, ...]:
        """Lexicon terms and grams of two characters or more that speak most for the label, none inside another.

        They are found when asked for: few predictions are shown to anyone.
        """
        shown: list[str] = []
        for i in np.argsort(-self.gains)[:24].tolist():
            if self.gains[i] <= 0 or len(shown) == WORDS:
                break
            word = self.features[self.columns[i]].removeprefix("t:")
            if len(word) > 1 and _MARKS.isdisjoint(word) and not any(word in other or other in word for other in shown):
                shown.append(word)
        return tuple(shown)


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """Weights of a multinomial logistic regression over L2-normalised TF-IDF.

    Attributes:
        name: of the model folder.
        labels: the classes.
        vectoriser: from features to columns and values.
        features: name of each column.
        weights: float32 (features, labels), of mean 0 in each row: what a label has beyond the others.
        bias: float32 (labels,).
        config: thresholds and temperature from config.json.
        examples: (label, text) of the corpus, to show as evidence.
    """

    name: str
    labels: tuple[str, ...]
    vectoriser: Vectoriser
    features: tuple[str, ...]
    weights: Array
    bias: Array
    config: Mapping[str, Any]
    examples: tuple[tuple[str, str], ...] = ()

    def predict(self, features: Sequence[str]) -> Prediction:
        """Return the prediction for one bag of features; without any known feature the priors decide."""
        columns, values = self.vectoriser.vector(features)
        weights = self.weights[columns]
        logits = self.bias + values @ weights if len(columns) else self.bias
        chances = _softmax(logits / float(self.config["temperature"]))
        best = int(chances.argmax())
        return Prediction(
            label=self.labels[best],
            score=float(chances[best]),
            scores=dict(zip(self.labels, chances.tolist(), strict=True)),
            model=self.name,
            features=self.features,
            columns=columns.astype(np.int32),
            gains=values * weights[:, best],
        )

    def threshold(self, name: str) -> float:
        """Return a threshold of config.json."""
        return float(self.config["thresholds"][name])

    def nearest(self, text: str, label: str, limit: int = 2) -> tuple[str, ...]:
        """Return the corpus rows of ``label`` that look most like the text."""
        from rapidfuzz import fuzz, process

        found = process.extract(text, _examples_of(self, label), scorer=fuzz.token_ratio, limit=limit)
        return tuple(example for example, _, _ in found)


@lru_cache(maxsize=64)
def _examples_of(model: Classifier, label: str) -> tuple[str, ...]:
    return tuple(example for known, example in model.examples if known == label)


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
    versions = {int(path.name.rpartition("-v")[2]): path for path in base.glob(f"{name}-v*") if _VERSION.search(path.name)}
    if not versions:
        raise ModelError(f"找不到模型 {name}", _ADVICE)
    return read(versions[max(versions)])


def read(path: Path) -> Classifier:
    """Return the model in folder ``path``.

    Raises:
        ModelError: a missing or damaged file, or another format.
    """
    try:
        config = json.loads((path / "config.json").read_text(encoding="utf-8"))
        if config["format"] != FORMAT:
            raise ModelError(f"模型 {path.name} 是第 {config['format']} 版格式，本程序读第 {FORMAT} 版", _ADVICE)
        examples = json.loads((path / "examples.json").read_text(encoding="utf-8"))
        return _built(path, config, tuple((str(label), str(text)) for label, text in examples))
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(f"模型 {path.name} 已损坏或不完整（{error}）", _ADVICE) from error


def _built(path: Path, config: Mapping[str, Any], examples: tuple[tuple[str, str], ...]) -> Classifier:
    """Put the parts together; any exception means that they are not a model's."""
    # From memory: numpy leaves the file open where the archive is broken.
    with np.load(BytesIO((path / "weights.npz").read_bytes()), allow_pickle=False) as arrays:
        features = tuple(bytes(arrays["features"]).decode("utf-8").split("\n"))
        bias, idf = arrays["bias"].astype(np.float32), arrays["idf"].astype(np.float32)
        weights = arrays["weights"].astype(np.float32) * arrays["scale"]
    labels = tuple(map(str, config["labels"]))
    if weights.shape != (len(features), len(labels)) or bias.shape != (len(labels),) or idf.shape != (len(features),):
        raise ModelError(f"模型 {path.name} 的各部分大小对不上", _ADVICE)
    numbers = (float(config["temperature"]), float(config["vote"]), *map(float, config["thresholds"].values()))
    if not labels or "decide" not in config["thresholds"] or numbers[0] <= 0 or not np.isfinite(numbers).all():
        raise ModelError(f"模型 {path.name} 的 config.json 缺少标签或阈值，或数字不合理", _ADVICE)
    if not (np.isfinite(weights).all() and np.isfinite(bias).all() and np.isfinite(idf).all()):
        raise ModelError(f"模型 {path.name} 的权重里有不是数的值", _ADVICE)
    # A constant taken from all labels of a feature changes no probability.
    weights = (weights - weights.mean(axis=1, keepdims=True)).astype(np.float32)
    vectoriser = Vectoriser({feature: column for column, feature in enumerate(features)}, idf, numbers[1])
    return Classifier(path.name, labels, vectoriser, features, weights, bias, config, examples)
