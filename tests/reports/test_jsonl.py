"""Findings as JSON lines."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from auditor.reports import jsonl
from auditor.types.finding import Severity
from tests.reports import sample

KEYS = [
    *("code", "name", "severity", "confidence", "source", "table", "row", "column", "project"),
    *("message", "evidence", "suggestion", "related", "place"),
]


def write(report: object, path: Path) -> list[dict[str, object]]:
    jsonl.write(report, path)  # type: ignore[arg-type]
    return [json.loads(line) for line in path.read_bytes().decode("utf-8").split("\n")[:-1]]


def test_one_object_a_line_with_the_keys_of_the_contract(tmp_path: Path) -> None:
    records = write(sample.report(), tmp_path / "f.jsonl")
    assert [list(record) for record in records] == [KEYS] * len(sample.findings())
    assert [(record["code"], record["table"], record["row"]) for record in records] == [
        ("GO703", 1, None),
        ("ST501", 1, None),
        ("UN301", 1, 1),
        ("BA401", 1, 3),
        ("DU201", 1, 3),
        ("BP101", 1, 4),
        ("VA602", 1, 4),
        ("UN301", 1, 2),
        ("EX901", None, None),
    ]


def test_chinese_is_written_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    jsonl.write(sample.report(), path)
    assert "“露天电影”不属于教育项目" in path.read_text(encoding="utf-8")


def test_line_ends_and_half_characters_in_texts_do_not_break_lines(tmp_path: Path) -> None:
    odd = replace(sample.finding("BA401", Severity.ERROR, sample.MEALS, 3, "basis"), evidence="一\n二\u2028三\ud800")
    (record,) = write(sample.report(findings=(odd,)), tmp_path / "f.jsonl")
    assert str(record["evidence"]).startswith("一\n二\u2028三")


def test_no_finding_gives_an_empty_file(tmp_path: Path) -> None:
    assert write(sample.report(findings=()), tmp_path / "f.jsonl") == []
