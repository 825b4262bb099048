"""The documents of a run, and their tables, loaded one at a time from where they were spooled."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, overload

from auditor.spool.store import Slot, Store
from auditor.types.indicator import Extraction, IndicatorTable

#: So many documents (without their rows) stay at hand, for who asks for tables in no order.
_KEPT = 64


class Documents(Sequence[Extraction]):
    """As a tuple of extractions, which it equals and is pickled as; none of them is held."""

    def __init__(self, store: Store, slots: Iterable[Slot]) -> None:
        """Take the places of the documents in their order."""
        self._store = store
        self._offsets, self._leads, self._tables = array("q"), array("q"), array("q", [0])
        for slot in slots:
            self._offsets.append(slot.offset)
            self._leads.append(slot.lead)
            self._tables.append(self._tables[-1] + slot.tables)

    def __len__(self) -> int:
        return len(self._offsets)

    @overload
    def __getitem__(self, index: int) -> Extraction: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Extraction, ...]: ...
    def __getitem__(self, index: int | slice) -> Extraction | tuple[Extraction, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        return self._store.extraction(Slot(self._offsets[index], self._leads[index], 0))

    def __iter__(self) -> Iterator[Extraction]:
        return (self[index] for index in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return _same(self, other)

    def __repr__(self) -> str:
        return f"<{len(self)} documents>"

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (list(self),)

    @property
    def starts(self) -> Sequence[int]:
        """The number of tables before each document, and at the end of all of them."""
        return self._tables


class Tables(Sequence[IndicatorTable]):
    """The tables of all documents in reading order, as a tuple of them; none of them is held."""

    def __init__(self, documents: Sequence[Extraction]) -> None:
        """Take the documents, which must not change."""
        self._documents = documents
        self._starts = _starts(documents)
        self._document: Callable[[int], Extraction] = lru_cache(maxsize=_KEPT)(documents.__getitem__)

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, index: int) -> IndicatorTable: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[IndicatorTable, ...]: ...
    def __getitem__(self, index: int | slice) -> IndicatorTable | tuple[IndicatorTable, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = range(len(self))[index]
        document = bisect_right(self._starts, place) - 1
        return self._document(document).tables[place - self._starts[document]]

    def __iter__(self) -> Iterator[IndicatorTable]:
        return (table for document in self._documents for table in document.tables)

    def __eq__(self, other: object) -> bool:
        return _same(self, other)

    def __repr__(self) -> str:
        return f"<{len(self)} tables>"

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (list(self),)


def _starts(documents: Sequence[Extraction]) -> Sequence[int]:
    if isinstance(documents, Documents):
        return documents.starts
    return array("q", accumulate((len(document.tables) for document in documents), initial=0))


def _same(one: Sequence[Any], other: object) -> bool:
    if not isinstance(other, Sequence) or len(one) != len(other):
        return False
    return all(left == right for left, right in zip(one, other, strict=True))
