"""What the trained models must beat: the majority, a vocabulary, naive Bayes on characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from auditor.learning.corpus import fold
from auditor.learning.training import Sample


def held_out(samples: Sequence[Sample], folds: int = 5) -> dict[str, float]:
    """Return the accuracy of each baseline on folds that are split by project, as the model's own figures are."""
    hits: Counter[str] = Counter()
    for part in range(folds):
        outside = [sample for sample in samples if sample.group and fold(sample.group, folds) == part]
        inside = [sample for sample in samples if not sample.group or fold(sample.group, folds) != part]
        if not outside:
            continue
        truth = [sample.label for sample in outside]
        for name, guesses in _guesses(inside, outside).items():
            hits[name] += sum(guess == label for guess, label in zip(guesses, truth, strict=True))
    return {name: hits[name] / sum(bool(sample.group) for sample in samples) for name in ("多数类", "词表", "朴素贝叶斯")}


def _guesses(inside: Sequence[Sample], outside: Sequence[Sample]) -> dict[str, list[str]]:
    majority = Counter(sample.label for sample in inside).most_common(1)[0][0]
    return {
        "多数类": [majority] * len(outside),
        "词表": _vocabulary(inside, outside, majority),
        "朴素贝叶斯": _naive_bayes(inside, outside),
    }


def _vocabulary(inside: Sequence[Sample], outside: Sequence[Sample], majority: str) -> list[str]:
    """Vote with words that stand under one label only."""
    seen: dict[str, set[str]] = {}
    for sample in inside:
        for feature in sample.features:
            if feature.startswith("w:"):
                seen.setdefault(feature, set()).add(sample.label)
    own = {feature: next(iter(labels)) for feature, labels in seen.items() if len(labels) == 1}
    votes = (Counter(own[feature] for feature in sample.features if feature in own) for sample in outside)
    return [vote.most_common(1)[0][0] if vote else majority for vote in votes]


def _naive_bayes(inside: Sequence[Sample], outside: Sequence[Sample]) -> list[str]:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.naive_bayes import MultinomialNB

    vectorizer = CountVectorizer(analyzer=_single_characters)
    model = MultinomialNB()
    model.fit(vectorizer.fit_transform(inside), [sample.label for sample in inside])
    return [str(label) for label in model.predict(vectorizer.transform(outside))]


def _single_characters(sample: Sample) -> list[str]:
    return [feature for feature in sample.features if len(feature) <= 2 and ":" not in feature]
