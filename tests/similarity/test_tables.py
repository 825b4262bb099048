"""Near-duplicate tables: copies are found by what is rare in them, and no rows of any table make a match."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.similarity import TableGroup, near_duplicate_tables
from auditor.similarity.meeting import labelled
from auditor.similarity.meeting import meeting as meet

SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
GENERIC = [
    f"{name} ≥95%" for name in ("任务完成率", "支付及时性", "群众满意度", "验收合格", "成本节约", "档案齐全", "投诉办结")
]


def own(number: int, rows: int = 5) -> list[str]:
    """Return rows that no other table has."""
    chance = random.Random(number)
    return ["".join(chance.choices(SIGNS, k=14)) for _ in range(rows)]


def members(groups: tuple[TableGroup, ...]) -> list[tuple[int, list[int]]]:
    return [(group.representative, [copy.table for copy in group.copies]) for group in groups]


def test_copies_with_their_share() -> None:
    tables = [own(number) for number in range(30)]
    tables[7] = [*tables[3][:4], own(99)[0]]
    tables[12] = list(reversed(tables[3]))
    tables[20] = [tables[9][0] + "量", *tables[9][1:]]
    tables[25] = [*tables[9][:3], *own(98)[:2]]
    groups = near_duplicate_tables(tables)
    assert members(groups) == [(3, [7, 12]), (9, [20])]
    assert [(copy.table, copy.share) for copy in groups[0].copies] == [(7, 0.8), (12, 1.0)]
    assert groups[0].copies[1].rarity > groups[0].copies[0].rarity > 0


def test_the_table_that_most_repeat_stands_for_them() -> None:
    middle = own(1, 10)
    tables = [[*middle[:8], *own(2, 2)], middle, [*own(3, 2), *middle[2:]], *(own(number) for number in range(10, 30))]
    assert members(near_duplicate_tables(tables)) == [(1, [0, 2])]


def test_common_rows_never_make_a_match() -> None:
    chance = random.Random(3)
    tables = [[*chance.sample(GENERIC, 4), *own(number, 1)] for number in range(100)]
    assert sum(set(left) ^ set(right) <= {left[4], right[4]} for left in tables for right in tables) > 200, "by chance alone"
    assert near_duplicate_tables(tables) == ()
    copy = [*own(200, 3), *tables[0][:2]]
    assert members(near_duplicate_tables([*tables, copy, copy])) == [(100, [101])]


def test_rows_are_not_common_for_having_been_copied_often() -> None:
    tables = [own(1) for _ in range(50)] + [own(number) for number in range(10, 20)]
    assert members(near_duplicate_tables(tables)) == [(0, list(range(1, 50)))]


def test_each_row_has_one_partner() -> None:
    row, other = own(1)[:2]
    tables = [[row, row, row, other], [row, other, *own(2)[:2]], *(own(number) for number in range(10, 30))]
    assert near_duplicate_tables(tables, share=0.7) == ()
    [group] = near_duplicate_tables(tables, share=0.5, chance=1.0)
    assert [(copy.table, copy.share) for copy in group.copies] == [(1, 0.5)]


def test_masked_numbers() -> None:
    tables = [[f"{row}{number}00户" for row in own(1)] for number in (1, 7)] + [own(number) for number in range(10, 30)]
    assert members(near_duplicate_tables(tables, threshold=1.0, mask_numbers=True)) == [(0, [1])]
    assert near_duplicate_tables(tables, threshold=1.0) == ()


@pytest.mark.parametrize("tables", [[], [[]], [["", ""], ["", ""]], [own(1)], [(row for row in own(1)), []]])
def test_nothing_to_compare(tables: list[list[str]]) -> None:
    assert near_duplicate_tables(tables) == ()


ROWS = st.lists(st.integers(0, 12), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(ROWS, max_size=20), st.sampled_from([0.4, 0.7, 0.8, 1.0]))
def test_no_pair_that_shares_enough_is_left_out(tables: list[list[int]], share: float) -> None:
    def common(left: list[int], right: list[int]) -> int:
        return sum(min(left.count(label), right.count(label)) for label in set(left))

    met = list(meet(tables, share))
    assert len(met) == len(set(met))
    for right, table in enumerate(tables):
        for left in range(right):
            if common(tables[left], table) >= share * max(len(tables[left]), len(table)):
                assert (left, right) in met


def test_labels_tell_near_rows() -> None:
    row, other = own(1)[:2]
    assert labelled([[row, other], [], [other, row + "量"]], 0.85) == [(0, 1), (), (1, 0)]


def test_many_copies_cost_no_square(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.similarity.meeting.SHOWN", 8)
    tables = [(0, 1, 2, 3, 100 + number) for number in range(500)]
    met = list(meet(tables, 0.8))
    assert len(met) <= 2 * 8 * len(tables)
    assert {right for _, right in met} == set(range(1, 500)), "every copy meets one of those that stand for all"


def test_the_order_of_tables_changes_only_the_numbers() -> None:
    tables = [own(number, 6) for number in range(40)]
    tables[30:] = [[*rows[:5], own(90 + number)[0]] for number, rows in enumerate(tables[:10])]
    order = random.Random(4).sample(range(40), 40)
    plain = {frozenset([first, *rest]) for first, rest in members(near_duplicate_tables(tables))}
    mixed = near_duplicate_tables([tables[place] for place in order])
    assert {frozenset(order[place] for place in (first, *rest)) for first, rest in members(mixed)} == plain
    assert plain == {frozenset([number, 30 + number]) for number in range(10)}
