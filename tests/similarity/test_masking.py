"""Numbers masked, units kept."""

from __future__ import annotations

import pytest

from auditor.similarity import mask_numbers


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("≥1,200.5公里", "≥#公里"),
        ("２０２５年、3．6万元", "#年、#万元"),
        ("5-8人", "#-#人"),
        ("第1.", "第#."),
        ("三百人", "三百人"),
        ("", ""),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked
