"""The benchmark's own truth is the truth, and its peers find pairs."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import _peers, near_duplicates
from benchmarks.generate import generate
from tests.similarity import brute

TEXTS = list(dict.fromkeys(["", "甲", *generate(600).texts]))
TRUTH = set(brute.near_pairs(TEXTS, near_duplicates.THRESHOLD))


def test_brute_force_finds_all_pairs() -> None:
    assert len(TRUTH) > 100
    assert near_duplicates.brute_force(TEXTS) == TRUTH


def test_queries_find_all_pairs_of_theirs() -> None:
    queries = np.arange(0, len(TEXTS), 3)
    asked = set(queries.tolist())
    assert near_duplicates._near(TEXTS, queries) == {pair for pair in TRUTH if asked & set(pair)}


def test_ours() -> None:
    assert near_duplicates.ours(TEXTS) == TRUTH


@pytest.mark.parametrize("way", [near_duplicates.minhash_lsh, near_duplicates.sparse_product])
def test_peers(way: object) -> None:
    if _peers.missing():
        pytest.skip("the extra 'bench' is not installed")
    found = way(TEXTS)  # type: ignore[operator]
    assert found <= TRUTH
    assert len(found) > 0.8 * len(TRUTH)


def test_missing_peers_are_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(_peers, "missing", lambda: ["datasketch"])
    monkeypatch.setattr(near_duplicates, "_alone", lambda *_: near_duplicates.Measured({(0, 1)}, 1.0, 2.0))
    near_duplicates._beside_peers()
    told = capsys.readouterr().out
    assert "未安装 datasketch，无法对照：请先运行 pip install -e '.[bench]'" in told
    assert "本程序：1.00 秒" in told
