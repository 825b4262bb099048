"""Work spread over processes: in order, and nothing lost where one of them dies or hangs."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditor.engines import local
from auditor.engines.local import Loss, run


@dataclass(frozen=True)
class Item:
    source: str
    number: int = 0


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


def double(item: Item, factor: int = 2) -> int:
    return item.number * factor


def slower_first(item: Item) -> str:
    time.sleep(0.3 if item.number == 0 else 0)
    return item.source


def die(item: Item) -> str:
    """A reader that brings its process down: at every attempt, or only while others work beside it."""
    if item.source == "死":
        os._exit(3)
    return item.source


def die_once(item: Item, mark: Path) -> str:
    if item.source == "死" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item.source


def hang(item: Item) -> str:
    if item.source == "慢":
        time.sleep(60)
    return item.source


def whose(item: Item) -> int:
    return os.getpid()


def fail(item: Item) -> str:
    raise ZeroDivisionError(item.source)


def heavy(item: Item) -> bytes:
    return bytes([item.number]) * 3_000_000


def own_process(item: Item) -> int:
    return os.getpid()


def told(item: Item, loss: Loss) -> str:
    return f"{item.source}：{loss.name}"


def never(item: Item, loss: Loss) -> int:
    raise AssertionError(f"{item.source} {loss}")


def items(*names: str) -> list[Item]:
    return [Item(name, number) for number, name in enumerate(names)]


def test_results_stand_in_the_order_of_the_items_and_progress_in_that_of_their_end() -> None:
    seen: list[tuple[int, int, str]] = []
    found = list(run(slower_first, items("甲", "乙", "丙"), (), 2, lambda *args: seen.append(args), lost=told))
    assert found == ["甲", "乙", "丙"]
    assert seen == [(1, 3, "乙"), (2, 3, "丙"), (3, 3, "甲")]


def test_results_that_need_no_order_come_as_they_are_made() -> None:
    items = [Item(f"{number}", number) for number in range(4)]
    found = run(slower_first, items, (), 2, lost=lambda item, loss: "", ordered=False)
    assert list(found) == ["1", "2", "3", "0"]


def test_arguments_are_the_same_for_all_items() -> None:
    assert list(run(double, items(*"甲乙丙"), (5,), 2, lost=never)) == [0, 5, 10]


def test_no_items_start_no_process() -> None:
    assert list(run(double, [], lost=never)) == []


def test_one_item_has_a_process_of_its_own_as_well() -> None:
    (process,) = run(own_process, items("甲"), lost=never)
    assert process != os.getpid()


def test_large_results_come_through() -> None:
    found = list(run(heavy, items(*"甲乙丙丁"), (), 2, lost=lambda item, loss: b""))
    assert [(part[0], len(part)) for part in found] == [(number, 3_000_000) for number in range(4)]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_a_process_that_dies_takes_no_other_item_with_it(jobs: int) -> None:
    seen: list[int] = []
    found = list(run(die, items("甲", "死", "乙", "死", "丙"), (), jobs, lambda done, *_: seen.append(done), lost=told))
    assert found == ["甲", "死：DIED", "乙", "死：DIED", "丙"]
    assert seen == [1, 2, 3, 4, 5]


def test_what_died_is_tried_once_more_alone(tmp_path: Path) -> None:
    found = list(run(die_once, items("甲", "死", "乙"), (tmp_path / "mark",), 2, lost=told))
    assert found == ["甲", "死", "乙"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_takes_too_long_is_ended_and_told(jobs: int) -> None:
    found = list(run(hang, items("甲", "慢", "乙", "丙"), (), jobs, lost=told, time_limit=0.5))
    assert found == ["甲", "慢：TOO_LONG", "乙", "丙"]


def test_the_limit_is_for_each_item_and_not_for_all() -> None:
    many = [Item(str(number)) for number in range(3)]  # each sleeps 0.3 s
    assert list(run(slower_first, many, (), 1, lost=told, time_limit=0.8)) == ["0", "1", "2"]


def test_what_the_function_raises_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError, match="甲"):
        list(run(fail, items("甲"), lost=never))


def test_processes_end_with_the_iteration() -> None:
    results = run(double, items(*"甲乙丙"), (), 2, lost=never)
    assert next(results) == 0
    assert multiprocessing.active_children() != []
    results.close()  # type: ignore[attr-defined]


def nested(item: Item) -> list[int]:
    return list(run(double, items(*"甲乙"), (3,), 2, lost=never))


def test_inside_a_worker_of_another_pool_the_work_is_done_in_place() -> None:
    assert list(run(nested, items("甲"), lost=lambda item, loss: [])) == [[0, 3]]


def test_one_job_needs_no_process_where_processes_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.engines.local.inherits", lambda: False)
    assert list(run(own_process, items(*"甲乙"), jobs=1, lost=never)) == [os.getpid()] * 2


def test_processes_are_replaced_before_they_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_LIFETIME", 3)
    served = Counter(run(whose, [Item(str(number)) for number in range(8)], jobs=1, lost=lambda item, loss: 0))
    assert sorted(served.values()) == [2, 3, 3]
