"""The head of a Chinese noun phrase that names a measure: the longest known word at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from auditor.parsing.composites import find_unit
from auditor.parsing.measure_lexicon import Head, heads

_FORMULA = re.compile(r"[*×x]100%|÷")
_PROPORTION = re.compile(r"与.{1,60}(?:之比|的?比例|的?比值|的?比率|的比|百分比)\Z")
#: Words of the whole that a share is taken of.
_WHOLE = re.compile(r"[总全应比]|gdp")
_COUNTED = re.compile(r"[\d一二两三四五六七八九十百每半]\Z")


@dataclass(frozen=True, slots=True)
class Noun:
    """A measure word found at the end of a phrase.

    Attributes:
        head: what it means.
        word: the word itself.
        before: what stands before it.
        topic: True where a predicate follows (成本下降): the word is what is talked about, not what is measured.
    """

    head: Head
    word: str
    before: str
    topic: bool = False


def is_ratio(clause: str) -> bool:
    """Tell whether a clause tells a ratio in words: A占B, A与B的比例, A/B, ×100%."""
    if _FORMULA.search(clause) or _PROPORTION.search(clause):
        return True
    if "/" in clause:
        over, _, under = clause.partition("/")
        if head_of(over) is not None and head_of(under) is not None:
            return True
    plain = heads().ratio_false.sub("", clause)
    found = heads().ratio_words.search(plain)
    return found is not None and (_WHOLE.search(plain, found.end()) is not None or head_of(plain[found.end() :]) is not None)


def head_of(phrase: str) -> Noun | None:
    """Return the measure word that ends ``phrase``, behind words of no weight (情况) and predicates; None for none."""
    lexicon, topic = heads(), False
    for _ in range(4):
        found = _exact(phrase)
        if found is not None:
            return replace(found, topic=topic)
        shorter = lexicon.tails.sub("", phrase)
        if shorter == phrase:
            shorter = lexicon.predicates.sub("", phrase)
            topic = topic or shorter != phrase
        if shorter == phrase or not shorter:
            return None
        phrase = shorter
    return None


def _exact(phrase: str) -> Noun | None:
    lexicon = heads()
    for length in lexicon.lengths.get(phrase[-1:], ()):
        word = phrase[-length:]
        head = lexicon.by_word.get(word)
        if head is not None:
            before = phrase.removesuffix(word)
            return None if _COUNTED.search(before) and length > 1 else Noun(head, word, before)
    return _count(phrase)


def _count(phrase: str) -> Noun | None:
    """台数, 学生数量, 企业个数: a number of things; which units fit depends on the things."""
    lexicon = heads()
    found = lexicon.counting.search(phrase)
    if found is None:
        return None
    before = phrase[: found.start()].removesuffix("的")
    for words, head in lexicon.counted:
        for word in words:
            if before.endswith(word):
                return Noun(head, word + found[0], before.removesuffix(word))
    if found[0] != "数":
        return Noun(lexicon.number_of, found[0], before)
    unit = find_unit(before[-1:])
    head = replace(lexicon.number_of, strict=False) if unit is None else replace(lexicon.number_of, unit=unit.name)
    return Noun(head, found[0], before)
