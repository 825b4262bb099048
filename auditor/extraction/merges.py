"""Fill the levels down: merged cells, cells left blank below them, and labels printed in the middle of their span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.extraction.vocabulary import level_key, vocabulary


@dataclass(slots=True)
class Levels:
    """The two levels of a row while they are filled; ``page`` tells where a page break cut a merged cell."""

    level1: str
    level2: str
    page: int


def fill_down(rows: Sequence[Levels]) -> None:
    """Fill blank levels from the row above, in place.

    A blank 二级指标 is not filled across a new 一级指标. A blank 一级指标 whose 二级指标 belongs elsewhere takes the text
    that a merged cell shows only after the page break.
    """
    fill_up(rows)
    for above, row in pairwise(rows):
        new = bool(row.level1) and row.level1 != above.level1
        row.level1 = row.level1 or above.level1
        if not row.level2 and not new:
            row.level2 = above.level2


def fill_up(rows: Sequence[Levels]) -> None:
    """Where a merged 一级指标 was cut by a page break and its text printed on the later page, give it to the rows before."""
    for index in range(1, len(rows)):
        row = rows[index]
        if not row.level1 or row.page == rows[index - 1].page or rows[index - 1].level1:
            continue
        held = next((other.level1 for other in reversed(rows[:index]) if other.level1), "")
        wanted = family1(row.level1)
        if not wanted or family1(held) == wanted:
            continue
        for other in reversed(rows[:index]):
            if other.level1 or other.page != rows[index - 1].page or family2(other.level2) != wanted:
                break
            other.level1 = row.level1


def family1(text: str) -> str:
    """Return the family of a 一级指标 (产出, 效益 …), empty where it is unknown."""
    return vocabulary().level1.get(level_key(text), "")


def family2(text: str) -> str:
    """Return the family of a 二级指标, empty where it is unknown."""
    return vocabulary().level2.get(level_key(text), "")
