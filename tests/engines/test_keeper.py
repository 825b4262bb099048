"""One process that stays: the next item goes to the same one, and to another after it died or took too long."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.engines import _keeper
from auditor.engines._keeper import Work, done
from auditor.engines._worker import Answer, Loss


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    yield
    _keeper.dismiss()
    assert multiprocessing.active_children() == []


def own_process(item: object) -> int:
    return os.getpid()


def by_name(item: str, mark: Path) -> str:
    if item == "死" or (item == "一次" and not mark.exists()):
        mark.touch()
        os._exit(3)
    if item == "慢":
        time.sleep(60)
    return f"{item}，{os.getpid()}"


def fail(item: str) -> str:
    raise ZeroDivisionError(item)


def process_of(answer: Answer | Loss) -> str:
    assert isinstance(answer, Answer)
    return str(answer.result()).split("，")[-1]


def test_items_go_to_the_same_process_beside_this_one() -> None:
    work = Work(own_process, (), 0.0)
    first, second = done(work, "甲"), done(work, "乙")
    assert process_of(first) == process_of(second) != str(os.getpid())


def test_equal_work_from_another_task_goes_there_too_and_other_work_does_not(tmp_path: Path) -> None:
    first = process_of(done(Work(by_name, (tmp_path / "记号",), 5.0), "甲"))
    assert process_of(done(Work(by_name, (tmp_path / "记号",), 5.0), "甲")) == first
    assert process_of(done(Work(by_name, (tmp_path / "别的",), 5.0), "甲")) != first
    assert len(multiprocessing.active_children()) == 1


def test_after_a_death_another_process_takes_over(tmp_path: Path) -> None:
    work = Work(by_name, (tmp_path / "记号",), 0.0)
    before = process_of(done(work, "甲"))
    assert done(work, "死") is Loss.DIED
    assert process_of(done(work, "乙")) != before


def test_what_died_is_tried_once_more(tmp_path: Path) -> None:
    answer = done(Work(by_name, (tmp_path / "记号",), 0.0), "一次")
    assert isinstance(answer, Answer)
    assert answer.result().startswith("一次")


def test_what_takes_too_long_is_ended_and_not_tried_again(tmp_path: Path) -> None:
    work = Work(by_name, (tmp_path / "记号",), 1.0)
    assert done(work, "慢") is Loss.TOO_LONG
    assert isinstance(done(work, "甲"), Answer)


def test_what_the_function_raises_comes_back() -> None:
    answer = done(Work(fail, (), 0.0), "甲")
    assert isinstance(answer, Answer)
    assert isinstance(answer.error, ZeroDivisionError)


def test_all_is_loaded_before_a_process_branches_off_and_a_failure_to_load_is_for_the_items() -> None:
    loaded: list[str] = []
    work = Work(own_process, (), 0.0, lambda: loaded.append("一次"))
    done(work, "甲")
    done(work, "乙")
    assert loaded == ["一次"]
    assert isinstance(done(Work(own_process, (), 0.0, lambda: 1 // 0), "甲"), Answer)
