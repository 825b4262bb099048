"""A rule: the data that turns a check into findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from auditor.types.finding import Severity


@dataclass(frozen=True, slots=True)
class Example:
    """A bad or good row of a rule's documentation; any column may be left out.

    ``text`` says in one line what a reader should see.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One YAML file under rules/<family>/.

    Attributes:
        code: ``UN301``.
        name: Chinese title that names the defect.
        check: NAME of the check that detects it.
        severity: error, warning or info.
        confidence: 0-1, how often a careful reviewer agrees with the finding.
        message: template with the check's facts in braces.
        suggestion: template of what the clerk should do.
        why: why it is a defect.
        how: how to mend it, in general.
        basis: legal basis, only where certain; empty for none.
        bad, good: examples.
        options: for the check, validated against its OPTIONS.
        enabled: False for a rule that only profiles switch on.
        path: the file it came from.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    code: str
    name: str
    check: str
    severity: Severity
    confidence: float
    message: str
    suggestion: str
    why: str
    how: str
    bad: Example
    good: Example
    basis: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    enabled: bool = True
    path: str = ""

    @property
    def family(self) -> str:
        """The two letters of the code."""
        return self.code[:2]
