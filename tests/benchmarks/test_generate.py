"""Synthetic corpora: the copies are where they are said to be, and the rows look like rows."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz

from benchmarks import generate
from benchmarks.generate import Shape

MADE = generate.generate(5000)


def test_shares_and_lengths() -> None:
    assert len(MADE.texts) == len(MADE.origins) == len(MADE.edits) == 5000
    assert (MADE.edits > 0).sum() == 1250
    assert ((MADE.origins >= 0) & (MADE.edits == 0)).sum() == 1000
    lengths = np.array([len(text) for text in MADE.texts])
    assert 30 <= lengths.mean() <= 50
    assert np.quantile(lengths, 0.05) >= 10
    assert np.quantile(lengths, 0.95) <= 75


def test_copies_say_where_they_come_from() -> None:
    for text, origin, edits in zip(MADE.texts, MADE.origins, MADE.edits, strict=True):
        if origin >= 0 and edits == 0:
            assert text == MADE.texts[origin]
    edited = [(MADE.texts[a], MADE.texts[b]) for a, b in enumerate(MADE.origins) if b >= 0 and MADE.edits[a] == 1]
    assert np.median([fuzz.ratio(*pair) for pair in edited]) > 90
    originals = set(np.flatnonzero(MADE.origins < 0))
    assert {int(origin) for origin in MADE.origins if origin >= 0} <= originals


def test_the_seed_decides() -> None:
    assert generate.generate(300, seed=4).texts == generate.generate(300, seed=4).texts
    assert generate.generate(300, seed=4).texts != generate.generate(300, seed=5).texts
    assert generate.templated(50, 1) == generate.templated(50, 1) != generate.templated(50, 2)


def test_the_shape_decides() -> None:
    plain = generate.generate(1000, shape=Shape(exact=0.0, edited=0.0, generic=0.1))
    assert (plain.origins == -1).all()
    assert len(set(plain.texts)) > 850


def test_written_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["generate", "200", "-o", str(tmp_path / "rows.tsv")])
    assert generate.main() == 0
    made = generate.generate(200)
    lines = [line.split("\t") for line in (tmp_path / "rows.tsv").read_text(encoding="utf-8").splitlines()]
    assert [line[0] for line in lines] == made.texts
    assert [int(line[1]) for line in lines] == made.origins.tolist()


@pytest.mark.parametrize("rows", ["0", "5000001"])
def test_sizes_out_of_range_are_refused(rows: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["generate", rows, "-o", str(tmp_path / "rows.tsv")])
    with pytest.raises(SystemExit):
        generate.main()
    assert not (tmp_path / "rows.tsv").exists()
