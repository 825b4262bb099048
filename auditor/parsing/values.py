"""The words of value cells as data: operators, blanks, idioms that are no numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from auditor.resources import data_dir, load_yaml


@dataclass(frozen=True, slots=True)
class ValueLexicon:
    """The file rules/lexicons/values.yaml.

    Attributes:
        empty: words that mean nothing was filled in.
        before, after: words by the operator that they mean, written before the number or after the unit.
        idioms: words that begin with a Chinese numeral and are no quantity.
        fillers: words that may follow a bare number and are no unit.
        moments: words that end a point in time told without a number.
        events: feasts, seasons and terms by which a time is told (春节前, 汛期).
        deadline_ends: what is to be done by then, at the end of a deadline (春节前发放到位).
        spells: a whole stretch of time, as a whole cell (全年).
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    empty: tuple[str, ...]
    before: Mapping[str, tuple[str, ...]]
    after: Mapping[str, tuple[str, ...]]
    idioms: tuple[str, ...]
    fillers: tuple[str, ...]
    moments: tuple[str, ...]
    events: tuple[str, ...]
    deadline_ends: tuple[str, ...]
    spells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon made ready for the grammar."""

    empty: frozenset[str]
    before: Mapping[str, str]
    after: Mapping[str, str]
    before_pattern: re.Pattern[str]
    after_pattern: re.Pattern[str]
    idioms: re.Pattern[str]
    fillers: re.Pattern[str]
    moments: re.Pattern[str]
    spells: frozenset[str]
    before_event: re.Pattern[str]
    event_after_date: re.Pattern[str]


_SIGNS = {
    ">=": "≥", "=>": "≥", "≥=": "≥", "≥": "≥", "<=": "≤", "=<": "≤", "≤=": "≤", "≤": "≤",
    ">": ">", "<": "<", "==": "=", "=": "=", "±": "±", "+-": "±", "+/-": "±", "≈": "±",
}  # fmt: skip


def alternatives(words: object) -> str:
    """Return a pattern that matches any of ``words``, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words of rules/lexicons/values.yaml.

    Raises:
        ConfigError: the file is missing or wrong.
    """
    data = load_yaml(data_dir("rules") / "lexicons" / "values.yaml", ValueLexicon)
    before = {word: sign for sign, items in data.before.items() for word in items}
    after = {word: sign for sign, items in data.after.items() for word in items}
    event = f"(?:{alternatives(data.events)})[节期季日]?(?:来临|到来|开始|结束)?"
    return Words(
        empty=frozenset(data.empty),
        before={**before, **_SIGNS},
        after=after,
        before_pattern=re.compile(f"(?:{alternatives([*before, *_SIGNS])})"),
        after_pattern=re.compile(f"(?:{alternatives(after)})"),
        idioms=re.compile(alternatives(data.idioms)),
        fillers=re.compile(f"(?:{alternatives(data.fillers)})"),
        moments=_moments(data, event),
        spells=frozenset(data.spells),
        before_event=re.compile(f"前\\Z|{event}(?:前|之前|以前)(?!后|夕)"),
        event_after_date=re.compile(f"的?{event}(?P<before>之前|以前|前(?!后|夕))?"),
    )


def _moments(data: ValueLexicon, event: str) -> re.Pattern[str]:
    """A whole cell that tells a time: 法定期限内, 清明前后, 力争汛期前全部完成."""
    done = f"(?:前|之前|以前).{{0,6}}?(?:{alternatives(data.deadline_ends)})"
    when = f"{event}(?:前后|前夕|之后|以后|后|期间|假期|当日|当天)"
    alone = f"(?:(?:每|当|本|次)年)?{event}"
    return re.compile(f"{alone}|.{{0,10}}?(?:{alternatives(data.moments)}|{when}|{event}{done})")
