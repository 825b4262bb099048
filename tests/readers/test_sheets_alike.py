"""One table gives the same grid from .xlsx, .xls and .ods, and every row of the neighbouring gold files is in a grid."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
import xlwt

from auditor.readers import ods, web, xls, xlsx
from auditor.types.grid import Document
from tests.readers.test_ods import cell, ods_file, row, table

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "documents").is_dir(), reason="样例文档不在旁边的 shared 目录中")

TITLE = "云溪区卫生健康局项目绩效目标申报表"
#: Rows of value and format.
TABLE: tuple[tuple[tuple[object, str], ...], ...] = (
    (("疫苗接种", "General"), (0.955, "0.0%"), (1200, '#,##0"人"')),
    (("体检", "General"), (0.1 + 0.2, "General"), (45000, "yyyy-mm-dd")),
)
SHOWN = (("疫苗接种", "95.5%", "1,200人"), ("体检", "0.3", "2023-03-15"))


def as_xlsx() -> Document:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "目标"
    sheet["A1"] = TITLE
    sheet.merge_cells("A1:C1")
    for r, values in enumerate(TABLE, start=3):
        for c, (value, code) in enumerate(values, start=1):
            sheet.cell(r, c, value).number_format = code
    buffer = io.BytesIO()
    book.save(buffer)
    return xlsx.read(buffer.getvalue(), "目标")


def as_xls() -> Document:
    book = xlwt.Workbook()
    sheet = book.add_sheet("目标")
    sheet.write_merge(0, 0, 0, 2, TITLE)
    for r, values in enumerate(TABLE, start=2):
        for c, (value, code) in enumerate(values):
            sheet.write(r, c, value, xlwt.easyxf(num_format_str=code))
    buffer = io.BytesIO()
    book.save(buffer)
    return xls.read(buffer.getvalue(), "目标")


def as_ods() -> Document:
    title = row(
        cell(TITLE, 'table:number-columns-spanned="3"'), '<table:covered-table-cell table:number-columns-repeated="2"/>'
    )
    rows = "".join(row(*(cell(text) for text in texts)) for texts in SHOWN)
    return ods.read(ods_file(table(title + "<table:table-row/>" + rows, "目标")), "目标")


def test_the_same_table_gives_the_same_grid() -> None:
    first = as_xlsx()
    assert [(c.row, c.column, c.column_span, c.text) for c in next(first.grids).cells] == [
        (0, 0, 3, TITLE),
        *((r, c, 1, text) for r, texts in enumerate(SHOWN, start=2) for c, text in enumerate(texts)),
    ]
    assert first.blocks == as_xls().blocks == as_ods().blocks


def plain(text: str) -> str:
    """Text as the gold files compare it."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace(">=", "≥").replace("<=", "≤").strip('"')


def gold(name: str, *fields: str) -> Counter[tuple[str, ...]]:
    with (SHARED / "gold" / "rows.csv").open(encoding="utf-8") as lines:
        return Counter(tuple(plain(line[field]) for field in fields) for line in csv.DictReader(lines) if line["doc"] == name)


def rows_of(document: Document) -> list[list[str]]:
    return [[plain(place.text) if place else "" for place in line] for grid in document.grids for line in grid.matrix()]


@needs_shared
@pytest.mark.parametrize("name", ["julu1", "laiyuan", "qinhuangdao", "xianghe"])
def test_sheets_of_the_neighbouring_documents(name: str) -> None:
    read = [
        reader.read((SHARED / "documents" / f"{name}-flat.{reader.NAME}").read_bytes(), name) for reader in (xlsx, xls, ods)
    ]
    assert read[0].blocks == read[1].blocks == read[2].blocks
    # nature (an operator, or 定性 for words), number and unit stand in columns of their own
    found = Counter(
        (cells[4], cells[5], cells[6], cells[7].replace("定性", "") + cells[8] + cells[9])
        for cells in rows_of(read[0])
        if len(cells) == 12
    )
    assert gold(name, "level1", "level2", "level3", "value") - found == Counter()


@needs_shared
@pytest.mark.parametrize("name", ["julu1", "laiyuan", "qinhuangdao", "xianghe"])
def test_pages_of_the_neighbouring_documents(name: str) -> None:
    document = web.read((SHARED / "documents" / f"{name}.html").read_bytes(), name)
    found = Counter(tuple(cells) for cells in rows_of(document))
    assert gold(name, "level1", "level2", "level3", "description", "value", "basis") - found == Counter()
