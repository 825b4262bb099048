"""Signs from the symbol fonts of Word, which stand in files as codes of a private area instead of as characters."""

from __future__ import annotations

import re
import unicodedata

#: Adobe Symbol encoding, as far as tables of figures use it.
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xB7: "•", 0xA5: "∞",
    0x3C: "<", 0x3D: "=", 0x3E: ">", 0x25: "%", 0x2B: "+", 0x2D: "−", 0x7E: "~", 0xBE: "—", 0xBC: "…",
}  # fmt: skip
#: Wingdings and Wingdings 2: the boxes and ticks of forms.
_DINGBATS = {
    0xFC: "✓",
    0xFE: "☑",
    0x52: "☑",
    0x50: "✓",
    0xA8: "☐",
    0x6F: "☐",
    0xA3: "☐",
    0x2A: "☐",
    0xFB: "✗",
    0xFD: "☒",
    0x6C: "●",
    0x6E: "■",
}


def symbol(code: int, font: str) -> str:
    """Return the character for ``code`` (plain or in U+F000-F0FF) of the font, empty for a sign without a counterpart."""
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF or code <= 0xFF else None
    if low is None:
        return chr(code)
    if "wingding" in font.lower() or "webding" in font.lower():
        return _DINGBATS.get(low, "")
    return _SYMBOL.get(low, chr(low) if 0x20 <= low < 0x7F and "symbol" not in font.lower() else "")


#: For str.translate: the codes that stand in a run of text itself, where the font is not known. Comparison signs come first.
PRIVATE_AREA = {0xF000 + code: sign for code, sign in {**_DINGBATS, **_SYMBOL}.items()}

#: For str.translate: radicals that PDF fonts give instead of the characters they look like. The simplified ones have no
#: decomposition in Unicode, those from U+2F00 have.
RADICALS = {
    **dict(
        zip(
            map(ord, "⺁⺟⺠⺩⺬⺮⺶⻁⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳"),
            "厂母民王示竹羊虎西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
            strict=True,
        )
    ),
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
}
_FOREIGN = re.compile("[\u2e80-\u2fd5\uf020-\uf0ff]")


def plain(text: str) -> str:
    """Return text with radicals and private codes as the characters they stand for; its length stays the same."""
    return text.translate(_PLAIN) if _FOREIGN.search(text) else text


_PLAIN = {**PRIVATE_AREA, **RADICALS}
