"""One process that stays beside its parent and does item after item; where it dies or takes too long, another takes over."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from auditor.engines._worker import Answer, Loss, Worker, settled, start


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with every item: see ``local.run``."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    time_limit: float
    prepare: Callable[..., object] | None = None


#: At most one: a new process would load every library anew, which takes longer than a document.
_kept: list[tuple[Work, Worker]] = []


def done(work: Work, item: object) -> Answer | Loss:
    """Return what becomes of an item; one whose process dies is tried once more. Raises nothing that the function raises."""
    answer = _attempt(work, item)
    return _attempt(work, item) if answer is Loss.DIED else answer


def dismiss() -> None:
    """End the process."""
    while _kept:
        _kept.pop()[1].end()


def _attempt(work: Work, item: object) -> Answer | Loss:
    worker = _worker(work)
    worker.take(0, item, work.time_limit)
    settled([worker])
    answer = worker.answer()
    if isinstance(answer, Loss):
        dismiss()
    return answer


def _worker(work: Work) -> Worker:
    if not _kept or _kept[0][0] != work:
        dismiss()
        if work.prepare is not None:
            with suppress(Exception):  # a wrong rule is told by the items
                work.prepare(*work.arguments)
        _kept.append((work, start(work.function, work.arguments)))
    return _kept[0][1]
