"""Reads PDF files: tables by their ruling lines, columns by their gaps, paragraphs; scans where the extra is installed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.errors import UnreadableError
from auditor.readers import _ocr
from auditor.readers._pdf_borderless import borderless
from auditor.readers._pdf_cells import grid_of
from auditor.readers._pdf_grid import Skeleton, skeleton
from auditor.readers._pdf_paragraphs import (
    Furniture,
    TextLine,
    at_edge,
    find_furniture,
    paragraphs,
    text_lines,
    usual_height,
    without_margins,
)
from auditor.readers._pdf_raw import Page, load_page, opened
from auditor.readers._pdf_rulings import frames, rulings
from auditor.readers._pdf_text import place, rows_of
from auditor.readers._pdf_unread import Why, troubles, unread
from auditor.types.grid import Document, Grid, Paragraph, Trouble

TITLE = "PDF 文件"
SUFFIXES: frozenset[str] = frozenset({".pdf"})

_MAGIC = b"%PDF-"
#: PDF readers accept a header anywhere in the first kilobyte.
_HEADER = 1024
_END = b"%%EOF"
#: Padding after the end mark is allowed for as far as this.
_TAIL = 65536
#: Recognising a page takes seconds; more pages than this come near the time limit of a document, and all would be lost.
_MOST_RECOGNISED = 20
_CUT = Trouble("文件结尾缺失，读到的内容可能不完整", "请与原件核对，或请报送单位重新提供完整的文件。")


@dataclass(frozen=True, slots=True)
class _Read:
    """A page after reading.

    Attributes:
        number, height: of the page.
        lines: those outside tables.
        tables: with the height at which they begin.
        left, right: margins of its text and tables.
        unfinished: the table without borders that the end of the page may have cut.
    """

    number: int
    height: float
    lines: list[TextLine]
    tables: list[tuple[float, Grid]]
    left: float
    right: float
    unfinished: Skeleton | None


def sniff(data: bytes) -> int:
    """Return 2 for a PDF, 0 for anything else."""
    return 2 if _MAGIC in data[:_HEADER] else 0


def read(data: bytes, source: str) -> Document:
    """Read the tables and paragraphs of every page; each page's part of a table is a grid of its own.

    Args:
        data: the file.
        source: its name as the user gave it.

    Raises:
        UnreadableError: encrypted, damaged, or no PDF.
    """
    if not sniff(data):
        raise UnreadableError("文件不是 PDF", "请核对扩展名与内容是否相符。")
    pages: list[_Read] = []
    marked: list[tuple[int, Why]] = []
    with opened(data) as document:
        for number in range(1, len(document) + 1):
            recognised = sum(why is Why.RECOGNISED for _, why in marked)
            page, why = _page(document, number, pages[-1].unfinished if pages else None, recognised < _MOST_RECOGNISED)
            if why:
                marked.append((number, why))
            if page:
                pages.append(page)
    blocks = tuple(_blocks(pages))
    if not blocks and not marked:
        raise UnreadableError("PDF 里没有任何文字", "请用 PDF 阅读器打开核对，或请报送单位重新提供。")
    cut = () if _END in data[-_TAIL:].rstrip(b"\0\r\n\t ")[-_HEADER:] else (_CUT,)
    return Document(source, "pdf", blocks, (*troubles(marked, fatal=not blocks), *cut))


def _page(document: Any, number: int, carried: Skeleton | None, recognise: bool) -> tuple[_Read | None, Why | None]:
    """Return a page as far as it can be read, and what the user must know about it.

    Args:
        document: pypdfium2's.
        number: 1-based number of the page.
        carried: the table without borders that the page before may have left unfinished.
        recognise: whether the picture of a page without text may be read.
    """
    page = load_page(document, number)
    if page is None:
        return None, Why.DAMAGED
    why = unread(page)
    if why is None:
        return _read_page(page, carried), None
    if _ocr.available() and not recognise:
        why = Why.TOO_MANY
    elif _ocr.available():
        # whatever the recognition library raises, the page is told as one that was not read
        with contextlib.suppress(Exception):
            return _read_page(_ocr.recognise(document, number), carried, certain=False), Why.RECOGNISED
    return (_read_page(page, carried) if page.hidden else None), why


def _read_page(page: Page, carried: Skeleton | None, certain: bool = True) -> _Read:
    """Find the tables of a page and put its text into them.

    Args:
        page: what the page holds.
        carried: the table without borders that the page before may have left unfinished.
        certain: False where the page was recognised.
    """
    across, down = rulings(page.lines)
    skeletons = [found for found in map(skeleton, frames(across, down)) if found]
    placed = place(page, skeletons)
    rows = rows_of(placed.outside)
    if not skeletons:
        skeletons = borderless(without_margins(rows, page.height), across, carried)
        if skeletons:
            placed = place(page, skeletons)
            rows = rows_of(placed.outside)
    tables = []
    for frame, cells in zip(skeletons, placed.cells, strict=True):
        if cells:
            tables.append((frame.ys[0], grid_of(frame, cells, page.number, certain and frame.certain)))
    lines = text_lines(rows)
    edges = [(line.x0, line.x1) for line in lines] + [(frame.xs[0], frame.xs[-1]) for frame in skeletons]
    left = min((edge[0] for edge in edges), default=0.0)
    right = max((edge[1] for edge in edges), default=page.width)
    return _Read(page.number, page.height, lines, tables, left, right, _unfinished(page, skeletons, lines))


def _unfinished(page: Page, skeletons: Sequence[Skeleton], lines: Sequence[TextLine]) -> Skeleton | None:
    """Return the last table where it has no borders and nothing but a footer stands below it."""
    last = skeletons[-1] if skeletons else None
    if last is None or last.certain or any(last.ys[-1] < line.middle and not at_edge(line, page.height) for line in lines):
        return None
    return last


def _blocks(pages: Sequence[_Read]) -> Iterator[Paragraph | Grid]:
    """Yield paragraphs and grids in reading order without headers and footers, grids numbered from 1."""
    furniture = find_furniture([(page.height, page.lines) for page in pages])
    usual = usual_height(page.lines for page in pages)
    number = 0
    for page in pages:
        for block in _page_blocks(page, furniture, usual):
            if isinstance(block, Grid):
                number += 1
                block = Grid(block.cells, block.rows, block.columns, number, block.page, None, block.certain)
            yield block


def _page_blocks(page: _Read, furniture: Furniture, usual: float) -> Iterator[Paragraph | Grid]:
    lines = [line for line in page.lines if not furniture.holds(line, page.height, usual)]
    start = 0
    for top, grid in sorted(page.tables, key=lambda item: item[0]):
        end = next((i for i in range(start, len(lines)) if lines[i].middle > top), len(lines))
        yield from _texts(page, lines[start:end])
        yield grid
        start = end
    yield from _texts(page, lines[start:])


def _texts(page: _Read, lines: Sequence[TextLine]) -> Iterator[Paragraph]:
    for _, text in paragraphs(lines, page.left, page.right):
        yield Paragraph(text, page=page.number)
