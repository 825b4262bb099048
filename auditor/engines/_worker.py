"""One worker process: it is handed items one at a time, and what becomes of each is told."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any


class Loss(Enum):
    """Why an item has no result."""

    DIED = auto()
    TOO_LONG = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker sends back for one item."""

    value: Any = None
    error: Exception | None = None

    def result(self) -> Any:
        """Return the value, or raise what the function raised."""
        if self.error is not None:
            raise self.error
        return self.value


@dataclass(slots=True)
class Worker:
    """A process and what it is at: the index of its item (None for nothing), and until when; ``taken``: items so far."""

    process: BaseProcess
    link: Connection[Any, Any]
    index: int | None = None
    deadline: float | None = None
    taken: int = 0

    def take(self, index: int, item: object, time_limit: float) -> None:
        """Begin with an item; ``time_limit`` in seconds, 0 for none."""
        self.index = index
        self.taken += 1
        self.deadline = time.monotonic() + time_limit if time_limit > 0 else None
        with suppress(OSError):  # a process that died while it had nothing to do is found dead by settled()
            self.link.send(item)

    def answer(self) -> Answer | Loss:
        """Return what a settled worker says; an answer counts even if the worker died or ran out of time right after it."""
        try:
            if self.link.poll():
                answer: Answer = self.link.recv()
                self.index = None
                return answer
        except (EOFError, OSError):
            return Loss.DIED
        late = self.deadline is not None and self.deadline <= time.monotonic()
        return Loss.TOO_LONG if late and self.process.is_alive() else Loss.DIED

    def end(self) -> None:
        """End the process whatever it does."""
        self.process.kill()
        self.process.join()
        self.link.close()


def start(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Worker:
    """Start a process that calls ``function(item, *arguments)``."""
    context = multiprocessing.get_context()
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, function, arguments), daemon=True)
    process.start()
    theirs.close()  # else the end of the worker would not end the connection
    return Worker(process, ours)


def settled(busy: list[Worker]) -> list[Worker]:
    """Wait until workers have answered, died or run out of time, and return them."""
    deadlines = [worker.deadline for worker in busy if worker.deadline is not None]
    patience = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
    heard = wait([place for worker in busy for place in (worker.link, worker.process.sentinel)], patience)
    now = time.monotonic()
    late = [worker for worker in busy if worker.deadline is not None and worker.deadline <= now]
    return [worker for worker in busy if worker.link in heard or worker.process.sentinel in heard or worker in late]


def _serve(link: Connection[Any, Any], function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Answer items until the process that hands them out is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the first one ends the others
    parent = multiprocessing.parent_process()
    assert parent is not None
    with suppress(EOFError, OSError):
        while parent.sentinel not in wait([link, parent.sentinel]):
            item = link.recv()
            try:
                answer = Answer(function(item, *arguments))
            except Exception as error:
                answer = Answer(error=error)
            link.send(answer)
