"""The rows of one table, left on disk until they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload

from auditor.types.indicator import Indicator


class Rows(Sequence[Indicator]):
    """As a tuple of rows, which it equals and is pickled as; how many there are is known without reading them."""

    __slots__ = ("_count", "_load", "_place", "_size")

    def __init__(self, load: Callable[[int, int], tuple[Indicator, ...]], place: int, size: int, count: int) -> None:
        """Take the function that loads the rows from a place (offset and size in bytes)."""
        self._load = load
        self._place = place
        self._size = size
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._all())

    @overload
    def __getitem__(self, index: int) -> Indicator: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Indicator, ...]: ...
    def __getitem__(self, index: int | slice) -> Indicator | tuple[Indicator, ...]:
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and self._all() == tuple(other)

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (list(self._all()),)

    def _all(self) -> tuple[Indicator, ...]:
        return self._load(self._place, self._size) if self._count else ()
