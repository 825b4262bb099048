"""Whether a row belongs to its project: the field it speaks of against the fields that the project is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor.learning.corpus import GENERIC
from auditor.learning.models import Judgement, field_of_row, field_of_text
from auditor.text.lexicon import terms_in
from auditor.text.normalise import bare


@dataclass(frozen=True, slots=True)
class ProjectText:
    """The words by which a project says what it is about.

    Attributes:
        name, goal, unit: as extracted.
        rows: (name, description, value) of its rows.
    """

    name: str
    goal: str
    unit: str
    rows: tuple[tuple[str, str, str], ...] = ()

    @property
    def own(self) -> str:
        """All words but those of the rows, without punctuation."""
        return bare(f"{self.name}{self.goal}{self.unit}")


@dataclass(frozen=True, slots=True)
class Belonging:
    """How a row stands to its project.

    Attributes:
        judgement: what the field model says of the row alone.
        project_fields: fields that the project may be about, most certain first.
        chance: probability, by the model, that the row's field is one of the project's, 0-1.
        tied: words of the row that stand in the project's own text.
    """

    judgement: Judgement
    project_fields: tuple[str, ...]
    chance: float
    tied: tuple[str, ...]


def belonging(row: tuple[str, str, str], project: ProjectText) -> Belonging:
    """Return how ``row`` (name, description, value) stands to its project.

    Raises:
        ModelError: the field model is missing or damaged.
    """
    judgement = field_of_row(*row)
    fields = _project_scores(project, row)
    chance = sum(judgement.prediction.scores.get(field, 0.0) * min(1.0, 2 * share) for field, share in fields.items())
    ranked = tuple(sorted((field for field, share in fields.items() if share >= 0.1), key=lambda field: -fields[field]))
    return Belonging(judgement, ranked, min(1.0, chance + judgement.prediction.scores.get(GENERIC, 0.0)), _tied(row, project))


def _project_scores(project: ProjectText, row: tuple[str, str, str]) -> dict[str, float]:
    """Return the probability of each field for the project: name first, then goal and unit, then the other rows."""
    parts: list[tuple[float, dict[str, float]]] = []
    for weight, text in ((1.0, project.name), (0.8, project.goal), (0.6, project.unit), (1.0, f"{project.name}{project.goal}")):
        if bare(text):
            parts.append((weight, _scores(text)))
    others = [other for other in project.rows if other != row]
    shares: dict[str, float] = {}
    for other in others:
        for field, score in field_of_row(*other).prediction.scores.items():
            shares[field] = shares.get(field, 0.0) + score / max(1, len(others))
    merged: dict[str, float] = {}
    for weight, scores in parts:
        for field, score in scores.items():
            if field != GENERIC:
                merged[field] = max(merged.get(field, 0.0), weight * score)
    for field, share in shares.items():
        if field != GENERIC and len(others) >= 3:
            merged[field] = max(merged.get(field, 0.0), share)
    return merged


@lru_cache(maxsize=8192)
def _scores(text: str) -> dict[str, float]:
    return dict(field_of_text(text).prediction.scores)


def _tied(row: tuple[str, str, str], project: ProjectText) -> tuple[str, ...]:
    """Field terms of the row that the project's own text holds, whole or by a part of two characters."""
    own = project.own
    terms = [term for term, _ in terms_in(bare(row[0] + row[1]))]
    return tuple(term for term in dict.fromkeys(terms) if any(part in own for part in _parts(term)))


def _parts(term: str) -> Sequence[str]:
    return [term[i : i + 2] for i in range(len(term) - 1)]
