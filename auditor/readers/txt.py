"""Plain text: dumps of Word documents, whose table cells begin with a tab, and text of any other origin as paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditor.errors import UnreadableError
from auditor.readers._encoding import decode
from auditor.readers._txt_lines import Block, Line, blocks, clean
from auditor.readers._txt_rows import Table, assemble
from auditor.types.grid import Cell, Document, Grid, Paragraph, Trouble

NAME = "txt"
TITLE = "纯文本"
SUFFIXES = frozenset({".txt", ".text"})

#: No dump of a document comes near; more would only fill the memory.
MAX_BYTES, MAX_LINES = 64 * 1024 * 1024, 1_000_000


def sniff(data: bytes) -> int:
    """Return 1 where ``data`` may be plain text, else 0; text has no mark that makes it certain."""
    head = data[:65536]
    # A multi-byte character may be cut at the end of the head.
    return 1 if head.strip() and any(decode(head[: len(head) - cut]) for cut in range(4)) else 0


def read(data: bytes, source: str) -> Document:
    """Return paragraphs (one a line, blank lines left out, their numbers kept) and the tables of a dump.

    Borders are guessed from the number of cells, so grids are not certain; a merged cell stands as empty cells or is
    missing. Text whose first line begins with a blank or that has form feeds has pages: such a line begins one.

    Raises:
        UnreadableError: no text, or in an encoding that is not known here.
    """
    if len(data) > MAX_BYTES or max(data.count(b"\n"), data.count(b"\r")) > MAX_LINES:
        raise UnreadableError("文本文件过大，不像是报送材料", "请核对是否发错文件；确属正常材料时请拆分后重试。")
    decoded = decode(data)
    if decoded is None:
        advice = "请用记事本打开核对，另存为 UTF-8 编码的文本文件后重试。"
        raise UnreadableError("不是文本文件，或文字编码无法识别", advice)
    lines = clean(decoded.text)
    paged = not any(line.cell for line in lines) and any(line.page_break for line in lines)
    found = tuple(_numbered(_content(assemble(list(blocks(lines))), _pages(lines) if paged else {})))
    return Document(source, NAME, found, tuple(_troubles(decoded.lost, bool(found))))


def _pages(lines: Iterable[Line]) -> dict[int, int]:
    """Return the page of each line by line number."""
    page, pages = 1, dict[int, int]()
    for line in lines:
        page += line.page_break and line.number > 1
        pages[line.number] = page
    return pages


def _content(parts: Iterable[Block | Table], pages: dict[int, int]) -> Iterator[Paragraph | Grid]:
    for part in parts:
        if isinstance(part, list):
            yield _grid(part)
        else:
            for line in part.lead:
                if line.text:
                    yield Paragraph(line.text, page=pages.get(line.number), line=line.number)


def _grid(rows: Sequence[Block]) -> Grid:
    cells = tuple(
        Cell("\n".join(line.text for line in lines).strip(), row, column, line=lines[0].number)
        for row, block in enumerate(rows)
        for column, lines in enumerate(block.cells)
    )
    return Grid(cells, len(rows), max(len(block.cells) for block in rows), certain=False)


def _numbered(content: Iterable[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    number = 0
    for item in content:
        if isinstance(item, Grid):
            number += 1
            yield Grid(item.cells, item.rows, item.columns, number=number, certain=False)
        else:
            yield item


def _troubles(lost: int, anything: bool) -> Iterator[Trouble]:
    if not anything:
        yield Trouble("文件里没有文字", "请核对是否发错文件，并请报送单位重新发送。", fatal=True)
    if lost:
        yield Trouble(f"有 {lost} 处字符无法识别", "请核对原文件，另存为 UTF-8 编码后重试。")
