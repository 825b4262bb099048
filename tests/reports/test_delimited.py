"""Findings as CSV."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.reports import delimited
from auditor.types.finding import Report, Severity
from tests.reports import sample


def write(report: Report, path: Path) -> list[dict[str, str]]:
    delimited.write(report, path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_one_finding_a_line_in_chinese(tmp_path: Path) -> None:
    line = write(sample.report(), tmp_path / "f.csv")[4]
    assert line == {
        "单位": "青禾县教育局",
        "代码": "DU201",
        "疑点": "表内重复行",
        "严重程度": "警告",
        "置信度": "0.9",
        "文件": sample.SCHOOL,
        "表序": "1",
        "行序": "3",
        "问题栏目": "",
        "项目": "乡村小学营养午餐补助",
        "说明": "表内重复行，请核对",
        "判断依据": "见原文",
        "修改建议": "请改正“表内重复行”后重新报送。",
        "关联位置": f"表1 第2行（同一内容）\n{sample.FARM} 表1",
        "位置": "表1 第3行",
    }


def test_spreadsheet_programs_read_it_as_utf8(tmp_path: Path) -> None:
    delimited.write(sample.report(), tmp_path / "f.csv")
    assert (tmp_path / "f.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(("text", "shown"), [("=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"), ("=100%", "=100%"), ("-5", "-5")])
def test_formulas_are_disarmed_and_values_are_not(tmp_path: Path, text: str, shown: str) -> None:
    odd = replace(sample.finding("BA401", Severity.ERROR, sample.MEALS, 3, "basis"), evidence=text)
    assert write(sample.report(findings=(odd,)), tmp_path / "f.csv")[0]["判断依据"] == shown
