"""Findings: one defect at one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from auditor.types.grid import Place
from auditor.types.indicator import Extraction
from auditor.types.quantity import Span


class Severity(str, Enum):
    """How grave a defect is: error (send back), warning (ask), info (advice)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for error, 1 for warning, 0 for info."""
        return ("info", "warning", "error").index(self.value)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding (the earlier row, the partner table)."""

    source: str
    table: int
    row: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check reports; the engine joins it with its rule to a Finding.

    Attributes:
        row: 1-based row of the table, None for the table as a whole.
        role: column at fault (a key of COLUMNS, or ``goal``/``project``), empty for the whole row.
        facts: values for the placeholders of the rule's message and suggestion.
        evidence: the words or comparison that decided, in Chinese.
        spans: character ranges at fault by role.
        confidence: 0-1, multiplied with the rule's own.
        suggestion: overrides the rule's suggestion where the check knows better.
        related: other places.
        table: 1-based table; only corpus checks need to state it, with ``source``.
        source: the document; only corpus checks need to state it.
    """

    row: int | None = None
    role: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    evidence: str = ""
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    confidence: float = 1.0
    suggestion: str = ""
    related: tuple[Related, ...] = ()
    table: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect at one place, ready for the reports.

    Attributes:
        code, name, severity, confidence: from the rule; confidence joined with the check's.
        source, unit_name, year, project: of the document and table.
        table: 1-based indicator table of the document, None for the document.
        row: 1-based row, None for the table.
        column: Chinese title of the column at fault, empty for none.
        role: the same as a key of COLUMNS.
        message, evidence, suggestion: in Chinese.
        place: where to look in the original, in words (``第3页 表5 第7行``).
        spans: character ranges at fault by role.
        related: other places.
    """

    code: str
    name: str
    severity: Severity
    confidence: float
    source: str
    table: int | None
    row: int | None
    column: str
    project: str
    message: str
    evidence: str
    suggestion: str
    place: str
    role: str = ""
    unit_name: str = ""
    year: int | None = None
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    location: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule as the reports show it (sheet 规则说明)."""

    code: str
    name: str
    family: str
    severity: Severity
    why: str
    how: str
    basis: str
    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report may show. Reports arrange it, they do not compute findings.

    Attributes:
        documents: what was read, in input order, with its tables and troubles.
        findings: sorted by document, table, row, code.
        rules: every rule that ran, by code.
        version: of the program.
        profile: name of the profile used.
        generated: date and time as text, empty where the output must be reproducible.
    """

    documents: Sequence[Extraction]
    findings: tuple[Finding, ...]
    rules: tuple[RuleNote, ...] = ()
    version: str = ""
    profile: str = "default"
    generated: str = ""
