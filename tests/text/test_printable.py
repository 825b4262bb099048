"""Texts made fit for files."""

from __future__ import annotations

import pytest

from auditor.text.printable import CELL_LIMIT, CUT_MARK, cell_text, csv_cell, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [("≥\x0095\x1f%\ufffe", "≥95%"), ("a\r\nb\rc\u2028d", "a\nb\nc\nd"), ("半\ud83d个", "半个"), ("全😀个\t", "全😀个\t")],
)
def test_forbidden_characters_are_dropped(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_long_text_is_cut_in_the_units_of_excel() -> None:
    assert cell_text("长" * CELL_LIMIT) == "长" * CELL_LIMIT
    cut = cell_text("😀" * 20_000)  # two units each
    assert cut.endswith(CUT_MARK)
    assert set(cut.removesuffix(CUT_MARK)) == {"😀"}
    assert len(cut.encode("utf-16-le")) // 2 in (CELL_LIMIT - 1, CELL_LIMIT)


@pytest.mark.parametrize("text", ["=SUM(A1)", "+cmd|x", "-A1", "@x", " =A1", "=1\n+A1"])
def test_formulas_get_an_apostrophe(text: str) -> None:
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["=100%", "-5", "+86 10", "≥95%", "满意度=A", "—", "-"])
def test_values_stay_as_they_are(text: str) -> None:
    assert csv_cell(text) == text
