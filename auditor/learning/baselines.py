"""What the trained models must beat: the majority, a vocabulary, naive Bayes on characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from auditor.learning.corpus import GENERIC, fold
from auditor.learning.training import Sample
from auditor.learning.vectors import VOTES


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
    measured = sum(bool(sample.group) for sample in samples)
    return {name: count / measured for name, count in hits.items()}


def _guesses(inside: Sequence[Sample], outside: Sequence[Sample]) -> dict[str, list[str]]:
    # Lexicon terms are no rows: they would make the field with the longest lexicon the most frequent.
    majority = Counter(sample.label for sample in inside if sample.group).most_common(1)[0][0]
    found = {"多数类": [majority] * len(outside), "语料词表": _own_words(inside, outside, majority)}
    if any(feature.startswith(VOTES) for sample in inside for feature in sample.features):
        found["领域词表"] = [_voted(sample) for sample in outside]
    return {**found, "朴素贝叶斯": _naive_bayes(inside, outside)}


def _own_words(inside: Sequence[Sample], outside: Sequence[Sample], majority: str) -> list[str]:
    """Vote with pairs of characters that stand under one label only."""
    seen: dict[str, set[str]] = {}
    for sample in inside:
        for feature in sample.features:
            if len(feature) == 2:
                seen.setdefault(feature, set()).add(sample.label)
    own = {feature: next(iter(labels)) for feature, labels in seen.items() if len(labels) == 1}
    votes = (Counter(own[feature] for feature in sample.features if feature in own) for sample in outside)
    return [vote.most_common(1)[0][0] if vote else majority for vote in votes]


def _voted(sample: Sample) -> str:
    """Return the field that most terms of the field lexicons point to, 通用 where there is none."""
    votes = Counter(feature.partition(":")[2] for feature in sample.features if feature.startswith(VOTES))
    return votes.most_common(1)[0][0] if votes else GENERIC


def _naive_bayes(inside: Sequence[Sample], outside: Sequence[Sample]) -> list[str]:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.naive_bayes import MultinomialNB

    vectorizer = CountVectorizer(analyzer=_characters)
    model = MultinomialNB()
    model.fit(vectorizer.fit_transform(inside), [sample.label for sample in inside])
    return [str(label) for label in model.predict(vectorizer.transform(outside))]


def _characters(sample: Sample) -> list[str]:
    """Return characters and pairs of characters."""
    return [feature for feature in sample.features if len(feature) <= 2 and ":" not in feature]
