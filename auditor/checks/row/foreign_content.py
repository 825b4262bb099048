"""The row speaks of a policy field or a kind of work that the project does not do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, ClassVar

from auditor.learning.belonging import Belonging, ProjectText, belonging, least_chance, own_claims, tied
from auditor.learning.classifier import load
from auditor.learning.corpus import GENERIC
from auditor.learning.models import FIELD, Judgement, field_of_row, field_words, fields_told, trouble_of
from auditor.text.lexicon import Work, works
from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow, ParsedTable

NAME = "foreign-content"

#: Rows that tell what a table is about; each row is held against them, so that of a huge table only so many are taken, evenly.
_ENOUGH = 200


@dataclass(frozen=True, slots=True)
class Options:
    """When a row counts as foreign.

    Attributes:
        score: probability of the row's field by the model, at least.
        chance: probability that the row's field is one of the project's, at most.
        side_level2: words of 二级指标 whose rows often speak of other fields in passing (an effect on traffic, on jobs).
        side_score, side_chance: stricter limits for those.
        side_fields: fields that a row under a 二级指标 may always speak of, by a word of the 二级指标.
        neighbours: pairs of fields whose work overlaps.
        model: whether the learned model is asked, or the vocabularies alone.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    score: float = 0.4
    chance: float = 0.3
    side_level2: tuple[str, ...] = ()
    side_score: float = 0.8
    side_chance: float = 0.1
    side_fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    neighbours: tuple[tuple[str, str], ...] = ()
    model: bool = True


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where the row's words belong to work that nothing in the project speaks of.

    Without the field model the vocabularies decide alone; that it is missing is told by the check ``unjudged``.
    """
    assert context.table is not None
    text = bare(row.indicator.level3 + row.indicator.description)
    project = _project(context.table)
    found = _foreign_work(text, project)
    asked = options.model and text and (found or _may_be_foreign(row, project, options))
    judged = _judged(row, context.table, project, options) if asked else None
    if found and not _at_home(judged):
        yield _hit(row, found[1], f"“{'、'.join(found[1])}”属于{found[0].name}，项目名称、目标和单位都没有提到这类工作", 1.0)
    elif judged is not None and _is_foreign(row, judged, options):
        prediction = judged.judgement.prediction
        words = field_words(row.indicator.level3, row.indicator.description, prediction)
        yield _hit(row, words, _evidence(judged, row, options), prediction.score)


def _may_be_foreign(row: ParsedRow, project: ProjectText, options: Options) -> bool:
    """Tell whether the row's own words leave it open; only then is asked what the whole table is about, which takes longest."""
    words = (row.indicator.level3, row.indicator.description, row.indicator.value)
    told = [field for field in fields_told(*words[:2]) if not _may_always_say(row, field, options)]
    if not told or trouble_of(FIELD) is not None or tied(words, project):
        return False
    # A field that the project's own text claims gives the row a chance that is too high, whatever the model says of it.
    claims = own_claims(project, _neighbours(options.neighbours))
    least, most = _least(row, options), _most(row, options)
    if all(least * claims.get(field, 0.0) > most for field in told):
        return False
    judgement = field_of_row(*words)
    if not _speaks_clearly(row, judgement, options):
        return False
    generic = judgement.prediction.scores.get(GENERIC, 0.0)
    return least_chance(judgement, project, _neighbours(options.neighbours)) + generic <= most


def _at_home(judged: Belonging | None) -> bool:
    """The model puts the row into one of the project's fields, by words of that field: special work is then an aside."""
    return judged is not None and judged.judgement.voted and judged.judgement.label in judged.project_fields[:2]


def _judged(row: ParsedRow, table: ParsedTable, project: ProjectText, options: Options) -> Belonging | None:
    if trouble_of(FIELD) is not None:
        return None
    whole = replace(project, rows=_rows(table))
    return belonging(
        (row.indicator.level3, row.indicator.description, row.indicator.value), whole, _neighbours(options.neighbours)
    )


@lru_cache(maxsize=8)
def _neighbours(pairs: tuple[tuple[str, str], ...]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in pairs)


