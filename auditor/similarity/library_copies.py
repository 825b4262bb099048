"""Which tables of a corpus say nearly the same, and how many other units use a row of theirs.

No loop over all pairs: tables of the same words are one wording, and wordings are compared where ``meeting`` brings them
together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.similarity.library_keys import keys_of, row_text
from auditor.similarity.library_likeness import shared_rows, told_unit
from auditor.similarity.library_search import MOST_ALIKE
from auditor.similarity.meeting import labelled, meeting
from auditor.types.indicator import IndicatorTable


@dataclass(frozen=True, slots=True)
class Wording:
    """Tables that say the same in all rows, numbers and order aside.

    Attributes:
        texts: what the rows say, sorted; empty rows left out.
        keys: of the rows.
        members: positions in the corpus.
    """

    texts: tuple[str, ...]
    keys: frozenset[int]
    members: tuple[int, ...]


def wordings(corpus: Sequence[IndicatorTable]) -> tuple[Wording, ...]:
    """Return the wordings of a corpus in the order of their first table."""
    members: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, table in enumerate(corpus):
        members[tuple(sorted(filter(None, map(row_text, table.rows))))].append(position)
    return tuple(
        Wording(texts, frozenset(keys_of(corpus[found[0]].rows)), tuple(found)) for texts, found in members.items() if texts
    )


def near_wordings(words: Sequence[Wording], share: float, near: float, least: int) -> tuple[tuple[int, ...], ...]:
    """Return for each wording the positions of those that say nearly the same, itself not among them.

    Args:
        words: the wordings.
        share: 0-1, of the rows of the longer one that have a partner in the other.
        near: 0-1, from which two rows count as the same.
        least: wordings with fewer rows are not compared.
    """
    found: list[set[int]] = [set() for _ in words]
    compared = [position for position, word in enumerate(words) if len(word.texts) >= least]
    for one, other in meeting(labelled([words[position].texts for position in compared], near), share):
        left, right = compared[one], compared[other]
        a, b = words[left].texts, words[right].texts
        if share * max(len(a), len(b)) <= len(shared_rows(a, b, near)):
            found[left].add(right)
            found[right].add(left)
    return tuple(tuple(sorted(others)) for others in found)


def families(near: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return for each wording the first of those that hang together with it over near ones."""
    first = [-1] * len(near)
    for start in range(len(near)):
        waiting = [start] if first[start] < 0 else []
        while waiting:
            position = waiting.pop()
            if first[position] < 0:
                first[position] = start
                waiting.extend(near[position])
    return tuple(first)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the tables of a family stand.

    Attributes:
        units: how many units.
        projects: how many projects of theirs.
        more: whether there may be more in the library, which gives so many tables of one wording only.
    """

    units: int
    projects: int
    more: bool = False


def standing(
    corpus: Sequence[IndicatorTable], words: Sequence[Wording], family: Sequence[int], held: int
) -> dict[int, Standing]:
    """Return where the tables of each family stand; those of an unknown unit or project are not counted.

    Args:
        corpus: the tables.
        words: their wordings.
        family: what ``families`` says of the wordings.
        held: position of the first table that came from the library.
    """
    cut = {first for first, word in zip(family, words, strict=True) if sum(m >= held for m in word.members) >= MOST_ALIKE}
    found: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for first, word in zip(family, words, strict=True):
        tables = (corpus[member] for member in word.members)
        found[first].update((told_unit(table.unit_name, table.source), table.project) for table in tables)
    known = {first: {place for place in places if all(place)} for first, places in found.items()}
    return {first: Standing(len({unit for unit, _ in places}), len(places), first in cut) for first, places in known.items()}


class Spread:
    """How many units use a row, apart from those whose tables say nearly the same as the row's own table."""

    def __init__(
        self,
        corpus: Sequence[IndicatorTable],
        words: Sequence[Wording],
        family: Sequence[int],
        stored: Mapping[int, int],
        held: int,
    ) -> None:
        """Count the units of rows that stand in a family of several units; no other row can be a copy between units.

        Args:
            corpus: the tables.
            words: their wordings.
            family: what ``families`` says of the wordings.
            stored: by key, how many units of the whole library use the row.
            held: position of the first table that came from the library.
        """
        self._stored = stored
        self._counted: dict[tuple[int, int], int] = {}
        self._members: defaultdict[int, set[str]] = defaultdict(set)
        for first, word in zip(family, words, strict=True):
            self._members[first].update(corpus[member].unit_name for member in word.members)
        several = (word.keys for first, word in zip(family, words, strict=True) if len(self._members[first]) > 1)
        self._using: dict[int, set[str]] = {key: set() for keys in several for key in keys}
        self._loaded: dict[int, set[str]] = {key: set() for key in self._using}
        for word in words:
            for key in word.keys & self._using.keys():
                self._using[key].update(corpus[member].unit_name for member in word.members)
                self._loaded[key].update(corpus[member].unit_name for member in word.members if member >= held)

    def units(self, family: int) -> int:
        """Return how many units have a table of the family."""
        return len(self._members[family])

    def elsewhere(self, key: int, family: int) -> int:
        """Return how many units outside the family use the row of this key, which stands in the family."""
        if (key, family) not in self._counted:
            outside = len(self._using[key] - self._members[family])
            not_loaded = self._stored.get(key, 0) - len(self._loaded[key])
            self._counted[key, family] = outside + max(0, not_loaded)
        return self._counted[key, family]
