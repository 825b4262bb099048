"""Indicator rows for other programs and for spreadsheets: what ``auditor extract`` writes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from auditor.errors import OutputError
from auditor.output import atomic, print_lines, write_lines
from auditor.overview.reading import readings
from auditor.records import OPTIONAL_ROLES, ROW_TITLES, row_records
from auditor.text.printable import csv_cell
from auditor.types.indicator import Extraction

FORMATS = ("jsonl", "csv", "xlsx")
_WIDTHS = {"description": 36, "goal": 36, "basis": 30, "project": 26, "source": 24, "level3": 22, "unit_name": 18, "place": 20}


def write_rows(extractions: Sequence[Extraction], path: Path | None = None, format: str = "") -> None:
    """Write every indicator row, one a line, with the keys of DESIGN.md §5.

    Args:
        extractions: in input order.
        path: the file, None for stdout.
        format: one of FORMATS; empty for the suffix of ``path``, or jsonl on stdout.

    Raises:
        OutputError: unknown format, a spreadsheet for stdout, or a place that cannot be written.
    """
    kind = _kind(path, format)
    if path is not None:
        with atomic(path) as draft:
            _write(extractions, draft, kind)
    elif kind == "xlsx":
        raise OutputError("xlsx 不能输出到屏幕", "请用 -o 指定文件名，例如 -o 指标.xlsx。")
    else:
        print_lines(_json_lines(extractions) if kind == "jsonl" else _csv_lines(extractions))


def _kind(path: Path | None, format: str) -> str:
    kind = (format or (path.suffix.lstrip(".") if path else "") or FORMATS[0]).lower()
    if kind not in FORMATS:
        raise OutputError(f"不认识的输出格式“{kind}”", f"可用的格式：{'、'.join(FORMATS)}。")
    return kind


def _write(extractions: Sequence[Extraction], draft: Path, kind: str) -> None:
    if kind == "jsonl":
        write_lines(draft, _json_lines(extractions))
    elif kind == "csv":
        # The byte order mark makes Excel and WPS read the file as UTF-8.
        with draft.open("w", encoding="utf-8-sig", newline="") as stream:
            stream.writelines(f"{line}\n" for line in _csv_lines(extractions))
    else:
        _write_workbook(extractions, draft)


def _json_lines(extractions: Iterable[Extraction]) -> Iterator[str]:
    return (json.dumps(record, ensure_ascii=False) for record in row_records(extractions))


def _csv_lines(extractions: Sequence[Extraction]) -> Iterator[str]:
    """Yield header and rows without their line ends; a cell may hold line ends of its own."""
    keys = _keys(extractions)
    yield ",".join(keys)
    for record in row_records(extractions):
        buffer = io.StringIO()
        cells = (record.get(key) for key in keys)
        csv.writer(buffer, lineterminator="\n").writerow(csv_cell(cell) if isinstance(cell, str) else cell for cell in cells)
        yield buffer.getvalue()[:-1]


def _keys(extractions: Sequence[Extraction]) -> tuple[str, ...]:
    """Return the keys of the rows: the optional ones only where some row has them."""
    present = {role for record in row_records(extractions) for role in OPTIONAL_ROLES if role in record}
    return tuple(key for key in ROW_TITLES if key not in OPTIONAL_ROLES or key in present)


def _write_workbook(extractions: Sequence[Extraction], path: Path) -> None:
    from auditor.workbook import workbook

    keys = _keys(extractions)
    rows = ([record.get(key) for key in keys] for record in row_records(extractions))
    states = (
        [reading.extraction.source, reading.status.value, reading.reason, reading.advice] for reading in readings(extractions)
    )
    with workbook(path, "绩效指标明细") as book:
        _sheet(book, "指标明细", [(ROW_TITLES[key], _WIDTHS.get(key, 12)) for key in keys], rows)
        _sheet(book, "读取情况", [("文件", 40), ("状态", 12), ("原因", 50), ("下一步", 60)], states)


def _sheet(book: Any, name: str, titles: Sequence[tuple[str, float]], rows: Iterable[Sequence[Any]]) -> None:
    """Write a list with a frozen, filterable header; what is over the sheet's limit is told, not dropped in silence."""
    from auditor.workbook import MAX_ROWS, put

    sheet = book.add_worksheet(name)
    bold, plain = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1}), book.add_format({"valign": "top"})
    for column, (title, width) in enumerate(titles):
        sheet.set_column(column, column, width)
        put(sheet, 0, column, title, bold)
    number = 0
    for number, cells in enumerate(rows, start=1):
        if number == MAX_ROWS - 1:
            put(sheet, number, 0, "超过电子表格的行数上限，其余各行请用 jsonl 或 csv 输出", bold)
            break
        for column, cell in enumerate(cells):
            put(sheet, number, column, cell, plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(number, 1), len(titles) - 1)
