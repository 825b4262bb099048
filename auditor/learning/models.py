"""The two models: which field a row speaks of, and what it measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from auditor.errors import ModelError
from auditor.learning.classifier import WORDS, Classifier, Prediction, load
from auditor.learning.corpus import GENERIC, LabelledProject, LabelledRow, category
from auditor.learning.features import field_features, row_features, text_features
from auditor.learning.training import Recipe, Sample
from auditor.learning.vectors import VOTES
from auditor.text.lexicon import field_terms, terms_in
from auditor.text.normalise import bare

FIELD = "field"
CATEGORY = "category"

#: Without a word of any field a row is 通用, unless the model is at least so sure.
UNKNOWN_WORDS = 0.4

#: How much a term of the lexicons weighs in training beside a row.
TERM_WEIGHT = 0.4

#: Recipes by the name that ``auditor train`` and ``auditor evaluate`` use.
RECIPES: Mapping[str, Recipe] = {
    "fields": Recipe("field-v1", strength=10.0, least=3, precision=0.95),
    # Not balanced: how often clerks write each kind is knowledge too.
    "categories": Recipe("category-v1", strength=5.0, least=2, precision=0.95, balanced=False, prune=True),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a learned model says of a row: the raw prediction beside what was decided.

    Attributes:
        prediction: raw.
        label: the prediction's, or another for the reason given.
        reason: why the label differs from the raw one, empty where it does not.
        decided: whether the score reaches the threshold.
        threshold: of the decision.
        voted: whether a word of the lexicons points to the label.
    """

    prediction: Prediction
    label: str
    reason: str
    decided: bool
    threshold: float
    voted: bool = False


def field_samples(rows: Iterable[LabelledRow], projects: Iterable[LabelledProject] = ()) -> list[Sample]:
    """Return the training examples of the field model: rows, and projects by their name and goal.

    A row of a field whose only terms are everybody's (受益群众, 完工) is left out: nothing in it tells the field.
    """
    samples = [
        Sample(_field_features(row.name, row.description, row.value), row.field, row.project or row.name, _shown(row))
        for row in rows
        if row.field and (row.field == GENERIC or _told(row.name, row.description) != {GENERIC})
    ]
    for item in projects:
        samples.append(Sample(_topic_features(item.project), item.field, item.project))
        if item.goal:
            samples.append(Sample(_topic_features(item.project + item.goal), item.field, item.project))
    for term, fields in field_terms().items():
        samples.extend(Sample(_topic_features(term), field, "", weight=TERM_WEIGHT / len(fields)) for field in fields)
    return samples


def _field_features(name: str, description: str, value: str) -> tuple[str, ...]:
    return (*row_features(name, description, value), *_terms(name, description))


def _terms(name: str, description: str) -> tuple[str, ...]:
    # Apart: no term stands half in the name and half in the description.
    return (*field_features(name), *field_features(description))


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


def fields_told(name: str, description: str) -> frozenset[str]:
    """Return the fields that words of the lexicons point to: for no other label is ``field_of_row`` ever ``voted``."""
    return frozenset(_told(name, description) - {GENERIC})


def _told(name: str, description: str) -> set[str]:
    return {field for text in (name, description) for _, fields in terms_in(bare(text)) for field in fields}


@lru_cache(maxsize=4096)
def field_of_row(name: str, description: str, value: str = "", folder: Path | None = None) -> Judgement:
    """Return the field that a row speaks of, from its own words alone.

    Raises:
        ModelError: the model is missing or damaged.
    """
    terms = _terms(name, description)
    votes = [feature for feature in terms if feature.startswith(VOTES)]
    judged = _judge(load(FIELD, folder), (*row_features(name, description, value), *terms))
    if f"L:{judged.label}" in votes:
        judged = replace(judged, voted=True)
    if votes or judged.label == GENERIC or judged.prediction.score >= UNKNOWN_WORDS:
        return judged
    reason = "没有任何领域的用语，分值又低"
    return replace(judged, label=GENERIC, reason=reason, decided=False)


def field_words(name: str, description: str, prediction: Prediction) -> tuple[str, ...]:
    """Return what of a row speaks most for its field: the lexicons' terms, which a reader knows, before grams of the text."""
    terms = [term for text in (name, description) for term, fields in terms_in(bare(text)) if prediction.label in fields]
    shown: list[str] = []
    for word in (*terms, *prediction.words):
        if len(shown) < WORDS and not any(word in other or other in word for other in shown):
            shown.append(word)
    return tuple(shown)


@lru_cache(maxsize=4096)
def field_of_text(text: str, folder: Path | None = None) -> Judgement:
    """Return the field that a project's name or goal speaks of.

    Raises:
        ModelError: the model is missing or damaged.
    """
    return _judge(load(FIELD, folder), _topic_features(text))


@lru_cache(maxsize=4096)
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
    return Judgement(prediction, prediction.label, "", prediction.score >= threshold, threshold)
