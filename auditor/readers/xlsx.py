"""Excel workbooks since 2007 (.xlsx, .xlsm): cells as displayed, merged ranges, one grid a sheet."""

from __future__ import annotations

from auditor.errors import UnreadableError
from auditor.readers._ole import has_stream
from auditor.readers._package import Package
from auditor.types.grid import Document, Trouble

NAME = "xlsx"
TITLE = "Excel 工作簿"
SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})

_PIECE = 1 << 18
#: Bytes that one sheet may expand to: a million rows of 26 formatted cells take 1.2 GB.
MAX_SHEET = 2 << 30


def sniff(data: bytes) -> int:
    """Return 2 for an Excel package, also one cut off in the middle, 1 for an Office package with a password, else 0."""
    if has_stream(data, "EncryptedPackage"):
        return 1  # the password hides whether it is a workbook
    if not data.startswith(b"PK"):
        return 0
    try:
        names = Package(data).names
    except UnreadableError:
        return 2 if b"xl/workbook." in data or b"xl/worksheets/" in data else 0
    return 2 if "xl/workbook.xml" in names or "xl/workbook.bin" in names or _has_sheets(names) else 0


def _has_sheets(names: frozenset[str]) -> bool:
    return any(name.startswith("xl/worksheets/") for name in names)


def read(data: bytes, source: str) -> Document:
    """Return name and grid of each worksheet; rows and columns of a grid are those of the sheet.

    Formulas give the result that the file holds. A sheet that is damaged is a trouble of the document.

    Raises:
        UnreadableError: damaged, truncated, with a password, in the binary form, or without any readable sheet.
    """
    from auditor.readers._sheet import Budget, Sheet, assemble
    from auditor.readers._xlsx_cells import read_cells
    from auditor.readers._xlsx_workbook import load

    _refuse_encrypted(data)
    package = Package(data, "Excel")
    if package.has("xl/workbook.bin"):
        raise UnreadableError("这是二进制格式的 Excel 工作簿（.xlsb），暂不支持", "请用 Excel 或 WPS 另存为 .xlsx 后再审核。")
    workbook, budget = load(package), Budget()
    sheets: list[Sheet] = []
    broken: list[Trouble] = []
    for part in workbook.sheets:
        sheet = Sheet(part.name, budget, part.hidden)
        sheets.append(sheet)
        try:
            read_cells(package.pieces(part.part, _PIECE, MAX_SHEET), part.part, sheet, workbook)
        except UnreadableError as error:
            broken.append(Trouble(f"工作表“{part.name}”没有读全：{error.reason}", error.advice, sheet=part.name))
    blocks, troubles = assemble(sheets)
    if broken and not blocks:
        raise UnreadableError(broken[0].reason, broken[0].advice)
    return Document(source, NAME, blocks, (*broken, *troubles))


def _refuse_encrypted(data: bytes) -> None:
    if has_stream(data, "EncryptedPackage"):
        raise UnreadableError("文件设有打开密码，已加密", "请在 Office 或 WPS 中打开，去掉打开密码后另存，再重新审核。")
