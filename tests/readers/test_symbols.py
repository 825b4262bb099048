"""Signs of symbol fonts and radicals that stand for characters."""

from __future__ import annotations

import pytest

from auditor.readers._symbols import plain, symbol


@pytest.mark.parametrize(
    ("code", "font", "sign"),
    [
        (0xF0B3, "Symbol", "≥"),
        (0xB3, "Symbol", "≥"),
        (0xF0A3, "Symbol", "≤"),
        (0xF0A3, "Wingdings 2", "☐"),
        (0xF0FE, "Wingdings", "☑"),
        (0xF0EE, "Wingdings", ""),
        (0x4EBA, "宋体", "人"),
        (0x41, "Arial", "A"),
        (0xF041, "Symbol", ""),
    ],
)
def test_symbol(code: int, font: str, sign: str) -> None:
    assert symbol(code, font) == sign


def test_radicals_and_private_codes_become_characters() -> None:
    raw = "\u2f08\u2f12资源：⻓期\uf0b395%"
    assert plain(raw) == "人力资源：长期≥95%"
    assert len(plain(raw)) == len(raw)


def test_ordinary_text_is_left_alone() -> None:
    assert plain("人力资源≥95%（２０２４）") == "人力资源≥95%（２０２４）"
