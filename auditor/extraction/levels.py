"""Levels in text dumps of PDFs: at the beginning of a line, or printed by themselves in the middle of their span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from auditor.extraction.merges import family1, family2
from auditor.extraction.vocabulary import level_key, vocabulary

_UNKNOWN = re.compile(r"(\S{2,10}指标)\s+(\S.*)")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = vocabulary()
    one = "|".join(sorted(map(re.escape, words.level1), key=len, reverse=True))
    two = "|".join(sorted(map(re.escape, words.level2), key=len, reverse=True))
    # 指标 may be left out only where a blank follows
    return re.compile(rf"(?:(?P<one>(?:{one})(?:指标|(?=\s)))\s*)??(?P<two>(?:{two})(?:指标|(?=\s)))\s*(?P<rest>.*)")


@lru_cache(maxsize=4096)
def split_levels(line: str) -> tuple[str, str, str] | None:
    """Return level1 (or empty), level2 and the rest of a line that begins a row, None for any other line."""
    words = vocabulary()
    match = _pattern().fullmatch(line)
    if match:
        one, two, rest = match.group("one") or "", match.group("two"), match.group("rest")
        # 满意度指标 服务对象满意度指标 … : the first is the 一级指标 though it could be a 二级指标 as well
        again = _pattern().fullmatch(rest) if not one and level_key(two) in words.level1 else None
        if again and not again.group("one") and _follows(two, again.group("two")):
            return two, again.group("two"), again.group("rest")
        if not one and level_key(two) in words.level1 and not rest:
            return None
        if not one and not two.endswith("指标") and len(rest.split()) < 2:
            return None
        return one, two, rest
    unknown = _UNKNOWN.fullmatch(line)
    if unknown and level_key(unknown.group(1)) not in words.level1:
        return "", unknown.group(1), unknown.group(2)
    return None


def _follows(one: str, two: str) -> bool:
    return family1(one) == family2(two) or level_key(one) not in vocabulary().level2


def place_levels(rows: Sequence[tuple[str, str, Sequence[str]]]) -> list[str]:
    """Return the 一级指标 of each row.

    Args:
        rows: level1 printed on the row's line, level2, labels printed by themselves after the row.
    """
    printed = [(index + 0.0, one) for index, (one, _, _) in enumerate(rows) if one]
    printed += [(index + 0.5, label) for index, (_, _, labels) in enumerate(rows) for label in labels]
    printed.sort()
    return [one or _label(index, two, printed) for index, (one, two, _) in enumerate(rows)]


def _label(index: int, two: str, printed: Sequence[tuple[float, str]]) -> str:
    """Return the label of the row's own family, else the nearest."""
    wanted = family2(two)
    fitting = [entry for entry in printed if family1(entry[1]) == wanted or (wanted == "成本" and family1(entry[1]) == "产出")]
    near = min(fitting or printed, key=lambda entry: abs(entry[0] - index), default=(0.0, ""))
    return near[1]
