"""Signs from the symbol fonts of Word, which stand in files as codes of a private area instead of as characters."""

from __future__ import annotations

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
