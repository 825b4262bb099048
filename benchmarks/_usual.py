"""What somebody without this program would write for the same files: pdfplumber, python-docx, openpyxl and a loop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

Record = dict[str, Any]
Table = Sequence[Sequence[str | None]]

#: Titles of columns, by the field that they fill.
_FIELDS = {
    "一级指标": "level1",
    "二级指标": "level2",
    "三级指标": "level3",
    "绩效指标描述": "description",
    "指标值": "value",
    "年度指标值": "value",
    "指标值确定依据": "basis",
    "度量单位": "unit",
    "项目名称": "project",
}


def pdf_tables(path: Path) -> Iterator[Table]:
    """Yield the tables of a PDF file as pdfplumber finds them."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            yield from page.extract_tables()


def docx_tables(path: Path) -> Iterator[Table]:
    """Yield the tables of a Word file by python-docx."""
    import docx

    for table in docx.Document(str(path)).tables:
        yield [[cell.text for cell in row.cells] for row in table.rows]


def xlsx_tables(path: Path) -> Iterator[Table]:
    """Yield the sheets of a workbook by openpyxl."""
    import openpyxl

    for sheet in openpyxl.load_workbook(path, data_only=True):
        yield [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]


#: By suffix: the library's name and how it is used.
TABLES = {
    ".pdf": ("pdfplumber", pdf_tables),
    ".docx": ("python-docx", docx_tables),
    ".xlsx": ("openpyxl", xlsx_tables),
}


def rows(path: Path) -> list[Record]:
    """Return the indicator rows of a file, merged cells filled downwards; tables are numbered as they come."""
    numbers = count(1)
    _, tables = TABLES[path.suffix]
    return [record for table in tables(path) for record in _records(table, numbers)]


def _records(table: Table, numbers: Iterator[int]) -> Iterator[Record]:
    columns: dict[str, int] = {}
    above: dict[str, str] = {}
    number = row_number = 0
    for row in table:
        cells = [(cell or "").replace("\n", "").strip() for cell in row]
        if "一级指标" in cells and "三级指标" in cells:
            columns = {_FIELDS[text]: place for place, text in reversed(list(enumerate(cells))) if text in _FIELDS}
            number, row_number, above = next(numbers), 0, {}
            continue
        record = {field: cells[place] for field, place in columns.items() if place < len(cells)}
        if not record.get("level3"):
            continue
        if record.get("project") and above and record["project"] != above.get("project"):
            number, row_number = next(numbers), 0
        above = {field: record.get(field) or above.get(field, "") for field in ("project", "level1", "level2")}
        row_number += 1
        yield {**record, **above, "value": record.get("value", "") + record.get("unit", ""), "table": number, "row": row_number}


def grids(paths: Iterable[Path]) -> int:
    """Read the tables of all files and return how many cells they have."""
    return sum(len(row) for path in paths for table in TABLES[path.suffix][1](path) for row in table)
