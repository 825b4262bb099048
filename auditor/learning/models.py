"""The two models: which field a row speaks of, and what it measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from auditor.errors import ModelError
from auditor.learning.classifier import Classifier, Prediction, load
from auditor.learning.corpus import LabelledProject, LabelledRow, category
from auditor.learning.features import field_features, row_features, text_features
from auditor.learning.training import Recipe, Sample
from auditor.text.lexicon import field_terms

FIELD = "field"
CATEGORY = "category"

#: How much a term of the lexicons weighs in training beside a row.
TERM_WEIGHT = 0.4

#: Recipes by the name that ``auditor train`` and ``auditor evaluate`` use.
RECIPES: Mapping[str, Recipe] = {
    "fields": Recipe("field-v1", strength=20.0, least=2, precision=0.95),
    "categories": Recipe("category-v1", strength=5.0, least=2, precision=0.95, prune=True),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a learned model says of a row: the raw prediction beside what was decided.

    Attributes:
        prediction: raw.
        decided: the label, empty where the score stays under the threshold.
        threshold: of the decision.
    """

    prediction: Prediction
    decided: str
    threshold: float


def field_samples(rows: Iterable[LabelledRow], projects: Iterable[LabelledProject] = ()) -> list[Sample]:
    """Return the training examples of the field model: rows, and projects by their name and goal."""
    samples = [
        Sample(_field_features(row.name, row.description, row.value), row.field, row.project or row.name, _shown(row))
        for row in rows
        if row.field
    ]
    for item in projects:
        samples.append(Sample(_topic_features(item.project), item.field, item.project))
        if item.goal:
            samples.append(Sample(_topic_features(item.project + item.goal), item.field, item.project))
    for term, fields in field_terms().items():
        samples.extend(Sample(_topic_features(term), field, "", weight=TERM_WEIGHT / len(fields)) for field in fields)
    return samples


def _field_features(name: str, description: str, value: str) -> tuple[str, ...]:
    return (*row_features(name, description, value), *field_features(name + description))


def _topic_features(text: str) -> tuple[str, ...]:
    return (*text_features(text), *field_features(text))


def category_samples(rows: Iterable[LabelledRow]) -> list[Sample]:
    """Return the training examples of the category model."""
    return [
        Sample(row_features(row.name, row.description, row.value), category(row.level2), row.project or row.name, _shown(row))
        for row in rows
        if category(row.level2)
    ]


def _shown(row: LabelledRow) -> str:
    return "｜".join(part for part in (row.name, row.description) if part)


@lru_cache(maxsize=65536)
def field_of_row(name: str, description: str, value: str = "", folder: Path | None = None) -> Judgement:
    """Return the field that a row speaks of, from its own words alone.

    Raises:
        ModelError: the model is missing or damaged.
    """
    return _judge(load(FIELD, folder), _field_features(name, description, value))


@lru_cache(maxsize=16384)
def field_of_text(text: str, folder: Path | None = None) -> Judgement:
    """Return the field that a project's name or goal speaks of.

    Raises:
        ModelError: the model is missing or damaged.
    """
    return _judge(load(FIELD, folder), _topic_features(text))


@lru_cache(maxsize=65536)
def category_of_row(name: str, description: str, value: str, folder: Path | None = None) -> Judgement:
    """Return what a row measures (数量 … 满意度), without looking at its declared 二级指标.

    Raises:
        ModelError: the model is missing or damaged.
    """
    return _judge(load(CATEGORY, folder), row_features(name, description, value))


@lru_cache(maxsize=8)
def trouble_of(name: str, folder: Path | None = None) -> ModelError | None:
    """Return why a model cannot be used, None where it can."""
    try:
        load(name, folder)
    except ModelError as error:
        return error
    return None


def _judge(model: Classifier, features: tuple[str, ...]) -> Judgement:
    prediction = model.predict(features)
    threshold = model.threshold("decide")
    return Judgement(prediction, prediction.label if prediction.score >= threshold else "", threshold)
