"""Whether two tables are of one unit, of one project, and how many of their rows say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from rapidfuzz import fuzz

from auditor.resources import data_dir, load_yaml
from auditor.similarity.library_keys import masked
from auditor.similarity.library_records import file_name
from auditor.text.normalise import bare
from auditor.types.indicator import IndicatorTable


def table_order(table: IndicatorTable) -> tuple[int, str, str, int]:
    """Return what sorts tables by year, unit, document and number; those without a year come last."""
    return table.year or 9999, table.unit_name, table.source, table.number


def ordered(tables: Iterable[IndicatorTable]) -> list[IndicatorTable]:
    """Return the tables in an order that does not depend on the order in which the documents were read."""
    return sorted(tables, key=table_order)


def told_unit(name: str, source: str) -> str:
    """Return the unit's name; empty where it is nothing but the name of the file (表.xlsx, 今年.docx), which is no unit's.

    Args:
        name: as extraction gives it, which falls back to the name of the file.
        source: the document.
    """
    stem = PurePath(file_name(source)).stem
    return name if name and (bare(name) not in bare(stem) or _organisation().fullmatch(name)) else ""


@lru_cache(maxsize=1)
def _organisation() -> re.Pattern[str]:
    words = load_yaml(data_dir("rules") / "templates" / "_vocabulary.yaml", dict[str, Any])["organisations"]
    return re.compile(rf".*(?:{'|'.join(map(re.escape, words))})(?:[(（].*[)）])?")


def related_units(left: str, right: str) -> bool:
    """Return whether two names may be one unit or a unit and its part: one begins with the other. Empty names may be any."""
    a, b = bare(left), bare(right)
    return a.startswith(b) or b.startswith(a)


def project_likeness(left: str, right: str) -> float:
    """Return 0-1: how alike two names of projects are, numbers aside; 1 where one holds the other, 0 where one is empty."""
    a, b = masked(left), masked(right)
    if not a or not b:
        return 0.0
    return 1.0 if a in b or b in a else fuzz.ratio(a, b) / 100.0


def shared_rows(left: Sequence[str], right: Sequence[str], near: float = 1.0) -> tuple[tuple[int, int], ...]:
    """Return which rows of ``left`` say the same as rows of ``right``, as pairs of 0-based positions.

    Each row has one partner at most; partners of the same words are found first, then those alike by ``near`` (0-1).
    """
    free: dict[str, list[int]] = {}
    for place, text in reversed(list(enumerate(right))):
        free.setdefault(text, []).append(place)
    pairs = [(place, free[text].pop()) for place, text in enumerate(left) if text and free.get(text)]
    return tuple(sorted(pairs if near >= 1.0 else [*pairs, *_near(left, right, pairs, near)]))


def _near(left: Sequence[str], right: Sequence[str], pairs: Sequence[tuple[int, int]], near: float) -> list[tuple[int, int]]:
    paired, taken = {a for a, _ in pairs}, {b for _, b in pairs}
    found = []
    for place, text in enumerate(left):
        if place in paired or not text:
            continue
        scored = ((fuzz.ratio(text, other), -index) for index, other in enumerate(right) if other and index not in taken)
        score, index = max(scored, default=(0.0, 0))
        if score >= near * 100:
            taken.add(-index)
            found.append((place, -index))
    return found