def _project(table: ParsedTable) -> ProjectText:
    """The project by its own text, without its rows, which few questions need."""
    return ProjectText(table.table.project, table.table.goal, table.table.unit_name)


def _rows(table: ParsedTable) -> tuple[tuple[str, str, str], ...]:
    some = table.rows[:: 1 + len(table.rows) // (_ENOUGH + 1)]
    return tuple((row.indicator.level3, row.indicator.description, row.indicator.value) for row in some)


@lru_cache(maxsize=1)
def _work_words() -> re.Pattern[str]:
    """Any word of any special work; most rows hold none."""
    return re.compile("|".join(re.escape(word) for work in works() for word in work.rows))


def _foreign_work(text: str, project: ProjectText) -> tuple[Work, tuple[str, ...]] | None:
    """Return a kind of work that the row speaks of and the project's own text does not, with the row's words.

    None where neither name nor goal was read: what a project does not say then proves nothing.
    """
    if not _work_words().search(text) or not bare(project.name + project.goal):
        return None
    own = project.own
    for work in works():
        words = tuple(word for word in work.rows if word in text)
        if words and not any(licence in own for licence in (*work.licences, *work.rows)):
            return work, words
    return None


def _is_foreign(row: ParsedRow, judged: Belonging, options: Options) -> bool:
    return (
        _speaks_clearly(row, judged.judgement, options)
        and judged.chance + judged.generic <= _most(row, options)
        and bool(judged.project_fields)
        and not judged.tied
        # Words that speak of the project's own field as well: an aside, or work that both fields do.
        and not set(fields_told(row.indicator.level3, row.indicator.description)) & set(judged.project_fields[:2])
    )


def _speaks_clearly(row: ParsedRow, judgement: Judgement, options: Options) -> bool:
    """The row speaks of one field for certain, and of none that its 二级指标 may always speak of."""
    label = judgement.label
    return (
        label != GENERIC
        and judgement.prediction.score >= _least(row, options)
        and judgement.voted
        and not _may_always_say(row, label, options)
    )


def _may_always_say(row: ParsedRow, field: str, options: Options) -> bool:
    return any(word in row.indicator.level2 and field in fields for word, fields in options.side_fields.items())


def _least(row: ParsedRow, options: Options) -> float:
    return options.side_score if _is_side(row, options) else options.score


def _most(row: ParsedRow, options: Options) -> float:
    return options.side_chance if _is_side(row, options) else options.chance


def _is_side(row: ParsedRow, options: Options) -> bool:
    return any(word in row.indicator.level2 for word in options.side_level2)


def _evidence(judged: Belonging, row: ParsedRow, options: Options) -> str:
    prediction = judged.judgement.prediction
    near = load(FIELD).nearest(row.indicator.level3 + row.indicator.description, prediction.label)
    told = f"；语料中相近的行：{'；'.join(near)}" if near else ""
    said = f"分值{prediction.score:.2f}，不低于{_least(row, options):.2f}；模型{prediction.model}"
    fits = f"{judged.chance + judged.generic:.2f}（不高于{_most(row, options):.2f}）"
    home = "、".join(judged.project_fields[:2])
    return f"本行说的是“{prediction.label}”（{said}），项目属于“{home}”，本行与之相符的可能为{fits}{told}"


def _hit(row: ParsedRow, words: tuple[str, ...], evidence: str, score: float) -> Hit:
    """Where no single word decided, the row is named by its own name."""
    words = tuple(filter(None, words)) or tuple(filter(None, (row.indicator.level3 or row.indicator.description,)))
    spans = {}
    for role in ("level3", "description"):
        text = row.indicator.cell(role)
        found = tuple((text.find(word), text.find(word) + len(word)) for word in words if word in text)
        if found:
            spans[role] = tuple(sorted(found))
    role = "description" if "description" in spans and "level3" not in spans else "level3"
    facts = {"words": "、".join(words)}
    return Hit(role=role, evidence=evidence, spans=spans, facts=facts, confidence=min(1.0, 0.5 + score / 2))
