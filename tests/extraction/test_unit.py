"""Whose document it is, where a value looks like an office or no office is named."""

from __future__ import annotations

import pytest

from auditor.extraction.identity import identify
from auditor.extraction.unit import of_unit
from auditor.types.grid import Cell, Document, Grid
from auditor.types.indicator import Extraction, IndicatorTable


def _document(name: str) -> Document:
    cells = (Cell("单位名称", 0, 0), Cell("金额", 0, 1), Cell(name, 1, 0), Cell("12.5", 1, 1))
    return Document("表.xlsx", "xlsx", (Grid(cells, 2, 2),))


@pytest.mark.parametrize("text", ["≥120场", "12所", "不少于8台", "≥3个社", "12月底前到场", "5处"])
def test_a_value_is_no_office(text: str) -> None:
    assert identify(_document(text)).unit_name == ""


@pytest.mark.parametrize("text", ["青禾县水务局", "第12中学", "八一小学", "三里河街道", "五一林场", "百草镇"])
def test_an_office_may_bear_a_number(text: str) -> None:
    assert identify(_document(text)).unit_name == text


def test_the_unit_given_stands_wherever_none_is_told() -> None:
    tables = (IndicatorTable("表.xlsx", 1), IndicatorTable("表.xlsx", 2, unit_name="临沅市水务局"))
    found = of_unit(Extraction("表.xlsx", tables=tables), "青禾县水务局")
    assert found.unit_name == "青禾县水务局"
    assert [table.unit_name for table in found.tables] == ["青禾县水务局", "临沅市水务局"]


def test_what_the_document_tells_wins() -> None:
    own = Extraction("表.xlsx", unit_name="临沅市水务局", tables=(IndicatorTable("表.xlsx", 1),))
    assert [table.unit_name for table in of_unit(own, "青禾县水务局").tables] == ["临沅市水务局"]
    assert of_unit(own, "") == own
