"""Opens PDF files with PDFium and takes from each page its characters with their boxes, and what is painted besides."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any

from auditor.errors import UnreadableError
from auditor.readers._pdf_geometry import Box, Floats, Turn
from auditor.readers._pdf_objects import Painted
from auditor.readers._symbols import plain

_PASSWORD, _SECURITY = 4, 5
_TEXT, _INVISIBLE = 1, 3
#: A page with more characters is no page to read but one to run out of memory with.
_MOST = 200_000
#: Characters asked for the direction of the page's text.
_SAMPLE = 9
_AGAIN = "请确认文件完整，或用 PDF 阅读器打开后重新打印（导出）为 PDF，再审核。"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds.

    Attributes:
        number: 1-based.
        width, height: as read.
        text: the characters in the order in which they were written.
        boxes: columns x0, y0, x1, y1 of the characters' loose boxes (advance width, line height).
        lines: boxes of painted straight lines and of what is thin enough to be one.
        image_share: share of the page that its images cover, at most 1.
        drawings: number of painted paths that are no lines.
        hidden: the text is invisible, as recognition programs lay it over a scan.
    """

    number: int
    width: float
    height: float
    text: str
    boxes: tuple[Floats, Floats, Floats, Floats]
    lines: tuple[Box, ...]
    image_share: float = 0.0
    drawings: int = 0
    hidden: bool = False


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """Open a PDF from memory and yield pypdfium2's document.

    Raises:
        UnreadableError: encrypted, or damaged beyond PDFium's repair.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY) or "assword" in str(error):
            raise UnreadableError("PDF 设有打开密码", "请取消密码后另存，再审核。") from error
        raise UnreadableError("PDF 已损坏或没有传完整", _AGAIN) from error
    try:
        yield document
    finally:
        document.close()


def load_page(document: Any, number: int) -> Page | None:
    """Return page ``number`` (from 1), None where it cannot be loaded or holds more than any page does."""
    import pypdfium2.raw as c

    page = c.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        return None
    try:
        return _contents(page, number)
    finally:
        c.FPDF_ClosePage(page)


def _contents(page: Any, number: int) -> Page | None:
    import pypdfium2.raw as c

    text_page = c.FPDFText_LoadPage(page)
    try:
        count = max(0, c.FPDFText_CountChars(text_page)) if text_page else 0
        if count > _MOST:
            return None
        text = _characters(text_page, count) if count else ""
        turn = _turn(page, text_page, text)
        boxes = _char_boxes(text_page, count, turn)
    finally:
        if text_page:
            c.FPDFText_ClosePage(text_page)
    objects = Painted(turn)
    objects.walk(page, c.FPDFPage_CountObjects(page), c.FPDFPage_GetObject, None, 0)
    width, height = turn.size
    share = min(1.0, objects.image_area / max(1.0, width * height))
    hidden = share > 0.5 and not objects.lines and _invisible(page)
    return Page(number, width, height, text, boxes, tuple(objects.lines), share, objects.drawings, hidden)


def _characters(text_page: Any, count: int) -> str:
    """Return the page's characters, one for each index that PDFium counts."""
    import pypdfium2.raw as c

    buffer = (ctypes.c_ushort * (count + 1))()
    written = c.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return plain(text)
    # PDFium leaves characters without a code out of the text but not out of the count
    codes = (c.FPDFText_GetUnicode(text_page, i) for i in range(count))
    return plain("".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes))


def _turn(page: Any, text_page: Any, text: str) -> Turn:
    """Return the page's box and the turn that sets most of its text upright; without text, the page's own rotation."""
    import pypdfium2.raw as c

    box = c.FS_RECTF()
    c.FPDF_GetPageBoundingBox(page, box)
    visible = [i for i in range(0, len(text), max(1, len(text) // _SAMPLE)) if not text[i].isspace()]
    quarters = [round(c.FPDFText_GetCharAngle(text_page, i) / 1.5708) % 4 for i in visible]
    # a text turned anticlockwise has three quarters by PDFium's measure and needs one quarter clockwise
    most = -max(set(quarters), key=quarters.count) % 4 if quarters else c.FPDFPage_GetRotation(page) % 4
    return Turn(box.left, box.bottom, box.right, box.top, most)


@lru_cache(maxsize=1)
def _loose_box() -> Callable[..., int]:
    """Return FPDFText_GetLooseCharBox taking plain addresses: half the time of the binding's call, made for every character."""
    import pypdfium2.raw as c

    address = ctypes.cast(c.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(address)


def _char_boxes(text_page: Any, count: int, turn: Turn) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the loose boxes: tight ones would put full-width punctuation on lines of its own."""
    import pypdfium2.raw as c

    if not count:
        return [], [], [], []
    rectangles = (c.FS_RECTF * count)()
    start, size = ctypes.addressof(rectangles), ctypes.sizeof(c.FS_RECTF)
    handle = ctypes.cast(text_page, ctypes.c_void_p).value
    deque(map(_loose_box(), repeat(handle), range(count), range(start, start + size * count, size)), maxlen=0)
    flat: Floats = [*memoryview(rectangles).cast("B").cast("f")]
    return turn.columns(flat[::4], flat[3::4], flat[2::4], flat[1::4])


def _invisible(page: Any) -> bool:
    """Tell whether the first text of the page is painted in the invisible mode."""
    import pypdfium2.raw as c

    for i in range(min(200, c.FPDFPage_CountObjects(page))):
        item = c.FPDFPage_GetObject(page, i)
        if c.FPDFPageObj_GetType(item) == _TEXT:
            return bool(c.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE)
    return False
