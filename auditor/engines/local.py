"""The default engine: a pool of processes on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

Progress = Callable[[int, int, str], None]

#: Below this many documents starting processes costs more than it saves.
_SERIAL_BELOW = 3


def run(
    function: Callable[..., R],
    items: Sequence[T],
    arguments: tuple[Any, ...] = (),
    jobs: int = 0,
    progress: Progress | None = None,
) -> Iterator[R]:
    """Yield ``function(item, *arguments)`` for each item, in order.

    Args:
        function: importable by name, with picklable arguments and result.
        items: each with a ``source`` to show while it is worked on.
        arguments: the same for all items.
        jobs: processes; 0 for as many as this process may use cores.
        progress: called after each item with done, total and name.
    """
    workers = min(
        jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else jobs or os.cpu_count() or 1, len(items)
    )
    if workers <= 1 or len(items) < _SERIAL_BELOW:
        yield from _serial(function, items, arguments, progress)
        return
    with ProcessPoolExecutor(max_workers=workers) as pool:
        futures: list[Future[R]] = [pool.submit(function, item, *arguments) for item in items]
        for index, (item, future) in enumerate(zip(items, futures, strict=True), start=1):
            yield future.result()
            _tell(progress, index, len(items), item)


def _serial(
    function: Callable[..., R], items: Sequence[T], arguments: tuple[Any, ...], progress: Progress | None
) -> Iterator[R]:
    for index, item in enumerate(items, start=1):
        yield function(item, *arguments)
        _tell(progress, index, len(items), item)


def _tell(progress: Progress | None, done: int, total: int, item: object) -> None:
    if progress is not None:
        progress(done, total, str(getattr(item, "source", "")))
