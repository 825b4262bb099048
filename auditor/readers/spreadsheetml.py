"""XML spreadsheets of Excel 2003, which budget systems export under the suffix .xls: cells as displayed, merged ranges."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.errors import UnreadableError
from auditor.readers._encoding import decode
from auditor.types.grid import Document, Trouble

NAME = "spreadsheetml"
TITLE = "XML 电子表格"
SUFFIXES = frozenset({".xls"})

_SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_BROKEN = "文件已损坏或不完整（不是完整的 XML）"
_PIECE = 1 << 18


def sniff(data: bytes) -> int:
    """Return 2 for an XML spreadsheet, else 0."""
    found = decode(data[:4096])
    head = found.text if found else data[:4096].decode("latin-1")
    return 2 if head.lstrip().startswith("<") and _SPACE in head and "Workbook" in head.partition(_SPACE)[0] else 0


def read(data: bytes, source: str) -> Document:
    """Return name and grid of each worksheet; rows and columns of a grid are those of the sheet.

    Raises:
        UnreadableError: damaged or truncated before the first cell.
    """
    from auditor.readers._sheet import Sheet, assemble
    from auditor.readers._spreadsheetml_cells import read_sheets

    sheets: list[Sheet] = []
    broken: list[Trouble] = []
    try:
        read_sheets(_pieces(data), source, sheets)
    except UnreadableError as error:
        broken.append(Trouble(f"{_BROKEN}，只读取了前面的一部分", error.advice))
    blocks, troubles = assemble(sheets)
    if broken and not blocks:
        raise UnreadableError(_BROKEN, broken[0].advice)
    return Document(source, NAME, blocks, (*broken, *troubles))


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))
