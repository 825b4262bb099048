"""Rules over one document: what is told of rows and tables of uncommon size."""

from __future__ import annotations

from auditor.config import Settings
from auditor.examination import examine
from auditor.rulebook import active_rules
from auditor.types.finding import Finding
from auditor.types.grid import Place
from auditor.types.indicator import Extraction, Indicator, IndicatorTable


def test_a_cell_of_a_thousand_values_is_told_of_a_few_times() -> None:
    row = Indicator(1, "产出指标", "数量指标", "新建公厕数量", "新建公厕", "；".join(map(str, range(1000, 2000))), "招标文件")
    found = [finding for finding in _examined((row,)) if finding.code == "UN301"]
    assert len(found) == 20
    assert [finding.spans["value"] for finding in found[:2]] == [((0, 4),), ((5, 9),)]


def test_a_finding_names_the_place_of_its_own_row_in_a_long_table() -> None:
    rows = tuple(
        Indicator(number, "产出指标", "数量指标", f"硬化{number}号路长度", "村道硬化", "≥2公里", "", place=Place(page=number))
        for number in range(1, 301)
    )
    found = [finding for finding in _examined(rows) if finding.code == "BA401"]
    assert [(finding.row, finding.location.page) for finding in found] == [(number, number) for number in range(1, 301)]


def _examined(rows: tuple[Indicator, ...]) -> tuple[Finding, ...]:
    table = IndicatorTable("a", 1, "村道建设", "硬化村道。", "青禾县", 2025, rows, roles=frozenset({"basis", "value"}))
    return examine(Extraction("a", tables=(table,)), active_rules(Settings(select=("UN301", "BA401"))))
