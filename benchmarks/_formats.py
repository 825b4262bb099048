"""Writers of the formats that corpora/sources does not write: PDF, the older Excel and Word formats, OpenDocument."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_HEADER = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
_FONT = "STSong-Light"
#: Names of counties of as many characters as the sample's own, which they replace within its bytes.
_NAMES = ("青禾县", "霞川县", "松岭县", "平澜县", "沙洲县", "梅坪县", "竹溪县", "双塘县")


def _lines(source: Any) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield title and rows of each table, cells of merged rows empty."""
    for number, table in enumerate(source.tables, start=1):
        above = ("", "")
        rows = [["绩效目标", table.goal, "", "", "", ""], list(_HEADER)]
        for row in table.rows:
            first, second = row.row[:2]
            rows.append(["" if above[0] == first else first, "" if above == (first, second) else second, *row.row[2:]])
            above = (first, second)
        yield f"{number}、{table.project}绩效目标表", rows


def pdf(source: Any) -> bytes:
    """Return a PDF with ruled tables of wrapped cells."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    style = ParagraphStyle("cell", fontName=_registered(), fontSize=9, leading=11, wordWrap="CJK")
    title = f"{source.unit}{source.year}年预算信息公开"
    flow: list[Any] = [Paragraph(title, style)]
    for name, rows in _lines(source):
        cells = [[Paragraph(text, style) if text else "" for text in row] for row in rows]
        grid: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("SPAN", (1, 0), (-1, 0))]
        flow += [Paragraph(name, style), Table(cells, colWidths=[60, 70, 90, 130, 70, 90], style=grid, repeatRows=0)]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=True, title=title).build(flow)
    return out.getvalue()


@cache
def _registered() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    return _FONT


def xls(source: Any) -> bytes:
    """Return a workbook of Excel 97 with a sheet for each table."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for number, (name, rows) in enumerate(_lines(source), start=1):
        sheet = book.add_sheet(str(number))
        for place, row in enumerate([[name], [f"编制单位：{source.unit}"], [f"（{source.year}年度）"], *rows]):
            for column, text in enumerate(row):
                sheet.write(place, column, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(source: Any) -> bytes:
    """Return an OpenDocument spreadsheet with a sheet for each table."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    for number, (name, rows) in enumerate(_lines(source), start=1):
        sheet = Table(name=str(number))
        for row in [[name], [f"编制单位：{source.unit}"], [f"（{source.year}年度）"], *rows]:
            line = TableRow()
            for text in row:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=text))
                line.addElement(cell)
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def doc(samples: Path, number: int) -> bytes:
    """Return the sample of the older Word format with another county in it, of as many bytes: no library writes this format."""
    chance = random.Random(number)
    data = next(iter(sorted(samples.glob("*.doc")))).read_bytes()
    name = chance.choice(_NAMES).encode("utf-16-le")
    data = data.replace("栖梧县".encode("utf-16-le"), name)
    return data.replace("2025年".encode("utf-16-le"), f"{chance.choice((2024, 2025, 2026))}年".encode("utf-16-le"))
