"""Titles without a table are told."""

from __future__ import annotations

from tests.extraction.build import goal, indicators, read


def test_a_title_without_a_table_is_told() -> None:
    extraction = read("1、行道树管护绩效目标表", indicators(), "2、公园保洁绩效目标表", "（扫描件略）")
    (trouble,) = extraction.troubles
    assert "“公园保洁”" in trouble.reason
    assert not trouble.fatal


def test_a_table_of_contents_and_differing_names_are_no_loss() -> None:
    contents = ["目录", "1、行道树管护绩效目标表.....3", "2、公园保洁服务绩效目标表.....4"]
    tables = ["1、行道树管护绩效目标表", goal("管护。"), indicators(), "2、公园保洁绩效目标表", indicators()]
    assert read(*contents, *tables, "（三）绩效目标表", "项目支出绩效目标表").troubles == ()
