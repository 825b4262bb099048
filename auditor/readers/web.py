"""Web pages (.html, .htm) and web archives (.mht, .mhtml): tables with row and column spans, paragraphs, headings."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace

from auditor.errors import UnreadableError
from auditor.readers._encoding import Decoded, decode
from auditor.readers._mht import is_archive, pages
from auditor.types.grid import Document, Grid, Paragraph, Trouble

NAME = "web"
#: Budget systems export tables of HTML under the suffix .xls; Excel opens them.
TITLE = "网页"
SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".mht", ".mhtml", ".xls"})

#: Bytes of the largest page taken on; embedded pictures count.
MAX_PAGE = 64 * 1024 * 1024
_SAVE_AS = "请在浏览器中打开核对，复制到 Word 或 Excel 另存后再审核。"

_FIRST = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|table|meta|title|style|div|p|center|font|form|script|link|base|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_TABLE = re.compile(r"<table\b.*<t[dh]\b", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_EMBEDDED = re.compile(r"""data:[\w/+.-]*;base64,[^"')>]*""", re.IGNORECASE)
_FRAMES = re.compile(r"<frame\b", re.IGNORECASE)
#: Charsets that Chinese pages state and that decode alone cannot find out.
_TRUSTED = frozenset({"big5", "big5hkscs", "shift_jis", "euc_jp", "euc_kr"})


def sniff(data: bytes) -> int:
    """Return 2 for a web page or archive, 1 for text with a table of HTML in it, else 0."""
    if is_archive(data):
        return 2
    head = _head(data)
    if _FIRST.match(head):
        return 2
    return 1 if _TABLE.search(head) else 0


def _head(data: bytes) -> str:
    """Return the beginning as text; only its ASCII signs need to be right."""
    head = data[:16384]
    wide = head[:400].count(0) > 40 or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    found = decode(head[: len(head) // 2 * 2]) if wide else None
    return found.text if found else head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def read(data: bytes, source: str) -> Document:
    """Return what the page shows; tables that only lay it out fall apart into paragraphs and their inner tables.

    Raises:
        UnreadableError: too large, no text, or an archive without a page.
    """
    if len(data) > MAX_PAGE:
        raise UnreadableError(f"网页过大（超过 {MAX_PAGE // 1024 // 1024} MB）", _SAVE_AS)
    found = list(pages(data)) if is_archive(data) else [(data, None)]
    if not found:
        raise UnreadableError(
            "网页归档里没有网页内容，可能没有保存完整", "请在浏览器中重新保存，或" + _SAVE_AS.removeprefix("请")
        )
    blocks: list[Paragraph | Grid] = []
    troubles: list[Trouble] = []
    for content, charset in found:
        shown, told = _page(page_text(content, charset))
        blocks += shown
        troubles += told
    if not blocks and any(_FRAMES.search(_head(content)) for content, _ in found):
        troubles.append(
            Trouble("网页只是一个框架，内容在另外的文件里", "请报送完整的内容，最好另存为 .xlsx 或 .docx。", fatal=True)
        )
    return Document(source, NAME, tuple(_numbered(blocks)), tuple(troubles))


def _page(decoded: Decoded) -> tuple[list[Paragraph | Grid], list[Trouble]]:
    from auditor.readers._html_layout import blocks
    from auditor.readers._html_walk import show

    troubles = []
    if decoded.lost:
        troubles.append(Trouble(f"有 {decoded.lost} 处字符无法识别", "请核对原网页，另存为 UTF-8 编码后重试。"))
    if _is_cut(decoded.text):
        troubles.append(Trouble("网页不完整，最后一张表没有结束", "可能没有下载或复制完，请核对原网页，重新保存后再审核。"))
    return list(blocks(show(_EMBEDDED.sub("", decoded.text.replace("\0", ""))))), troubles


def _is_cut(text: str) -> bool:
    """Whether the page ends inside a table; who merely leaves out the end of a table still ends the page."""
    lower = text.lower()
    return lower.rfind("<table") > lower.rfind("</table") and "</html" not in lower and "</body" not in lower


def page_text(data: bytes, charset: str | None = None) -> Decoded:
    """Return the text of a page in its real encoding, which may not be the one it states.

    Args:
        data: the page.
        charset: what the transport states; it wins over what the page states itself.
    """
    stated = _normal(charset) or _normal(_meta(data))
    found = decode(data)
    if found is not None and found.encoding.startswith("utf") and not (stated == "gb18030" and _looks_latin(found.text)):
        return found
    encoding = stated if stated in _TRUSTED else "gb18030"
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _meta(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def _normal(charset: str | None) -> str:
    """Return Python's name of a stated charset, GB2312 and GBK as GB18030, which holds both; empty for none."""
    try:
        name = codecs.lookup(charset or "").name
    except LookupError:
        return ""
    return "gb18030" if name in ("gb2312", "gbk", "gb18030", "hz") else name


def _looks_latin(text: str) -> bool:
    """A few Chinese signs in GB2312 may pass for UTF-8, but only for two-byte letters of other alphabets."""
    return not text.isascii() and all(sign < "\u0800" for sign in text)


def _numbered(blocks: list[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    number = 0
    for block in blocks:
        if isinstance(block, Grid):
            number += 1
            yield replace(block, number=number)
        else:
            yield block
