"""Numbers promised in the goal, and the rows that contradict them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, ClassVar

from auditor.resources import data_dir, load_yaml
from auditor.text.normalise import bare, normalise
from auditor.text.similarity import pairs
from auditor.types.parsed import ParsedRow, ParsedTable

_NUMBER = r"(?P<number>\d+(?:\.\d+)?)(?P<scale>万)?"
#: So many promises of either wording are held against the rows; no goal of a project makes as many.
_MOST_PROMISES = 200
#: How many characters of the thing must stand in the row.
_LEAST = 2
#: Characters of a verb and its object that may change places.
_SHORT, _LONG = 4, 8


@dataclass(frozen=True, slots=True)
class Options:
    """When a promise and a row speak of the same thing.

    Attributes:
        coverage: 0-1, share of the promise's character pairs that stand in the row's words.
        tolerance: relative difference that wording such as 约 (rules/lexicons/promises.yaml) may cause.
        rounding: relative difference otherwise.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    coverage: float = 0.7
    tolerance: float = 0.1
    rounding: float = 0.02


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """The file rules/lexicons/promises.yaml; each key is explained there."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    openings: tuple[str, ...]
    about: str
    lower: tuple[str, ...]
    upper: tuple[str, ...]
    plain: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Made of the words of rules/lexicons/promises.yaml.

    Attributes:
        promise: 改造排涝泵站4座, the thing before its number.
        counted: 改造4座排涝泵站, the thing behind its number, after a word that tells what is done.
        after: what may follow a whole phrase.
    """

    promise: re.Pattern[str]
    counted: re.Pattern[str]
    after: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> PromiseWords:
    return load_yaml(data_dir("rules") / "lexicons" / "promises.yaml", PromiseWords)


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = _words()
    bounds = sorted({*words.lower, *words.upper, *words.plain}, key=len, reverse=True)
    bound = f"(?P<bound>{'|'.join(map(re.escape, bounds))})?"
    return _Patterns(
        re.compile(rf"(?P<noun>[一-鿿]{{2,16}}?){bound}{_NUMBER}(?P<tail>[一-鿿%]{{1,3}})"),
        re.compile(rf"(?P<deed>[一-鿿]{{2}}){bound}{_NUMBER}(?P<tail>[一-鿿]{{2,12}})"),
        re.compile(rf"\Z|[^一-鿿]|{'|'.join(map(re.escape, words.after))}"),
    )


@dataclass(frozen=True, slots=True)
class _Promise:
    """A number of the goal: as written, its bound, what it is, and the rows that measure the same thing."""

    text: str
    bound: str
    number: float
    rows: tuple[ParsedRow, ...]


def contradictions(table: ParsedTable, options: Options) -> Iterator[tuple[ParsedRow, str]]:
    """Yield each row whose number contradicts what the goal promises for the same thing, with the promise as written.

    Where several rows measure it, or the row's number stands elsewhere in the goal, nobody can tell: then nothing is said.
    """
    goal = normalise(table.table.goal)
    told: set[int] = set()
    for promise in _promises(goal, table, options):
        if len(promise.rows) != 1 or not promise.number:
            continue
        row = promise.rows[0]
        low = row.quantity.low
        if low is None or row.indicator.row in told or _kept(promise.bound, low, promise.number):
            continue
        spread = options.tolerance if re.search(_words().about, promise.text) else options.rounding
        if abs(low - promise.number) > spread * max(low, promise.number):
            told.add(row.indicator.row)
            yield row, promise.text


def _promises(goal: str, table: ParsedTable, options: Options) -> Iterator[_Promise]:
    for match in islice(_patterns().promise.finditer(goal), _MOST_PROMISES):
        noun = _thing(match["noun"], _words().openings)
        rows = tuple(row for row in table.rows if _same_thing(row, noun, match, options))
        yield from _promise(match, rows, goal, table)
    for match in islice(_patterns().counted.finditer(goal), _MOST_PROMISES):
        rows = tuple(row for row in table.rows if _counts(row, match["deed"], match["tail"]))
        yield from _promise(match, rows, goal, table)


def _promise(match: re.Match[str], rows: tuple[ParsedRow, ...], goal: str, table: ParsedTable) -> Iterator[_Promise]:
    number = _amount(match)
    if rows and not _elsewhere(goal, number, rows[0], table):
        yield _Promise(match[0], match["bound"] or "", number, rows)


def _amount(match: re.Match[str]) -> float:
    return float(match["number"]) * (1e4 if match["scale"] else 1.0)


def _elsewhere(goal: str, number: float, row: ParsedRow, table: ParsedTable) -> bool:
    """The row's number is promised for something else of the goal, or the promise is kept by another row."""
    low, unit = row.quantity.low or 0.0, row.quantity.unit
    if re.search(rf"(?<![\d.]){low:g}{re.escape(unit)}", goal):
        return True
    return any(other.quantity.low == number and other.quantity.unit == unit for other in table.rows)


def _thing(noun: str, openings: tuple[str, ...]) -> str:
    """Return the words before the number without the verbs that lead to them."""
    opening = next((word for word in openings if noun.startswith(word) and len(noun) > len(word) + 1), "")
    return _thing(noun.removeprefix(opening), openings) if opening else noun


def _kept(bound: str, low: float, promised: float) -> bool:
    return (bound in _words().lower and low >= promised) or (bound in _words().upper and low <= promised)


def _same_thing(row: ParsedRow, noun: str, match: re.Match[str], options: Options) -> bool:
    """The unit must agree, end the phrase, and the words before the number must stand in the row."""
    unit = row.quantity.unit
    if not unit or not match["tail"].startswith(unit) or row.quantity.kind != "number":
        return False
    if not _patterns().after.match(match.string, match.start("tail") + len(unit)):
        return False
    words, asked = bare(row.indicator.level3 + row.indicator.description), pairs(noun)
    found = len(asked & pairs(words))
    return bool(asked) and (found >= options.coverage * len(asked) or _turned(noun, words, found, len(asked)))


def _turned(noun: str, words: str, found: int, asked: int) -> bool:
    """硬化操场 is 操场硬化 the other way round: every character is there, and most of the pairs."""
    return _SHORT <= len(noun) <= _LONG and set(noun) <= set(words) and 2 * found > asked


def _counts(row: ParsedRow, deed: str, tail: str) -> bool:
    """改造3所卫生院: unit, deed and thing must all stand in a row that counts."""
    unit = row.quantity.unit
    if not unit or row.quantity.kind != "number" or not tail.startswith(unit) or "数量" not in row.indicator.level2:
        return False
    words, thing = bare(row.indicator.level3 + row.indicator.description), tail.removeprefix(unit)
    return len(thing) >= _LEAST and deed in words and _named(thing, words)


def _named(thing: str, words: str) -> bool:
    """The whole name of the thing: of 卫生院污水站 a row that names 卫生院 alone does not speak."""
    size = next((size for size in range(len(thing), _LEAST - 1, -1) if thing[:size] in words), 0)
    return size > 0 and _patterns().after.match(thing, size) is not None
