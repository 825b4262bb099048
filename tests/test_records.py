"""Findings and rows as flat records."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from auditor.records import finding_record, findings_frame, place_text, row_record, rows_frame
from auditor.types.grid import Place
from tests.reports import sample


def test_a_finding_has_the_keys_of_the_contract_in_order() -> None:
    record = finding_record(sample.findings()[4])
    assert list(record.items()) == [
        ("code", "DU201"),
        ("name", "表内重复行"),
        ("severity", "warning"),
        ("confidence", 0.9),
        ("source", sample.SCHOOL),
        ("table", 1),
        ("row", 3),
        ("column", ""),
        ("project", "乡村小学营养午餐补助"),
        ("message", "表内重复行，请核对"),
        ("evidence", "见原文"),
        ("suggestion", "请改正“表内重复行”后重新报送。"),
        (
            "related",
            [
                {"source": sample.SCHOOL, "table": 1, "row": 2, "note": "同一内容"},
                {"source": sample.FARM, "table": 1, "row": None, "note": ""},
            ],
        ),
        ("place", "表1 第3行"),
    ]
    assert json.loads(json.dumps(record)) == record
    assert type(record["severity"]) is str


def test_row_and_table_are_null_where_a_finding_has_none() -> None:
    on_table, on_document = finding_record(sample.findings()[1]), finding_record(sample.findings()[8])
    assert (on_table["table"], on_table["row"]) == (1, None)
    assert (on_document["table"], on_document["row"]) == (None, None)


def test_a_row_has_the_keys_of_the_contract_in_order() -> None:
    assert list(row_record(sample.MEALS, sample.MEALS.rows[0]).items()) == [
        ("source", sample.SCHOOL),
        ("unit_name", "青禾县教育局"),
        ("year", 2024),
        ("table", 1),
        ("project", "乡村小学营养午餐补助"),
        ("goal", sample.MEALS.goal),
        ("row", 1),
        ("level1", "产出指标"),
        ("level2", "数量指标"),
        ("level3", "受益学生数"),
        ("description", "享受午餐补助的在校学生人数"),
        ("value", "≥8600"),
        ("basis", "2023年秋季学籍统计"),
        ("place", "表1 第1行"),
    ]


def test_a_row_has_the_other_columns_where_its_template_has_them() -> None:
    record = row_record(sample.SEEDS, sample.SEEDS.rows[1])
    assert {key: record.get(key) for key in ("weight", "nature", "actual")} == {
        "weight": "10",
        "nature": "定量",
        "actual": None,
    }
    blank = row_record(sample.SEEDS, replace(sample.SEEDS.rows[1], weight=""))
    assert blank["weight"] == ""  # the template has the column, the row leaves it empty


@pytest.mark.parametrize(
    ("place", "table", "row", "text"),
    [
        (Place(page=3), 5, 7, "第3页 表5 第7行"),
        (Place(page=3), 5, None, "第3页 表5"),
        (Place(grid=9, row=4), 5, 7, "表5 第7行"),
        (Place(sheet="项目", row=12), 5, 7, "工作表“项目” 第12行"),
        (Place(sheet="项目", row=4), 5, None, "工作表“项目” 第4行起"),
        (Place(sheet="项目"), 5, None, "工作表“项目” 表5"),
        (Place(line=120), 5, 7, "第120行(文本)"),
        (Place(line=110), 5, None, "第110行起(文本)"),
        (Place(), None, None, "整个文件"),
        (Place(page=2), None, None, "第2页"),
    ],
)
def test_places_are_told_as_a_person_finds_them(place: Place, table: int | None, row: int | None, text: str) -> None:
    assert place_text(place, table, row) == text


def test_findings_as_a_frame() -> None:
    frame = findings_frame(sample.report())
    assert list(frame.columns) == list(finding_record(sample.findings()[0]))
    assert frame.loc[frame["code"] == "BP101", "row"].tolist() == [4]
    assert frame["table"].dropna().tolist() == [1, 1, 1, 1, 1, 1, 1, 1]
    assert str(frame["row"].dtype) == "Int64"


def test_an_empty_frame_keeps_its_columns() -> None:
    assert list(findings_frame(sample.report(findings=())).columns) == list(findings_frame(sample.report()).columns)
    assert "level3" in rows_frame(()).columns


def test_rows_as_a_frame() -> None:
    frame = rows_frame(sample.DOCUMENTS)
    assert frame["level3"].tolist()[-2:] == ["维修桥梁数", "接种率"]
    assert list(frame.columns)[-2:] == ["weight", "nature"]
    assert "weight" not in rows_frame(sample.DOCUMENTS[:1]).columns
