"""OpenDocument spreadsheets (.ods): cells as displayed, merged ranges, one grid a sheet."""

from __future__ import annotations

from auditor.errors import UnreadableError
from auditor.readers._package import Package
from auditor.types.grid import Document, Trouble

NAME = "ods"
TITLE = "OpenDocument 表格"
SUFFIXES = frozenset({".ods", ".ots"})

_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_PROGRAM = "LibreOffice"
_PIECE = 1 << 18
#: Bytes that the cells may expand to.
MAX_CONTENT = 2 << 30


def sniff(data: bytes) -> int:
    """Return 2 for an OpenDocument spreadsheet, also one cut off in the middle, else 0."""
    if not data.startswith(b"PK"):
        return 0
    if data[30:200].startswith(b"mimetype" + _KIND):
        return 2
    try:
        package = Package(data)
        return 2 if package.has("mimetype") and package.read("mimetype").startswith(_KIND) else 0
    except UnreadableError:
        return 0


def read(data: bytes, source: str) -> Document:
    """Return name and grid of each sheet; rows and columns of a grid are those of the sheet.

    Raises:
        UnreadableError: damaged, truncated, with a password, or without any readable sheet.
    """
    from auditor.readers._ods_cells import read_sheets
    from auditor.readers._sheet import Sheet, assemble

    package = Package(data, _PROGRAM)
    if package.has(_MANIFEST) and _is_encrypted(package.read(_MANIFEST)):
        raise UnreadableError("文件设有打开密码，已加密", "请打开后去掉密码另存，再重新审核。")
    sheets: list[Sheet] = []
    broken: list[Trouble] = []
    try:
        read_sheets(package.pieces(_CONTENT, _PIECE, MAX_CONTENT), _CONTENT, sheets)
    except UnreadableError as error:
        broken.append(Trouble(f"只读取了前面的一部分：{error.reason}", error.advice))
    blocks, troubles = assemble(sheets)
    if broken and not blocks:
        raise UnreadableError(broken[0].reason.partition("：")[2], broken[0].advice)
    return Document(source, NAME, blocks, (*broken, *troubles))


def _is_encrypted(manifest: bytes) -> bool:
    return b"encryption-data" in manifest or b"encrypted-package" in manifest
