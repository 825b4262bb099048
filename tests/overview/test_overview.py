"""Counts, lights and what was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.overview.marking import marks, pieces
from auditor.overview.projects import projects
from auditor.overview.reading import Status, counts, noted, readings, troubled
from auditor.overview.tally import Light, Tally
from auditor.overview.units import NO_UNIT, families, units
from auditor.overview.wording import nothing_found
from auditor.types.finding import Severity
from auditor.types.grid import Trouble
from auditor.types.indicator import Extraction
from tests.reports import sample


@pytest.mark.parametrize(
    ("tally", "light"), [(Tally(1, 5, 5), Light.RED), (Tally(0, 1, 0), Light.AMBER), (Tally(0, 0, 9), Light.GREEN)]
)
def test_the_light_follows_the_gravest(tally: Tally, light: Light) -> None:
    assert tally.light is light


def test_each_project_has_its_own_findings() -> None:
    shown = {
        line.table.project: ([finding.code for finding in line.findings], line.light) for line in projects(sample.report())
    }
    assert shown == {
        "乡村小学营养午餐补助": (["GO703", "ST501", "UN301", "BA401", "DU201", "BP101", "VA602"], Light.RED),
        "校舍抗震鉴定": ([], Light.GREEN),
        "优质稻种推广": (["UN301"], Light.RED),
        "农村公路桥梁维修": ([], Light.AMBER),
        "适龄儿童疫苗接种": ([], Light.GREEN),
    }


def test_units_stand_with_the_most_errors_first_and_unread_files_are_never_green() -> None:
    shown = [(line.unit, line.documents, line.tables, line.rows, line.tally, line.light) for line in units(sample.report())]
    assert shown == [
        ("青禾县教育局", 1, 2, 6, Tally(3, 3, 1), Light.RED),
        ("云溪区农业农村局", 1, 1, 2, Tally(1, 0, 0), Light.RED),
        (NO_UNIT, 1, 0, 0, Tally(1, 0, 0), Light.RED),
        ("临沅市公路中心", 1, 1, 1, Tally(0, 0, 0), Light.AMBER),
        ("青禾县疾控中心", 1, 1, 1, Tally(0, 0, 0), Light.GREEN),
    ]
    assert {line.unit: line.light for line in units(sample.report(findings=()))}[NO_UNIT] is Light.AMBER


def test_families_stand_in_the_order_of_the_rulebook_and_own_ones_last() -> None:
    own = replace(sample.RULES[0], code="QH001", family="自定义")
    shown = families(sample.report(rules=(own, *sample.RULES)))
    assert list(shown) == ["BP", "DU", "UN", "BA", "ST", "VA", "GO", "EX", "QH"]
    assert shown["BP"] == "套用照搬"


def test_reading_tells_reason_place_and_next_step() -> None:
    shown = {reading.extraction.source: reading for reading in readings(sample.DOCUMENTS)}
    assert shown[sample.CLEAN].status is Status.READ
    assert shown[sample.LOCKED].status is Status.UNREAD
    partial = shown[sample.ROAD]
    assert partial.status is Status.PARTIAL
    assert partial.reason == "第3页：是扫描图片，没有文字；表1：跨页处有1行没有读全"
    assert partial.advice == "请安装 ocr 组件后重试。请核对第3页首行。"


def test_a_document_without_tables_counts_as_unread_even_if_nobody_complained() -> None:
    (reading,) = readings((Extraction("青禾县说明.txt", "txt"),))
    assert reading.status is Status.UNREAD
    assert "没有找到绩效目标表" in reading.reason


def test_a_document_with_tables_is_read_in_part_whatever_the_trouble() -> None:
    document = replace(sample.DOCUMENTS[0], troubles=(Trouble("文件被截断", "请重新下载", fatal=True),))
    (reading,) = readings((document,))
    assert (reading.status, reading.advice) == (Status.PARTIAL, "请重新下载。")


NOTE = Trouble("跳过了 1 个不支持的文件：照片.jpg", "请索取电子版。", note=True)


def test_a_note_on_a_folder_is_no_document_that_was_not_read() -> None:
    folder = Extraction("送审", troubles=(NOTE,))
    documents = (*sample.DOCUMENTS, folder)
    shown = readings(documents)[-1]
    assert (shown.status, shown.reason) == (Status.NOTE, NOTE.reason)
    assert counts(readings(documents)) == {Status.READ: 3, Status.PARTIAL: 1, Status.UNREAD: 1}
    assert [reading.extraction.source for reading in noted(documents)] == ["送审"]
    assert folder.source not in {reading.extraction.source for reading in troubled(documents)}
    assert next(line for line in units(sample.report(documents=documents)) if line.unit == NO_UNIT).documents == 1


def test_a_folder_without_documents_is_unread_whatever_else_is_noted() -> None:
    nothing = Trouble("里面没有可以审核的文件", "请核对路径。", fatal=True)
    (reading,) = readings((Extraction("送审", troubles=(nothing, NOTE)),))
    assert (reading.status, reading.reason) == (Status.UNREAD, f"{nothing.reason}；{NOTE.reason}")


def test_a_document_with_a_note_is_read_as_a_whole_and_without_tables_it_is_not() -> None:
    (reading,) = readings((replace(sample.DOCUMENTS[0], troubles=(NOTE,)),))
    assert (reading.status, reading.reason) == (Status.READ, NOTE.reason)
    (reading,) = readings((Extraction("说明.docx", "docx", troubles=(NOTE,)),))
    assert reading.status is Status.UNREAD
    assert "没有找到绩效目标表" in reading.reason


def test_unread_documents_stand_before_those_read_in_part() -> None:
    assert [reading.extraction.source for reading in troubled(sample.DOCUMENTS)] == [sample.LOCKED, sample.ROAD]


def test_nothing_found_never_hides_what_was_not_read() -> None:
    assert nothing_found(()) == "未发现疑点"
    assert "1 份未读取" in nothing_found(troubled(sample.DOCUMENTS))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((), [("≥8600人", False)]),
        (((1, 5),), [("≥", False), ("8600", True), ("人", False)]),
        (((3, 5), (1, 4)), [("≥", False), ("8600", True), ("人", False)]),
        (((1, 3), (3, 5)), [("≥", False), ("8600", True), ("人", False)]),
        (((0, 99),), [("≥8600人", True)]),
        (((9, 12), (4, 2)), [("≥8600人", False)]),
    ],
)
def test_pieces(spans: tuple[tuple[int, int], ...], expected: list[tuple[str, bool]]) -> None:
    assert pieces("≥8600人", spans) == expected


def test_pieces_of_nothing() -> None:
    assert pieces("", ((0, 3),)) == []


def test_a_role_without_spans_is_at_fault_as_a_whole() -> None:
    found = sample.finding("BP101", Severity.ERROR, sample.MEALS, 4, "value", spans={"description": ((0, 4),), "basis": ()})
    marked = marks(found)
    assert set(marked) == {"value", "description"}
    assert pieces("逐步提高", marked["value"]) == [("逐步提高", True)]
