"""Builds small PDF files: tables ruled in several ways, text where a test wants it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from auditor.readers import pdf as reader
from auditor.types.grid import Document, Grid, Paragraph

FONT = "STSong-Light"
SIZE = 10
WIDTH, HEIGHT = 595, 842

Draw = Callable[[Canvas], None]
#: A cell: text (lines separated by line breaks), row, column, rows, columns.
Spec = tuple[str, int, int, int, int]


def pdf(*pages: Draw, **options: Any) -> bytes:
    """Return a PDF; each function draws one page. Coordinates are points from the top left corner."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), bottomup=1, **options)
    for draw in pages:
        canvas.setFont(FONT, SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def text(canvas: Canvas, x: float, y: float, value: str, size: float = SIZE) -> None:
    """Write lines from ``y`` downwards."""
    canvas.setFont(FONT, size)
    for number, line in enumerate(value.split("\n")):
        canvas.drawString(x, HEIGHT - y - size - number * 1.3 * size, line)


def stroke(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A border as a stroked line."""
    canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)


def fill(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A border as a thin filled rectangle, as word processors write it."""
    canvas.rect(x0 - 0.25, HEIGHT - y1 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1)


def dashes(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A border as many short strokes."""
    steps = int(max(x1 - x0, y1 - y0) // 4)
    for i in range(steps):
        a, b = i / steps, (i + 0.6) / steps
        stroke(canvas, x0 + (x1 - x0) * a, y0 + (y1 - y0) * a, x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)


def table(
    canvas: Canvas,
    xs: Sequence[float],
    ys: Sequence[float],
    cells: Sequence[Spec],
    rule: Callable[[Canvas, float, float, float, float], None] = stroke,
    without: str = "",
) -> None:
    """Draw cells with their borders; ``without`` leaves out outer borders (of ``l r t b``)."""
    for value, row, column, rows, columns in cells:
        x0, x1, y0, y1 = xs[column], xs[column + columns], ys[row], ys[row + rows]
        text(canvas, x0 + 3, y0 + 3, value)
        if not (column == 0 and "l" in without):
            rule(canvas, x0, y0, x0, y1)
        if not (column + columns == len(xs) - 1 and "r" in without):
            rule(canvas, x1, y0, x1, y1)
        if not (row == 0 and "t" in without):
            rule(canvas, x0, y0, x1, y0)
        if not (row + rows == len(ys) - 1 and "b" in without):
            rule(canvas, x0, y1, x1, y1)


def plain(rows: Sequence[Sequence[str]], top: int = 0) -> list[Spec]:
    """Return cells without merges."""
    return [(value, r + top, c, 1, 1) for r, row in enumerate(rows) for c, value in enumerate(row)]


#: A table with merges both ways and a cell of two lines, and its borders.
XS = [60, 140, 230, 330, 420]
YS = [100, 125, 150, 190, 215]
CELLS: list[Spec] = [
    ("一级指标", 0, 0, 1, 1), ("二级指标", 0, 1, 1, 1), ("三级指标", 0, 2, 1, 1), ("指标值", 0, 3, 1, 1),
    ("产出指标", 1, 0, 2, 1), ("数量指标", 1, 1, 1, 1), ("管护水井", 1, 2, 1, 1), ("≥42眼", 1, 3, 1, 1),
    ("时效指标", 2, 1, 1, 1), ("维修及\n时率（当年）", 2, 2, 1, 1), ("100%", 2, 3, 1, 1),
    ("备注：井名另附", 3, 0, 1, 4),
]  # fmt: skip


def read(*pages: Draw, **options: Any) -> Document:
    """Draw a file and read it."""
    return reader.read(pdf(*pages, **options), "a.pdf")


def only(document: Document) -> Grid:
    """Return the one table of a document."""
    (grid,) = document.grids
    return grid


def spans(grid: Grid) -> list[Spec]:
    """Return the cells as they are drawn."""
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


def texts(document: Document) -> list[str | int]:
    """Return the blocks in order: paragraphs as text, tables by number."""
    return [block.text if isinstance(block, Paragraph) else block.number for block in document.blocks]
