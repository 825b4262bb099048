"""Names of administrative divisions (行政区划) in text, and which of them belong to a unit.

The names and codes are those of GB/T 2260; two digits stand for the province, four for the city, six for the county.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from auditor.resources import data_dir

_SUFFIXES = "省市县区州旗盟"
_LONGEST = 15


@dataclass(frozen=True, slots=True)
class Mention:
    """A division named in a text.

    Attributes:
        name: as written.
        codes: of all divisions of that name.
        span: where it stands.
    """

    name: str
    codes: tuple[str, ...]
    span: tuple[int, int]


@lru_cache(maxsize=1)
def divisions() -> Mapping[str, tuple[str, ...]]:
    """Return the six-digit codes of each division name."""
    found: dict[str, list[str]] = {}
    with (data_dir("rules") / "lexicons" / "divisions.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            found.setdefault(line["name"], []).append(line["code"])
    return {name: tuple(codes) for name, codes in found.items()}


def mentions(text: str) -> tuple[Mention, ...]:
    """Return the divisions that the text names in full (with 县, 市 …), longest first where they overlap."""
    known = divisions()
    found: list[Mention] = []
    start = 0
    for end, character in enumerate(text, start=1):
        if character not in _SUFFIXES:
            continue
        for begin in range(max(start, end - _LONGEST), end - 1):
            if text[begin:end] in known:
                found.append(Mention(text[begin:end], known[text[begin:end]], (begin, end)))
                start = end
                break
    return tuple(found)


def own_codes(unit_name: str) -> frozenset[str]:
    """Return the codes of the divisions that a unit's name holds, empty where it names none."""
    return frozenset(code for mention in mentions(unit_name) for code in mention.codes)


def belongs(mention: Mention, own: frozenset[str]) -> bool:
    """Return whether a place lies inside, or contains, one of the unit's own divisions."""
    return any(
        _stem(code).startswith(_stem(mine)) or _stem(mine).startswith(_stem(code)) for code in mention.codes for mine in own
    )


def level(own: frozenset[str]) -> str:
    """Return ``province``, ``city`` or ``county``: the lowest of the unit's own divisions; empty where none is known."""
    longest = max((len(_stem(code)) for code in own), default=0)
    return {0: "", 2: "province", 4: "city", 6: "county"}[longest]


def _stem(code: str) -> str:
    for length in (2, 4):
        if set(code[length:]) == {"0"}:
            return code[:length]
    return code
