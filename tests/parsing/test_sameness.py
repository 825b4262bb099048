"""Value cells that say the same in other units, and rows of which one says less."""

from __future__ import annotations

import pytest

from auditor.parsing.sameness import cut_short, same_value


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("≥2.4万㎡", "≥24000平方米", True),
        ("8.5公里", "8500米", True),
        ("3万元", "30000元", True),
        ("3万元", "3元", False),
        ("≥90%", "≤90%", False),
        ("≥90%", "≥90人", False),
        ("3-5天", "3～5天", True),
        ("3-5天", "3天", False),
        ("显著", "显著", True),
        ("显著", "明显", False),
        ("", "", False),
        ("20台，30套", "20台", False),
    ],
)
def test_compares_values_whatever_their_unit(left: str, right: str, same: bool) -> None:
    assert same_value(left, right) is same
    assert same_value(right, left) is same


def test_one_description_says_less() -> None:
    assert cut_short(("干渠衬砌长度", "6公里"), ("灌区干渠衬砌长度", "6000米"))
    assert not cut_short(("干渠衬砌长度", "6公里"), ("灌区干渠衬砌长度", "9公里"))
    assert not cut_short(("长度", "6公里"), ("灌区干渠衬砌长度", "6公里"))
    assert not cut_short(("", "6公里"), ("灌区干渠衬砌长度", "6公里"))
