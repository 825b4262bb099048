"""Text dumps of Word files and saved web pages."""

from __future__ import annotations

from html import escape

from _budget import around
from _model import Source, Table
from _word import HEADER, blanked, spans


def text(source: Source) -> bytes:
    """Return the text form: a row is a block of lines, each cell begins with a tab."""
    parts = [f"{source.unit}{source.year}年预算信息公开", "", source.duties, ""]
    for title, rows in around(source):
        parts += [title, "单位：万元", "", *map(_block, rows)]
    for number, table in enumerate(source.tables, start=1):
        rows = [["绩效目标", table.goal], list(HEADER), *map(list, blanked(table.rows))]
        parts += [f"{number}.{table.project}绩效目标表", *map(_block, rows)]
    return "\n".join(parts).encode()


def _block(cells: list[str]) -> str:
    return "".join(f"\t{cell}\n" for cell in cells)


def web(source: Source) -> bytes:
    """Return a page as an office's site shows it, with rowspans."""
    title = f"{source.unit}{source.year}年预算信息公开"
    parts = [f"<h1>{title}</h1>", f"<p>{escape(source.duties)}</p>"]
    for name, rows in around(source):
        parts += [f"<p>{name}（单位：万元）</p>", _plain_table(rows)]
    for number, table in enumerate(source.tables, start=1):
        parts += [f"<p>{number}、{escape(table.project)}绩效目标表</p>"]
        parts += [_plain_table([["绩效目标", table.goal]]), _merged_table(table)]
    style = "<style>table{border-collapse:collapse}td{border:1px solid #666;padding:4px}</style>"
    head = f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>{style}</head>'
    return f"{head}<body>\n{chr(10).join(parts)}\n</body></html>\n".encode()


def _plain_table(rows: list[list[str]]) -> str:
    lines = ("".join(f"<td>{_cell(cell)}</td>" for cell in cells) for cells in rows)
    return "<table>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "\n</table>"


def _merged_table(table: Table) -> str:
    lines = ["".join(f"<td>{name}</td>" for name in HEADER)]
    for row, *covers in zip(table.rows, *spans(table.rows), strict=True):
        cells = [f'<td rowspan="{span}">{_cell(row.row[i])}</td>' for i, span in enumerate(covers) if span]
        lines.append("".join([*cells, *(f"<td>{_cell(cell)}</td>" for cell in row.row[2:])]))
    return "<table>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "\n</table>"


def _cell(value: str) -> str:
    return escape(value).replace("\n", "<br>")
