"""Case files of rules: rows, tables and documents that must and must not be flagged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from auditor.resources import load_yaml
from auditor.similarity import library
from auditor.types.indicator import Extraction, Indicator, IndicatorTable

FOLDER = Path(__file__).parent / "cases"

ROLES = frozenset({"level1", "level2", "level3", "description", "value", "basis", "goal"})

#: Where a finding must stand: table, row, Chinese title of the column.
Place = tuple[int | None, int | None, str]


@dataclass(frozen=True)
class TableCase:
    """One indicator table; rows are written as mappings of columns."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    project: str = "石桥镇饮水安全巩固提升"
    goal: str = "完成6个村供水管网改造，村民饮水水质达标。"
    unit_name: str = "青禾县水务局"
    year: int | None = 2025
    template: str = "case"
    header: dict[str, str] = field(default_factory=dict)
    missing_columns: tuple[str, ...] = ()
    rows: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Case:
    """One case: a row, a table, the tables of a document, or several documents.

    ``at`` lists the places flagged as [row, column] for a table, [table, row, column] for a document, and
    [document, table, row, column] for several documents; a single row of a flag case is expected at row 1.
    ``library`` lists the documents of the library that the case is compared with.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    name: str
    row: dict[str, str] = field(default_factory=dict)
    column: str = ""
    table: TableCase | None = None
    tables: tuple[TableCase, ...] = ()
    documents: tuple[tuple[TableCase, ...], ...] = ()
    library: tuple[tuple[TableCase, ...], ...] = ()
    at: tuple[tuple[Any, ...], ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    suggestion: str = ""


@dataclass(frozen=True)
class CaseFile:
    """All cases of one rule."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "populate_by_name": True}

    flag: tuple[Case, ...]
    passes: tuple[Case, ...]


def load_cases(path: Path) -> CaseFile:
    """Read a case file; its second list is called ``pass`` in YAML, a word that Python keeps for itself."""
    data = load_yaml(path, dict[str, tuple[Case, ...]])
    assert set(data) == {"flag", "pass"}, f"{path}: 应有且只有 flag 与 pass 两个列表"
    return CaseFile(data["flag"], data["pass"])


def documents(case: Case) -> list[Extraction]:
    """Return the documents of a case."""
    groups = case.documents or (case.tables or (case.table or TableCase(rows=(case.row,)),),)
    return [_extraction(f"样例{index}.docx", group) for index, group in enumerate(groups, start=1)]


def fill_library(folder: Path, case: Case) -> str:
    """Put the documents of a case's library into ``folder`` and return its name; empty where the case has none."""
    if not case.library:
        return ""
    library.prepare(folder)
    for index, group in enumerate(case.library, start=1):
        extraction = _extraction(f"往年{index}.docx", group)
        assert library.add(folder, f"{index:064x}", extraction, "2024-03-01T09:00:00+08:00")
    return str(folder)


def _extraction(source: str, tables: tuple[TableCase, ...]) -> Extraction:
    built = tuple(_table(source, number, table) for number, table in enumerate(tables, start=1))
    return Extraction(source, "docx", tables[0].unit_name, tables[0].year, built)


def _table(source: str, number: int, case: TableCase) -> IndicatorTable:
    rows = tuple(Indicator(row=index, **row) for index, row in enumerate(case.rows, start=1))
    return IndicatorTable(
        source=source,
        number=number,
        project=case.project,
        goal=case.goal,
        unit_name=case.unit_name,
        year=case.year,
        rows=rows,
        template=case.template,
        roles=ROLES - frozenset(case.missing_columns),
        header=case.header,
    )


def expected(case: Case) -> list[tuple[int, int | None, int | None, str]]:
    """Return the places of a flag case as (document, table, row, column)."""
    if not case.at:
        return [(1, 1, 1, case.column)]
    return [(*(1,) * (4 - len(place)), *place) for place in case.at]


def case_files() -> Iterator[Path]:
    """Yield the case files in order."""
    yield from sorted(FOLDER.glob("*.yaml"))
