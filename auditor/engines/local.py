"""The default engine: processes on this machine, any of which may die or hang without harm to the work of the others."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from auditor.engines._worker import Answer, Loss, Worker, settled, start

__all__ = ["Loss", "Progress", "inherits", "run"]

#: Settings of its own: none.
SETTINGS: tuple[str, ...] = ()

T = TypeVar("T")
R = TypeVar("R")

Progress = Callable[[int, int, str], None]

#: Items after which a process makes room for a new one: what libraries and memories keep does not pile up.
_LIFETIME = 200


def run(
    function: Callable[..., R],
    items: Sequence[T],
    arguments: tuple[Any, ...] = (),
    jobs: int = 0,
    progress: Progress | None = None,
    *,
    lost: Callable[[T, Loss], R],
    time_limit: float = 0.0,
    prepare: Callable[..., object] | None = None,
    ordered: bool = True,
) -> Iterator[R]:
    """Yield ``function(item, *arguments)`` for each item.

    An item whose process dies is tried once more after all others, alone, with the whole memory to itself.

    Args:
        function: importable by name, with picklable arguments and result; what it raises is raised here.
        items: each with a ``source`` to show when it is done.
        arguments: the same for all items.
        jobs: processes; 0 for as many as this process may use cores; 1 works in this process, without protection against
            items that end it or never end, where workers do not inherit (Windows, macOS).
        progress: called after each item with done, total and name, in the order in which items are done.
        lost: gives the result of an item whose process died twice or was ended for taking too long; runs in this process.
        time_limit: seconds that one item may take; 0 for no limit.
        prepare: called once as ``prepare(*arguments)`` to load what all workers need, where they inherit what is loaded.
        ordered: whether results come in the order of the items; else each one as soon as it is there, and none is held.
    """
    if prepare is not None and items and inherits():
        prepare(*arguments)
    early: dict[int, R] = {}
    following = 0
    for count, (index, result) in enumerate(_finished(function, items, arguments, jobs, lost, time_limit), start=1):
        if progress is not None:
            progress(count, len(items), str(getattr(items[index], "source", "")))
        if not ordered:
            yield result
            continue
        early[index] = result
        while following in early:
            yield early.pop(following)
            following += 1


def inherits() -> bool:
    """Whether workers begin with everything that this process has loaded."""
    return multiprocessing.get_start_method() == "fork"


def _finished(
    function: Callable[..., R],
    items: Sequence[T],
    arguments: tuple[Any, ...],
    jobs: int,
    lost: Callable[[T, Loss], R],
    time_limit: float,
) -> Iterator[tuple[int, R]]:
    """Yield index and result of each item as it is done."""
    # A worker of somebody else's pool may not have workers of its own; where processes begin anew, a script without a
    # guard around its calls could not have any either, and asks for one job.
    if multiprocessing.current_process().daemon or (jobs == 1 and not inherits()):
        yield from ((index, function(item, *arguments)) for index, item in enumerate(items))
        return
    crew = _Crew(function, items, arguments, min(jobs or _cores(), len(items)), lost, time_limit)
    try:
        yield from crew.all()
    finally:  # also when the user interrupts: no process outlives the run
        crew.dismiss()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Crew(Generic[T, R]):
    """The workers of one run; at most ``size`` at a time."""

    function: Callable[..., R]
    items: Sequence[T]
    arguments: tuple[Any, ...]
    size: int
    lost: Callable[[T, Loss], R]
    time_limit: float
    workers: list[Worker] = field(default_factory=list)

    def all(self) -> Iterator[tuple[int, R]]:
        """Yield index and result of each item as it is done."""
        died = yield from self._work(range(len(self.items)))
        self.size = 1
        for index in died:
            self.dismiss()
            if (yield from self._work([index])):
                yield index, self.lost(self.items[index], Loss.DIED)

    def dismiss(self) -> None:
        """End all processes."""
        for worker in tuple(self.workers):
            self._discard(worker)

    def _work(self, indices: Iterable[int]) -> Generator[tuple[int, R], None, list[int]]:
        """Yield what becomes of the items and return the indices of those whose process died."""
        waiting, died = deque(indices), list[int]()
        while waiting or self._busy():
            self._assign(waiting)
            for worker in settled(self._busy()):
                index = worker.index
                assert index is not None
                answer = worker.answer()
                if isinstance(answer, Answer):
                    if worker.taken >= _LIFETIME:
                        self._discard(worker)
                    yield index, answer.result()
                    continue
                self._discard(worker)
                if answer is Loss.DIED:
                    died.append(index)
                else:
                    yield index, self.lost(self.items[index], answer)
        return died

    def _busy(self) -> list[Worker]:
        return [worker for worker in self.workers if worker.index is not None]

    def _assign(self, waiting: deque[int]) -> None:
        """Give every free worker an item; workers are started only where there is one for them."""
        while waiting and len(self._busy()) < self.size:
            worker = next((one for one in self.workers if one.index is None), None) or self._hire()
            index = waiting.popleft()
            worker.take(index, self.items[index], self.time_limit)

    def _hire(self) -> Worker:
        self.workers.append(start(self.function, self.arguments))
        return self.workers[-1]

    def _discard(self, worker: Worker) -> None:
        self.workers.remove(worker)
        worker.end()
