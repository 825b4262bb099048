"""What differs between two tables of which one repeats the other, told to a clerk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from auditor.similarity.marking import differences, marked
from auditor.text.normalise import normalise
from auditor.types.indicator import COLUMNS, Indicator

#: Longer cells are cut behind their first difference.
_LONGEST = 60


def contrast(rows: Iterable[tuple[Indicator, Indicator]], shown: int = 2) -> str:
    """Return where paired rows differ, the differences between ``【】``; empty where they do not.

    Args:
        rows: a row and its partner in the other table.
        shown: so many cells are quoted.
    """
    told = list(islice(_cells(rows), shown + 1))
    return "、".join(told[:shown]) + ("等" if len(told) > shown else "")


def _cells(rows: Iterable[tuple[Indicator, Indicator]]) -> Iterator[str]:
    for row, twin in rows:
        for role in ("level3", "description", "value"):
            left, right = normalise(row.cell(role)), normalise(twin.cell(role))
            if left != right:
                found = differences(left, right)
                own = _cut(marked(left, (item.left for item in found)))
                other = _cut(marked(right, (item.right for item in found)))
                yield f"第{row.row}行{COLUMNS[role]}“{own}”对“{other}”"


def _cut(text: str) -> str:
    end = max(_LONGEST, text.find("】") + 1)
    return text if len(text) <= end else f"{text[:end]}…"
