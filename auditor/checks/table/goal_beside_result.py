"""The goal is not about the project's result at all: it speaks of payment and form alone, or of another project's work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.learning.belonging import ProjectText, belonging
from auditor.learning.corpus import GENERIC
from auditor.learning.models import FIELD, trouble_of
from auditor.text.expressions import compiled
from auditor.text.goals import goal_items
from auditor.text.normalise import bare
from auditor.text.similarity import pairs
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedTable

NAME = "goal-beside-result"

#: So many rows tell what a project is about.
_ENOUGH = 40
_CLAUSE = re.compile(r"[，,；;。]")


@dataclass(frozen=True, slots=True)
class Options:
    """What is no result, and when a goal is another project's.

    Attributes:
        patterns: regular expressions over a clause without punctuation; every clause of the goal must match one in full.
        score: 0-1, from which the field model is believed about the goal; above 1 the model is not asked.
        chance: 0-1, probability that the goal's field is one of the project's, at most.
        shared: 0-1, share of the goal's character pairs that stand in the project's name and rows, at most.
        shortest: goals of fewer characters say too little to be judged.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    patterns: tuple[str, ...]
    score: float = 0.8
    chance: float = 0.05
    shared: float = 0.05
    shortest: int = 10

    def __post_init__(self) -> None:
        """Refuse what is no regular expression, while the rule is loaded and its file is known."""
        compiled(self.patterns)


OPTIONS = Options


def check(table: ParsedTable, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where all that is said is of paying, applying or form alone, or of work that nothing else of the table names.

    Without the field model the patterns decide alone; that it is missing is told by the check ``unjudged``.
    """
    items = goal_items(table.table.goal)
    if items and all(_says_nothing(item, compiled(options.patterns)) for item in items):
        evidence = f"绩效目标写的是“{'；'.join(items)}”，没有说项目要做成什么"
        yield _hit(table, evidence, "没有说项目的结果，无法考核")
    elif items and (evidence := _foreign("；".join(items), table, options)):
        advice = "核对是否抄了别的项目的绩效目标；按本项目要达到的结果重写"
        yield _hit(table, evidence, "说的不是本项目的事，无法考核", advice)


def _hit(table: ParsedTable, evidence: str, fault: str, advice: str = "") -> Hit:
    spans = {"goal": ((0, len(table.table.goal)),)}
    return Hit(role="goal", evidence=evidence, spans=spans, facts={"fault": fault}, suggestion=advice)


def _foreign(goal: str, table: ParsedTable, options: Options) -> str:
    """Say, in Chinese, of what other field the goal speaks; empty where it may be the project's own."""
    rows = tuple((row.indicator.level3, row.indicator.description, row.indicator.value) for row in table.rows[:_ENOUGH])
    project = table.table.project
    if not rows or not bare(project) or len(bare(goal)) < options.shortest or options.score > 1:
        return ""
    own = pairs(bare(project)).union(*(pairs(bare(f"{name} {description}")) for name, description, _ in rows))
    said = pairs(bare(goal))
    if len(said & own) > options.shared * len(said) or trouble_of(FIELD) is not None:
        return ""
    judged = belonging((goal, "", ""), ProjectText(project, "", table.table.unit_name, rows))
    told = judged.judgement
    if told.label == GENERIC or not told.voted or not judged.project_fields or judged.tied:
        return ""
    if told.prediction.score < options.score or judged.chance > options.chance:
        return ""
    model = f"分值{told.prediction.score:.2f}，阈值{options.score:.2f}，模型{told.prediction.model}"
    return f"绩效目标说的是“{told.label}”（{model}），项目和指标属于“{'、'.join(judged.project_fields[:2])}”，没有共同的字词"


def _says_nothing(item: str, pattern: re.Pattern[str]) -> bool:
    clauses = [clause for part in _CLAUSE.split(item) if (clause := bare(part))]
    return bool(clauses) and (pattern.fullmatch(bare(item)) is not None or all(pattern.fullmatch(clause) for clause in clauses))
