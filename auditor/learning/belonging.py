"""Whether a row belongs to its project: the field it speaks of against the fields that the project is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from auditor.learning.corpus import GENERIC
from auditor.learning.models import Judgement, field_of_row, field_of_text
from auditor.text.lexicon import field_terms, terms_in
from auditor.text.normalise import bare

Neighbours = frozenset[frozenset[str]] | tuple[frozenset[str], ...]


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
        generic: probability that the row speaks of no field.
        tied: words of the row that stand in the project's own text.
    """

    judgement: Judgement
    project_fields: tuple[str, ...]
    chance: float
    generic: float
    tied: tuple[str, ...]


def belonging(row: tuple[str, str, str], project: ProjectText, neighbours: Neighbours = frozenset()) -> Belonging:
    """Return how ``row`` (name, description, value) stands to its project.

    Args:
        row: its own words.
        project: what the project says of itself.
        neighbours: pairs of fields whose work overlaps; a project of one may speak of the other.

    Raises:
        ModelError: the field model is missing or damaged.
    """
    judgement = field_of_row(*row)
    fields = _project_scores(project, row)
    ranked = tuple(sorted((field for field, share in fields.items() if share >= 0.1), key=lambda field: -fields[field]))
    scores = judgement.prediction.scores
    chance = _chance(scores, _claims(fields, neighbours))
    return Belonging(judgement, ranked, chance, scores.get(GENERIC, 0.0), tied(row, project))


def least_chance(judgement: Judgement, project: ProjectText, neighbours: Neighbours = frozenset()) -> float:
    """Return what the project's own text alone makes of ``Belonging.chance``: the other rows can only add to it.

    Raises:
        ModelError: the field model is missing or damaged.
    """
    return _chance(judgement.prediction.scores, own_claims(project, neighbours))


def own_claims(project: ProjectText, neighbours: Neighbours = frozenset()) -> Mapping[str, float]:
    """Return how much of each field, 0-1, the project may claim by its own text; a field that is not told is not in it.

    Raises:
        ModelError: the field model is missing or damaged.
    """
    return _own_claims(project.name, project.goal, project.unit, neighbours)


@lru_cache(maxsize=1024)
def _own_claims(name: str, goal: str, unit: str, neighbours: Neighbours) -> Mapping[str, float]:
    return _claims(_own_scores(name, goal, unit), neighbours)


def _claims(fields: Mapping[str, float], neighbours: Neighbours) -> Mapping[str, float]:
    """All of a field that the project is about as likely as not, and half as much of its neighbours.

    Only one step is taken to a neighbour, and none on to the neighbour's: that would depend on the order of the pairs.
    """
    shares = dict(fields)
    for pair in neighbours:
        share = max(fields.get(name, 0.0) for name in pair) / 2
        shares.update({name: max(shares.get(name, 0.0), share) for name in pair})
    return {field: min(1.0, 2 * shares[field]) for field in sorted(shares)}


def _chance(scores: Mapping[str, float], claims: Mapping[str, float]) -> float:
    return min(1.0, sum(scores.get(field, 0.0) * claim for field, claim in claims.items()))


def _project_scores(project: ProjectText, row: tuple[str, str, str]) -> dict[str, float]:
    """Return the probability of each field for the project: name first, then goal and unit, then the other rows."""
    merged = dict(_own_scores(project.name, project.goal, project.unit))
    others = [other for other in project.rows if other != row]
    shares: dict[str, float] = {}
    for other in others:
        for field, score in field_of_row(*other).prediction.scores.items():
            shares[field] = shares.get(field, 0.0) + score / max(1, len(others))
    for field, share in shares.items():
        if field != GENERIC and len(others) >= 3:
            merged[field] = max(merged.get(field, 0.0), share)
    return merged


@lru_cache(maxsize=1024)
def _own_scores(name: str, goal: str, unit: str) -> Mapping[str, float]:
    """Return the probability of each field, 0-1, by the project's own text."""
    merged: dict[str, float] = {}
    for weight, text in ((1.0, name), (0.8, goal), (0.6, unit), (1.0, f"{name}{goal}")):
        for field, score in _scores(text).items() if bare(text) else ():
            if field != GENERIC:
                merged[field] = max(merged.get(field, 0.0), weight * score)
    return merged


@lru_cache(maxsize=8192)
def _scores(text: str) -> dict[str, float]:
    return dict(field_of_text(text).prediction.scores)


def tied(row: tuple[str, str, str], project: ProjectText) -> tuple[str, ...]:
    """Return the field terms of the row that the project's own text holds, whole or by a shorter term inside them."""
    own = project.own
    terms = (*terms_in(bare(row[0])), *terms_in(bare(row[1])))
    found = dict.fromkeys(term for term, fields in terms if GENERIC not in fields)
    return tuple(term for term in found if any(part in own for part in _parts(term)))


@lru_cache(maxsize=4096)
def _parts(term: str) -> tuple[str, ...]:
    """Return the term and the terms inside it that point to a field of the term's own (垃圾 in 生活垃圾)."""
    known = field_terms()
    fields = set(known[term])
    inner = (term[i:j] for i in range(len(term)) for j in range(i + 2, len(term) + 1))
    return tuple(part for part in inner if part == term or fields & set(known.get(part, ())))
