"""CO802 on names of places, with divisions of our own instead of the country's."""

from __future__ import annotations

import pytest

from auditor.config import Settings
from auditor.parsing import places
from auditor.pipeline import check_all
from auditor.types.indicator import Extraction, Indicator, IndicatorTable

DIVISIONS = {
    "东江省": ("910000",),
    "临沅市": ("910100",),
    "青禾县": ("910121",),
    "云溪区": ("910102", "910203"),
    "北浦市": ("910200",),
    "柳河县": ("910222",),
}


@pytest.fixture(autouse=True)
def own_divisions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "divisions", lambda: DIVISIONS)


def _told(unit: str, description: str) -> list[tuple[int | None, int | None, str]]:
    row = Indicator(row=1, level2="数量指标", level3="受益人数", description=description, value="≥1200人")
    table = IndicatorTable("样例.docx", 1, project="养老服务", goal="老人就近用餐。", unit_name=unit, rows=(row,))
    found = check_all((Extraction("样例.docx", "docx", tables=(table,)),), Settings(select=("CO802",)))
    return [(item.table, item.row, item.message.split("“")[1].rstrip("”")) for item in found if item.code == "CO802"]


@pytest.mark.parametrize(
    ("unit", "description", "name"),
    [
        ("青禾县民政局", "柳河县各乡镇用餐的老人", "柳河县"),
        ("青禾县民政局", "北浦市中心城区用餐的老人", "北浦市"),
        ("北浦市民政局", "临沅市各区用餐的老人", "临沅市"),
        ("临沅市民政局", "柳河县农村用餐的老人", "柳河县"),
    ],
)
def test_names_a_place_of_others(unit: str, description: str, name: str) -> None:
    assert _told(unit, description) == [(1, None, name)]


@pytest.mark.parametrize(
    ("unit", "description"),
    [
        ("青禾县民政局", "青禾县各乡镇用餐的老人"),
        ("青禾县民政局", "临沅市青禾县用餐的老人"),
        ("临沅市民政局", "青禾县、云溪区用餐的老人"),
        ("云溪区民政局", "云溪区各街道用餐的老人"),
        ("青禾县民政局", "对口支援柳河县的老人"),
        ("青禾县民政局", "按《柳河县养老服务试点办法》用餐的老人"),
        ("老龄事业服务中心", "柳河县用餐的老人"),
    ],
)
def test_silent_on_own_places(unit: str, description: str) -> None:
    assert _told(unit, description) == []
