"""A stock phrase that says nothing of the project and could stand under any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from rapidfuzz import fuzz, process

from auditor.text.expressions import compiled
from auditor.text.normalise import bare
from auditor.types.finding import Hit
from auditor.types.parsed import Context, ParsedRow

NAME = "stock-phrase"


@dataclass(frozen=True, slots=True)
class Options:
    """Phrases known to be stock, and the words that such phrases are made of.

    Attributes:
        phrases: whole phrases, compared fuzzily.
        patterns: regular expressions over the text without punctuation; the whole description must match.
        claims: words that praise or promise (良好, 充分发挥, 促进).
        padding: words that name no object, place or result of any one project.
        similarity: 0-1, from which a description counts as the phrase.
        shortest: characters from which a text of nothing but claims and padding counts; below it is a short generic row.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    phrases: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    padding: tuple[str, ...] = ()
    similarity: float = 0.85
    shortest: int = 10

    def __post_init__(self) -> None:
        """Refuse what is no regular expression, while the rule is loaded and its file is known."""
        compiled(self.patterns)


OPTIONS = Options


def check(row: ParsedRow, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit where the description, or failing that the name, is a stock phrase."""
    role = "description" if row.indicator.description else "level3"
    text = row.indicator.cell(role)
    score, phrase = _nearest(bare(text), options)
    if score < options.similarity:
        return
    evidence = f"与通用套语“{phrase}”相似度{score:.0%}" if phrase else "整句都是放在任何项目下都成立的套话"
    yield Hit(
        role=role,
        evidence=evidence,
        spans={role: ((0, len(text)),)},
        facts={"phrase": text},
        confidence=min(1.0, 0.5 + score / 2),
    )


def _nearest(text: str, options: Options) -> tuple[float, str]:
    if len(text) < 8:
        return 0.0, ""
    if compiled(options.patterns).fullmatch(text) or _says_nothing(text, options):
        return 1.0, ""
    best = process.extractOne(text, _plain(options.phrases), scorer=fuzz.ratio)
    return (best[1] / 100.0, options.phrases[best[2]]) if best else (0.0, "")


@lru_cache(maxsize=8)
def _plain(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(bare(phrase) for phrase in phrases)


def _says_nothing(text: str, options: Options) -> bool:
    """Tell whether a text claims something, and no word of it tells of what."""
    if len(text) < options.shortest or not options.claims or not _words(options.claims).search(text):
        return False
    return not _words((*options.claims, *options.padding)).sub("", text)


@lru_cache(maxsize=64)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
