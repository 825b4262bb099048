"""Tables that say nearly the same, found without comparing each with every other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from rapidfuzz import fuzz

from auditor.similarity.masking import mask_numbers as masked
from auditor.similarity.meeting import labelled, meeting
from auditor.similarity.pairs import DEFAULT
from auditor.similarity.settings import Search
from auditor.similarity.union import join, roots


@dataclass(frozen=True, slots=True)
class TableCopy:
    """A table beside the representative of its group.

    Attributes:
        table: index.
        share: 0-1, of the rows of the longer table that have a partner of their own in the other.
        rarity: how telling the common rows are, in nats: the sum of -log of the share of unrelated tables that hold each.
    """

    table: int
    share: float
    rarity: float


@dataclass(frozen=True, slots=True)
class TableGroup:
    """Tables that are near-duplicates of one of them.

    Attributes:
        representative: index of the table that most others repeat.
        copies: the others, by index; each one has been compared with the representative.
    """

    representative: int
    copies: tuple[TableCopy, ...]


@dataclass(frozen=True, slots=True)
class _Bag:
    """Tables with the same rows: texts and row clusters in parallel, the indices of the tables."""

    texts: tuple[str, ...]
    labels: tuple[int, ...]
    tables: tuple[int, ...]


def near_duplicate_tables(
    tables: Sequence[Iterable[str]],
    *,
    share: float = 0.7,
    threshold: float = 0.85,
    chance: float = 0.1,
    mask_numbers: bool = False,
    search: Search = DEFAULT,
) -> tuple[TableGroup, ...]:
    """Return the groups of tables that are near-duplicates, in the order of their representatives.

    Two tables match if at least ``share`` of the rows of the longer one have a partner with ``fuzz.ratio`` / 100 ≥
    ``threshold`` in the other, and if these rows are rare enough: were rows spread over the tables at random, fewer than
    ``chance`` pairs of tables in the whole corpus would share them. How common a row is, is counted over groups of tables
    that are not themselves copies of each other, so that a table copied a hundred times does not make its own rows common,
    while rows that any table may hold (群众满意度 ≥95%) never make a match by themselves.

    Args:
        tables: the texts of the rows of each table; empty rows are left out, tables without rows match nothing.
        share: see above, over 0, at most 1.
        threshold: from which two rows count as the same.
        chance: see above; smaller is stricter.
        mask_numbers: whether numbers count as equal.
        search: settings of the search for near rows.
    """
    bags = _bags(tables, threshold, mask_numbers, search)
    common = {
        pair: found
        for pair in meeting([bag.labels for bag in bags], share)
        if _share(bags, pair, found := _common(bags, pair, threshold)) >= share
    }
    rarity = _Rarity(bags, common, chance)
    near: defaultdict[int, dict[int, TableCopy]] = defaultdict(dict)
    for (left, right), rows in common.items():
        if rarity.tells(rows):
            copy = _share(bags, (left, right), rows), rarity.of(rows)
            near[left][right] = TableCopy(right, *copy)
            near[right][left] = TableCopy(left, *copy)
    return tuple(sorted(_groups(bags, near, rarity), key=lambda group: group.representative))


def _bags(tables: Sequence[Iterable[str]], threshold: float, mask: bool, search: Search) -> list[_Bag]:
    rows = [[masked(row) if mask else row for row in table if row] for table in tables]
    named: defaultdict[tuple[tuple[int, str], ...], list[int]] = defaultdict(list)
    for index, (labels, texts) in enumerate(zip(labelled(rows, threshold, search), rows, strict=True)):
        named[tuple(sorted(zip(labels, texts, strict=True)))].append(index)
    return [
        _Bag(tuple(row for _, row in bag), tuple(label for label, _ in bag), tuple(indices))
        for bag, indices in named.items()
        if bag
    ]


def _common(bags: Sequence[_Bag], pair: tuple[int, int], threshold: float) -> list[int]:
    """Return the labels of the rows that have a partner of their own in the other table: the same row, else a near one."""
    left, right = (Counter(zip(bags[number].labels, bags[number].texts, strict=True)) for number in pair)
    found = [label for label, _ in (left & right).elements()]
    free: defaultdict[int, list[str]] = defaultdict(list)
    for label, text in (right - left).elements():
        free[label].append(text)
    for label, text in (left - right).elements():
        partner = max(free.get(label, ()), key=lambda other: fuzz.ratio(text, other), default=None)
        if partner is not None and fuzz.ratio(text, partner) / 100 >= threshold:
            free[label].remove(partner)
            found.append(label)
    return found


def _share(bags: Sequence[_Bag], pair: tuple[int, int], common: Sequence[int]) -> float:
    return len(common) / max(len(bags[number].labels) for number in pair)


class _Rarity:
    """How common rows are among tables that are not copies of each other."""

    def __init__(self, bags: Sequence[_Bag], common: dict[tuple[int, int], list[int]], chance: float) -> None:
        parents = np.arange(len(bags))
        ends = np.array(sorted(common), np.int64).reshape(-1, 2)
        join(parents, ends[:, 0], ends[:, 1])
        families = roots(parents, np.arange(len(bags))).tolist()
        held = {(label, family) for bag, family in zip(bags, families, strict=True) for label in bag.labels}
        self._held = Counter(label for label, _ in held)
        self._families = len(set(families))
        self._least = log(max(1.0, self._families * (self._families + 1) / 2) / chance)

    def of(self, rows: Iterable[int]) -> float:
        """Return the sum of -log of the share of families that hold each row; repeated rows count once."""
        return sum(log((self._families + 1) / self._held[label]) for label in set(rows))

    def tells(self, rows: Iterable[int]) -> bool:
        """Return whether chance would not make two tables share these rows."""
        return self.of(rows) >= self._least


def _groups(bags: Sequence[_Bag], near: dict[int, dict[int, TableCopy]], rarity: _Rarity) -> Iterator[TableGroup]:
    """Let the table that most others repeat stand for them, then go on with what is left."""
    reach = {number: sum(len(bags[other].tables) for other in near.get(number, ())) for number in range(len(bags))}
    taken: set[int] = set()
    for number in sorted(reach, key=lambda number: (-reach[number] - len(bags[number].tables), number)):
        if number in taken:
            continue
        first, *same = bags[number].tables
        worth = rarity.of(bags[number].labels)
        copies = [TableCopy(table, 1.0, worth) for table in same] if rarity.tells(bags[number].labels) else []
        for other, copy in near.get(number, {}).items():
            if other not in taken:
                taken.add(other)
                copies.extend(TableCopy(table, copy.share, copy.rarity) for table in bags[other].tables)
        taken.add(number)
        if copies:
            yield TableGroup(first, tuple(sorted(copies, key=lambda copy: copy.table)))
