"""Which pages hold text that cannot be read as such, and what the user is told about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from auditor.readers._pdf_raw import Page
from auditor.types.grid import Trouble

#: A scan may bear a few characters (a stamp, a page number) on an image of at least this share of the page.
_FEW, _IMAGE = 20, 0.4
#: A page without text but with this many drawn shapes has its text drawn as curves.
_CURVES = 100
#: This share of characters without a meaning makes a page unreadable.
_GARBLED = 0.3
_LOST = re.compile("[\ufffd\x00-\x08\x0e-\x1f\ue000-\uf8ff]")

#: What to do where the reason alone does not tell.
_ADVICE = {
    "DAMAGED": "请用 PDF 阅读器打开核对，必要时重新打印（导出）为 PDF。",
    "RECOGNISED": "识别可能有误，请对照原件核实。",
    "TOO_MANY": "请把文件拆成每份不超过 20 页后重新审核，或请报送单位提供文字版。",
}
_OCR = '安装识别组件后重新审核：pip install "jixiao-auditor[ocr]"；或请报送单位提供文字版。'


class Why(Enum):
    """Why the text of a page cannot be read as such, or how it was read all the same."""

    SCAN = "是扫描件，没有文字层"
    HIDDEN = "是扫描件，只带有识别时留下的文字，表格线不在其中"
    CURVES = "的文字已转成图形，没有文字层"
    GARBLED = "的字体没有文字编码，读出来是乱码"
    DAMAGED = "已损坏，没有读出"
    RECOGNISED = "没有文字层，内容由识别得来"
    TOO_MANY = "没有文字层，扫描页过多，没有识别"


def unread(page: Page) -> Why | None:
    """Return why the page cannot be read as text, None where it can (or holds nothing to read)."""
    visible = len("".join(page.text.split()))
    if page.hidden:
        return Why.HIDDEN
    if visible <= _FEW and page.image_share >= _IMAGE:
        return Why.SCAN
    if not visible and page.drawings >= _CURVES:
        return Why.CURVES
    return Why.GARBLED if visible > _FEW and len(_LOST.findall(page.text)) > _GARBLED * visible else None


def troubles(pages: Sequence[tuple[int, Why]], fatal: bool) -> tuple[Trouble, ...]:
    """Return one trouble for each reason.

    Args:
        pages: 1-based numbers of the pages, and why, ascending.
        fatal: nothing else of the document could be read either.
    """
    found = []
    for why in Why:
        numbers = [number for number, reason in pages if reason is why]
        if numbers:
            reason = f"第{ranges(numbers)}页{why.value}"
            # What was recognised has been read: it is in doubt, not missing.
            note = why is Why.RECOGNISED and not fatal
            found.append(Trouble(reason, _ADVICE.get(why.name, _OCR), page=numbers[0], fatal=fatal, note=note))
    return tuple(found)


def ranges(numbers: Sequence[int]) -> str:
    """Return ascending numbers in short: ``3-8、10``."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return "、".join("-".join(map(str, part)) for part in parts)
