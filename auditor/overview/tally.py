"""Counts of findings by severity, and the light that follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from auditor.types.finding import Finding, Severity

#: Severities as people read them, gravest first.
SEVERITY_TITLES: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
)


class Light(str, Enum):
    """A project's state at a glance; the values are what people read."""

    RED = "红"
    AMBER = "黄"
    GREEN = "绿"


@dataclass(frozen=True, slots=True)
class Tally:
    """Number of findings by severity."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0

    @property
    def total(self) -> int:
        """All findings."""
        return self.errors + self.warnings + self.infos

    @property
    def light(self) -> Light:
        """Red with any error, amber with any warning, else green."""
        return Light.RED if self.errors else Light.AMBER if self.warnings else Light.GREEN


def tally(findings: Iterable[Finding]) -> Tally:
    """Count findings by severity."""
    counts = Counter(finding.severity for finding in findings)
    return Tally(counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO])
