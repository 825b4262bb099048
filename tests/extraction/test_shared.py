"""The real documents and their gold rows, where they are at hand: every cell, project and goal."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from auditor.extraction import extract
from auditor.readers import read_document
from auditor.types.indicator import IndicatorTable

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
FIELDS = ("level1", "level2", "level3", "description", "value", "basis")
SHORT = ("level1", "level2", "level3", "value")

pytestmark = pytest.mark.skipif(not (SHARED / "gold" / "rows.csv").exists(), reason="没有实际文本和标准答案（../shared），略过")


def norm(text: str) -> str:
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
    return text.replace(">=", "≥").replace("<=", "≤").strip('"')


def gold(name: str, fields: tuple[str, ...]) -> list[tuple[str, str, list[tuple[str, ...]]]]:
    tables: dict[int, list[dict[str, str]]] = defaultdict(list)
    with (SHARED / "gold" / "rows.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["doc"] == name:
                tables[int(row["table"])].append(row)
    return [
        (norm(rows[0]["project"]), norm(rows[0]["goal"]), [tuple(norm(row[field]) for field in fields) for row in rows])
        for _, rows in sorted(tables.items())
    ]


def found(tables: tuple[IndicatorTable, ...], fields: tuple[str, ...]) -> list[tuple[str, str, list[tuple[str, ...]]]]:
    return [
        (norm(table.project), norm(table.goal), [tuple(norm(row.cell(field)) for field in fields) for row in table.rows])
        for table in tables
    ]


def read(path: Path) -> tuple[IndicatorTable, ...]:
    extraction = extract(read_document(path.read_bytes(), path.name))
    assert [trouble.reason for table in extraction.tables for trouble in table.troubles] == []
    return extraction.tables


@pytest.mark.parametrize("name", ["xianghe", "laiyuan", "qinhuangdao"])
def test_seeds(name: str) -> None:
    assert found(read(SHARED / "seeds" / f"{name}.txt"), FIELDS) == gold(name, FIELDS)


@pytest.mark.parametrize("name", ["xianghe", "laiyuan", "qinhuangdao", "julu1"])
@pytest.mark.parametrize("suffix", ["docx", "doc", "html", "pdf"])
def test_six_columns(name: str, suffix: str) -> None:
    assert found(read(SHARED / "documents" / f"{name}.{suffix}"), FIELDS) == gold(name, FIELDS)


@pytest.mark.parametrize("name", ["xianghe", "laiyuan", "qinhuangdao", "julu1"])
@pytest.mark.parametrize("kind", ["central.docx", "central.pdf", "selfeval.docx", "flat.xlsx", "flat.xls", "flat.ods"])
def test_four_columns(name: str, kind: str) -> None:
    assert found(read(SHARED / "documents" / f"{name}-{kind}"), SHORT) == gold(name, SHORT)


def test_text_dump() -> None:
    """A dump is rebuilt, not read: 95 of 100 cells must be right, projects and goals all."""
    tables, expected = found(read(SHARED / "seeds" / "julu1.txt"), FIELDS), gold("julu1", FIELDS)
    assert [table[:2] for table in tables] == [table[:2] for table in expected]
    pairs = [
        (mine, theirs)
        for (_, _, rows), (_, _, wanted) in zip(tables, expected, strict=True)
        for row, want in zip(rows, wanted, strict=True)
        for mine, theirs in zip(row, want, strict=True)
    ]
    assert sum(mine == theirs for mine, theirs in pairs) >= 0.95 * len(pairs)
