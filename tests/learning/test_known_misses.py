"""Rows that the models get wrong at present: a list in the open, so that nobody takes the models for better than they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.learning.corpus import load_corpus
from auditor.learning.models import Judgement, category_of_row, field_of_row

PATH = Path(__file__).with_name("known_misses.yaml")
MISSES: dict[str, list[dict[str, str]]] = yaml.safe_load(PATH.read_text(encoding="utf-8"))


@cache
def _labels(which: str) -> set[str]:
    judgement = field_of_row("", "") if which == "field" else category_of_row("", "", "")
    return set(judgement.prediction.scores)


def _judged(which: str, miss: dict[str, str]) -> Judgement:
    judge = field_of_row if which == "field" else category_of_row
    return judge(miss["name"], miss["description"], miss["value"])


def _each() -> list[Any]:
    return [pytest.param(which, miss, id=f"{which}-{miss['name']}") for which, misses in MISSES.items() for miss in misses]


@pytest.mark.parametrize(("which", "miss"), _each())
def test_is_still_a_miss(which: str, miss: dict[str, str]) -> None:
    label = _judged(which, miss).label
    assert label != miss["right"], f"“{miss['name']}”现在判对了：请从 {PATH.name} 删去这一条"
    assert label == miss["says"], f"“{miss['name']}”现在判为“{label}”：请在 {PATH.name} 改正 says"


def test_entries_are_whole() -> None:
    assert set(MISSES) == {"field", "category"}
    assert sum(map(len, MISSES.values())) >= 20
    for which, misses in MISSES.items():
        for miss in misses:
            assert set(miss) == {"name", "description", "value", "right", "says", "why"}, miss
            assert {miss["right"], miss["says"]} <= _labels(which), miss
            assert all(miss[key] for key in ("name", "right", "says", "why")), miss


def test_none_is_trained_on() -> None:
    rows, _ = load_corpus()
    known = {(row.name, row.description, row.value) for row in rows}
    listed = [(miss["name"], miss["description"], miss["value"]) for misses in MISSES.values() for miss in misses]
    assert [row for row in listed if row in known] == []
