"""Tells what a file is that no reader takes, and what its sender should do instead."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.errors import UnreadableError
from auditor.readers._ole import has_stream
from auditor.readers._package import Package

_AGAIN = "请核对是否发错文件，或请报送单位重新发送。"
_PICTURE = "图片需先做文字识别（OCR）：请向报送单位索取可编辑的电子版，或用识别软件转成 docx、xlsx 后重试。"
_UNPACK = "请先解压成文件夹，或改用 zip 压缩后重试。"
_NO_KEY = "请在 Word、Excel 或 WPS 中打开，去掉打开密码后另存，再重新审核。"

#: Offset, first bytes, what it is, what to do.
_MAGICS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"{\\rtf", "RTF 文档", "请用 Word 或 WPS 打开，另存为 docx 后重试。"),
    (0, b"\x89PNG", "PNG 图片", _PICTURE),
    (0, b"\xff\xd8\xff", "JPEG 图片", _PICTURE),
    (0, b"GIF8", "GIF 图片", _PICTURE),
    (0, b"BM", "BMP 图片", _PICTURE),
    (0, b"II*\x00", "TIFF 图片", _PICTURE),
    (0, b"MM\x00*", "TIFF 图片", _PICTURE),
    (8, b"WEBP", "WebP 图片", _PICTURE),
    (4, b"ftypheic", "HEIC 图片", _PICTURE),
    (0, b"Rar!", "RAR 压缩包", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "7z 压缩包", _UNPACK),
    (0, b"\x1f\x8b\x08", "gzip 压缩包", _UNPACK),
    (257, b"ustar", "tar 压缩包", _UNPACK),
    (0, b"MZ", "可执行程序", "程序文件不会被打开；" + _AGAIN),
    (0, b"\x7fELF", "可执行程序", "程序文件不会被打开；" + _AGAIN),
    (0, b"SQLite format 3", "数据库文件", _AGAIN),
    (0, b"%PDF", "PDF 文件，但本程序没有能读它的模块", "请用 Word 或 WPS 把 PDF 转成 docx 后重试。"),
)
#: Marks that are also the beginning of ordinary text; the file must hold zero bytes as well.
_SHORT = frozenset({b"BM", b"MZ"})


def foreign(data: bytes) -> UnreadableError | None:
    """Return why ``data`` cannot be read where its first bytes or its container tell what it is, else None."""
    if not data.strip(b"\x00"):
        return UnreadableError("文件内容全是空字节，可能下载或复制中断", _AGAIN)
    if has_stream(data, "EncryptedPackage"):
        return UnreadableError("这是加密的 Office 文档（设有打开密码）", _NO_KEY)
    for offset, mark, kind, advice in _MAGICS:
        if data.startswith(mark, offset) and (mark not in _SHORT or b"\x00" in data[:64]):
            return UnreadableError(f"这是{kind}", advice)
    return next(_container(data), None) if data.startswith(b"PK") else None


def _container(data: bytes) -> Iterator[UnreadableError]:
    try:
        package = Package(data)
    except UnreadableError as error:
        yield error
        return
    if package.has("OFD.xml"):
        yield UnreadableError("这是 OFD 版式文件", "请用 OFD 阅读器打开，导出为 PDF 或 docx 后重试。")
    elif any(name.startswith("ppt/") for name in package.names):
        yield UnreadableError("这是演示文稿（PowerPoint）", "请向报送单位索取 Word 或 Excel 格式的绩效目标表。")
    else:
        yield UnreadableError("这是 ZIP 压缩包", "请把扩展名改为 .zip，或先解压后重试。")


def unknown(suffix: str) -> UnreadableError:
    """Return the error for a file that nothing is known about."""
    named = f"（扩展名 {suffix}）" if suffix else ""
    return UnreadableError(f"认不出文件的格式{named}", "请用原来的软件打开，另存为 docx、xlsx 或 PDF 后重试。")
