"""Tables as text with a separator (.csv, .tsv): commas, tabs or semicolons, quotes, line breaks inside cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePath

from auditor.errors import UnreadableError
from auditor.readers._encoding import decode
from auditor.types.grid import Document, Trouble

NAME = "delimited"
#: Budget systems export text with tabs under the suffix .xls, which Excel opens, and offices save tables as .txt.
TITLE = "CSV 文本表格"
SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt", ".xls"})

#: Bytes of the largest file taken on.
MAX_SIZE = 64 * 1024 * 1024
_HEAD, _SAMPLE = 65536, 200
_DELIMITERS = (",", "\t", ";")
#: Share of the rows that have the usual number of columns in a real table; titles above it have fewer.
_REGULAR = 0.6
#: A quoted cell of more lines is a quote that was never closed.
_MAX_LINES = 100
#: Excel's first line that names the separator, and its way to keep the zeros of a code.
_STATED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_KEPT = re.compile(r'="(.*)"', re.DOTALL)
_SAVE_AS = "请用 Excel 或 WPS 打开核对，另存为 .xlsx 后再审核。"


def sniff(data: bytes) -> int:
    """Return 1 where the text has rows of the same number of columns, at least two, else 0.

    Dumps of Word documents, whose cells are lines that begin with a tab, are not meant.
    """
    head = data[:_HEAD]
    if len(data) > _HEAD:
        head = head[: head.rfind(b"\n") + 1]
    found = decode(head) if head.strip() else None
    if found is None or found.text.lstrip()[:1] in ("<", "{"):
        return 0
    return 1 if _STATED.match(found.text) or _delimiter(found.text, strict=True) else 0


def read(data: bytes, source: str) -> Document:
    """Return the rows as one grid; blank lines are rows too, so that rows count as in Excel.

    Raises:
        UnreadableError: too large, no text, or in an encoding that is not known here.
    """
    from auditor.readers._sheet import Budget, Sheet

    if len(data) > MAX_SIZE:
        raise UnreadableError(f"文件过大（超过 {MAX_SIZE // 1024 // 1024} MB）", "请拆成几个文件后重试。")
    decoded = decode(data)
    if decoded is None:
        raise UnreadableError("不是文本文件，或文字编码无法识别", _SAVE_AS)
    sheet, lines = Sheet(PurePath(source).name, Budget()), dict[int, int]()
    try:
        for row, (line, fields) in enumerate(_records(decoded.text.replace("\0", ""))):
            if fields:
                lines[row] = line
            for column, field in enumerate(fields):
                kept = _KEPT.fullmatch(field)
                sheet.add(row, column, kept[1] if kept else field)
            if sheet.full:
                break
    except csv.Error as error:
        raise UnreadableError("不是规范的表格文本（某一格长得不合常理）", _SAVE_AS) from error
    grid, troubles = sheet.lay_out(1)
    if decoded.lost:
        troubles.append(Trouble(f"有 {decoded.lost} 处字符无法识别", "请核对原文件，另存为 UTF-8 编码后重试。"))
    if grid is None:
        troubles.append(Trouble("文件里没有文字", "请核对是否发错文件，并请报送单位重新发送。", fatal=True))
        return Document(source, NAME, troubles=tuple(troubles))
    cells = tuple(replace(cell, line=lines[cell.row]) for cell in grid.cells)
    return Document(source, NAME, (replace(grid, cells=cells, sheet=None),), tuple(replace(t, sheet=None) for t in troubles))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Return first line and fields of each record; where the quotes do not pair up, they count as text."""
    stated = _STATED.match(text)
    delimiter = stated[1] if stated else _delimiter(text, strict=False)
    first = 2 if stated else 1
    text = text[stated.end() :] if stated else text
    return _parse(text, delimiter, _is_quoted(text, delimiter), first)


def _is_quoted(text: str, delimiter: str) -> bool:
    """Whether quotes enclose cells; if one were never closed, it would swallow the rest of the file."""
    try:
        return not any(field.count("\n") > _MAX_LINES for _, fields in _parse(text, delimiter) for field in fields)
    except csv.Error:
        return False


def _parse(text: str, delimiter: str, quoted: bool = True, first: int = 1) -> Iterator[tuple[int, list[str]]]:
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    line = first
    for fields in reader:
        yield line, fields
        line = first + reader.line_num


def _delimiter(text: str, strict: bool) -> str:
    """Return the separator that cuts the rows most evenly; where none does, empty (strict) or the most frequent one."""
    scores = {delimiter: _evenness(text, delimiter) for delimiter in _DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    if scores[best] != (0.0, 0):
        return best
    return "" if strict else max(_DELIMITERS, key=text.count)


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """Return the share of rows with the usual number of columns and that number; zeros where it is no table."""
    try:
        rows = list(islice((row for _, row in _parse(text[:_HEAD], delimiter) if any(row)), _SAMPLE))
    except csv.Error:
        return 0.0, 0
    counts = Counter(len(row) for row in rows if len(row) > 1)
    if len(rows) < 2 or not counts:
        return 0.0, 0
    width, number = counts.most_common(1)[0]
    headless = sum(not row[0].strip() for row in rows if len(row) == width)
    if number < _REGULAR * len(rows) or (delimiter == "\t" and headless * 2 > number):
        return 0.0, 0
    return number / len(rows), width
