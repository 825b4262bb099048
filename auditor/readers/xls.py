"""Excel 97-2003 workbooks (.xls, and .et of the same container): cells as displayed, merged ranges, one grid a sheet."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.errors import UnreadableError
from auditor.readers._ole import MAGIC, has_stream, stream_names
from auditor.types.grid import Document, Trouble

if TYPE_CHECKING:
    from auditor.readers._sheet import Sheet

NAME = "xls"
TITLE = "Excel 97-2003 工作簿"
SUFFIXES = frozenset({".xls", ".et", ".xlt", ".ett"})

#: First bytes of workbooks before 97, which had no container (BOF records of BIFF 2, 3, 4, 5 and 8).
_BARE = tuple(bytes.fromhex(head) for head in ("09000400", "09020600", "09040600", "09080800", "09081000"))
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再审核；打不开时请报送单位重新提供。"
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5  # cell types of xlrd


def sniff(data: bytes) -> int:
    """Return 2 for an Excel 97-2003 workbook, 1 for a container too damaged to tell, else 0."""
    if not data.startswith(MAGIC):
        return 2 if data.startswith(_BARE) else 0
    names = stream_names(data)
    if names is None:
        return 1
    return 2 if names & {"workbook", "book"} and "worddocument" not in names else 0


def read(data: bytes, source: str) -> Document:
    """Return name and grid of each worksheet; rows and columns of a grid are those of the sheet.

    Formulas give the result that the file holds. A sheet that is damaged is a trouble of the document.

    Raises:
        UnreadableError: damaged, truncated, with a password, or no workbook.
    """
    from auditor.readers._sheet import Budget, Sheet, assemble

    if not data.startswith((MAGIC, *_BARE)):
        raise UnreadableError(
            "文件不是 Excel 97-2003 工作簿", "请核对扩展名与内容是否相符，或用 Excel、WPS 另存为 .xlsx 后再审核。"
        )
    budget = Budget()
    sheets: list[Sheet] = []
    broken: list[Trouble] = []
    book = _open(data)
    for index, name in enumerate(book.sheet_names()):
        sheet = Sheet(name, budget)
        sheets.append(sheet)
        try:
            _fill(sheet, book, index)
        except MemoryError:
            raise
        except Exception:  # xlrd raises whatever a damaged record leads to
            broken.append(Trouble(f"工作表“{name}”已损坏，没有读全", _SAVE_AS, sheet=name))
        book.unload_sheet(index)
    blocks, troubles = assemble(sheets)
    if broken and not blocks:
        raise UnreadableError("文件已损坏或不完整（工作表读不出来）", _SAVE_AS)
    return Document(source, NAME, blocks, (*broken, *troubles))


def _open(data: bytes) -> Any:
    """Return the xlrd book, its sheets not yet loaded."""
    import xlrd

    if has_stream(data, "EncryptedPackage"):
        raise _encrypted()
    options: dict[str, Any] = {
        "formatting_info": True,
        "on_demand": True,
        "ragged_rows": True,
        "ignore_workbook_corruption": True,
    }
    options["logfile"] = io.StringIO()  # its warnings must not mix with the data on stdout
    try:
        book = xlrd.open_workbook(file_contents=data, **options)
        if book.biff_version < 80 and book.codepage in (None, 1252, 32769):
            # Before 97 the text has no Unicode; Chinese programs often left the code page out or wrong.
            book = xlrd.open_workbook(file_contents=data, encoding_override="gb18030", **options)
    except MemoryError:
        raise
    except Exception as error:  # xlrd raises whatever a damaged record leads to
        if "encrypted" in str(error).lower():
            raise _encrypted() from error
        raise UnreadableError("文件已损坏或不完整，或者不是 Excel 97-2003 工作簿", _SAVE_AS) from error
    return book


def _encrypted() -> UnreadableError:
    return UnreadableError("文件设有打开密码，已加密", "请在 Excel 或 WPS 中打开，去掉打开密码后另存，再重新审核。")


def _fill(sheet: Sheet, book: Any, index: int) -> None:
    """Read the cells of the sheet ``index`` as displayed."""
    from xlrd import error_text_from_code

    from auditor.readers._number_format import BUILTIN, LOCAL, display
    from auditor.readers._sheet import Merge

    @cache
    def format_of(style: int) -> str:
        key = book.xf_list[style].format_key
        return BUILTIN[key] if key in LOCAL else str(book.format_map[key].format_str)

    table = book.sheet_by_index(index)
    sheet.hidden = bool(table.visibility)
    sheet.merges.extend(Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in table.merged_cells)
    for row in range(table.nrows):
        values = table.row_values(row)
        for column, kind in enumerate(table.row_types(row)):
            if kind in (_TEXT, _NUMBER, _DATE) and values[column] != "":
                code = format_of(table.cell_xf_index(row, column))
                sheet.add(row, column, display(values[column], code, bool(book.datemode)))
            elif kind == _BOOLEAN:
                sheet.add(row, column, "TRUE" if values[column] else "FALSE")
            elif kind == _ERROR:
                sheet.add(row, column, error_text_from_code.get(values[column], "#ERR!"))
