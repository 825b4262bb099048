"""Documents for libraries of earlier runs, written out in full so that a test can say what comes back."""

from __future__ import annotations

from pathlib import Path

from auditor.similarity import library
from auditor.types.grid import Place
from auditor.types.indicator import Extraction, Indicator, IndicatorTable

LAMPS = (
    ("养护路灯盏数", "城区主次干道的路灯", "≥3200盏"),
    ("亮灯率", "夜间巡查时亮着的路灯占比", "≥98%"),
    ("每盏年养护费", "人工、材料平均到每盏路灯", "≤180元/盏"),
)
BUSES = (
    ("运营校车辆数", "持证上路的专用校车", "37辆"),
    ("每车补贴", "按座位和里程折算", "4.5万元"),
    ("交通责任事故", "接送途中的责任事故", "0起"),
)
ADDED = "2024-03-01T09:00:00+08:00"


def table(rows: tuple[tuple[str, str, str], ...] = LAMPS, number: int = 1, project: str = "城区路灯养护") -> IndicatorTable:
    """Return a table without unit and year; ``document`` gives it both."""
    made = tuple(
        Indicator(index, "产出指标", "数量指标", *cells, "青财〔2023〕8号", place=Place(number, index + 4, 0, 3))
        for index, cells in enumerate(rows, start=1)
    )
    return IndicatorTable("", number, project, "夜里亮起来。\n坏了有人修。", rows=made, place=Place(number, 0, 0, 3))


def document(source: str, *tables: IndicatorTable, unit: str = "青禾县城市管理局", year: int | None = 2024) -> Extraction:
    """Return a document of these tables."""
    return Extraction(source, "docx", unit, year, tables or (table(),))


def digest(number: int) -> str:
    """Return 64 hexadecimal digits that begin with the number."""
    return f"{number:08x}".ljust(64, "0")


def filled(folder: Path, *documents: Extraction) -> Path:
    """Return the folder of a library of these documents; the first has the SHA-256 ``digest(1)``."""
    library.prepare(folder)
    for number, item in enumerate(documents, start=1):
        assert library.add(folder, digest(number), item, ADDED)
    return folder
