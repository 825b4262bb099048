"""The public API: audit() and extract(), as the commands of the same names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.types.finding import Report
from auditor.types.indicator import Extraction, IndicatorTable

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class AuditReport(Report):
    """A report that can be turned into a table of findings."""

    def to_frame(self) -> pandas.DataFrame:
        """Return one row a finding, with the columns of ``auditor audit --format jsonl``."""
        from auditor.records import findings_frame

        return findings_frame(self)


class Tables(list[IndicatorTable]):
    """The indicator tables of several documents, in reading order.

    Attributes:
        extractions: the documents they come from, with what could not be read.
    """

    def __init__(self, extractions: Iterable[Extraction]) -> None:
        self.extractions = tuple(extractions)
        super().__init__(table for extraction in self.extractions for table in extraction.tables)

    def to_frame(self) -> pandas.DataFrame:
        """Return one row an indicator, with the columns of ``auditor extract``."""
        from auditor.records import rows_frame

        return rows_frame(self.extractions)


def audit(paths: Iterable[str | Path] | str | Path, *, profile: str | None = None, **settings: object) -> AuditReport:
    """Audit documents.

    Args:
        paths: files, folders and archives.
        profile: default, strict, lenient or a YAML file; None for what auditor.toml says.
        settings: further fields of ``auditor.config.Settings``, such as ``select=("BP",)``.

    Raises:
        ConfigError: an unknown setting, profile or rule. Trouble with documents is in the report, never raised.
    """
    from auditor.config import load_settings
    from auditor.pipeline import audit as run

    report = run(_several(paths), load_settings({"profile": profile, **settings}))
    return AuditReport(**{item.name: getattr(report, item.name) for item in fields(Report)})


def extract(paths: Iterable[str | Path] | str | Path, *, jobs: int = 0) -> Tables:
    """Take the indicator tables out of documents.

    Args:
        paths: files, folders and archives.
        jobs: processes; 0 for as many as there are cores.
    """
    from auditor.pipeline import extract_all

    return Tables(extract_all(_several(paths), jobs))


def _several(paths: Iterable[str | Path] | str | Path) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)
