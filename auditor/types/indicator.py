"""Indicator tables: what extraction hands to the checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from auditor.types.grid import Place, Trouble

EMPTY: Mapping[str, Any] = MappingProxyType({})

#: Columns of a row that hold text, in the order in which reports show them, with their Chinese titles.
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "level1": "一级指标",
        "level2": "二级指标",
        "level3": "三级指标",
        "description": "绩效指标描述",
        "value": "指标值",
        "basis": "指标值确定依据",
        "weight": "权重",
        "nature": "指标性质",
        "actual": "实际完成值",
    }
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One 三级指标.

    Attributes:
        row: 1-based number within its table.
        level1, level2: filled down merged cells.
        level3: the indicator's name.
        description: 绩效指标描述.
        value: displayed value with operator and unit joined (``≥95%``).
        basis: 指标值确定依据.
        weight, nature, actual: where the template has them, else empty.
        place: where the row stands.
        columns: 1-based grid column of each role that the template has.
        confidence: 1.0 where the cells were read from a real table; lower where rows were rebuilt.
        block: ``年度`` or ``实施期`` where the template has blocks of indicators side by side, else empty.
    """

    row: int
    level1: str = ""
    level2: str = ""
    level3: str = ""
    description: str = ""
    value: str = ""
    basis: str = ""
    weight: str = ""
    nature: str = ""
    actual: str = ""
    place: Place = field(default_factory=Place)
    columns: Mapping[str, int] = field(default_factory=dict)
    confidence: float = 1.0
    block: str = ""

    def cell(self, role: str) -> str:
        """Return the text of the column ``role`` (a key of COLUMNS)."""
        return str(getattr(self, role))


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """One 绩效目标表.

    Attributes:
        source: the document's name as the user gave it.
        number: 1-based, in reading order, over the indicator tables of the document.
        project: project name without ordinal and without 绩效目标表.
        goal: 绩效目标, one item a line.
        unit_name: 单位.
        year: budget year, None where the document does not tell.
        rows: the indicators.
        template: name of the template that matched.
        roles: the columns that the template has; a check of a column that is absent stays silent.
        header: other facts of the header block by role (project_code, budget, spending_plan, department …).
        place: where the table begins.
        confidence: how sure extraction is that the columns are right, 0-1.
        troubles: what could not be read (EX902).
    """

    source: str
    number: int
    project: str = ""
    goal: str = ""
    unit_name: str = ""
    year: int | None = None
    rows: Sequence[Indicator] = ()
    template: str = ""
    roles: frozenset[str] = frozenset()
    header: Mapping[str, str] = field(default_factory=dict)
    place: Place = field(default_factory=Place)
    confidence: float = 1.0
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was taken from one document; crosses process boundaries.

    Attributes:
        source: the document's name as the user gave it.
        format: the reader's name, empty where no reader took it.
        unit_name, year: of the document.
        tables: its indicator tables.
        troubles: what could not be read.
    """

    source: str
    format: str = ""
    unit_name: str = ""
    year: int | None = None
    tables: tuple[IndicatorTable, ...] = ()
    troubles: tuple[Trouble, ...] = ()
