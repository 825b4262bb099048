"""Tables that say nearly the same meet without a loop over all pairs; rows are counted by the units that use them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.similarity import library_copies, meeting
from auditor.similarity.library_copies import Spread, Standing, families, near_wordings, standing, wordings
from auditor.similarity.library_keys import row_key
from auditor.similarity.library_likeness import project_likeness, related_units, shared_rows, told_unit
from auditor.similarity.library_search import MOST_ALIKE
from auditor.types.indicator import IndicatorTable
from tests.similarity import shelf

ROWS = tuple((f"第{sign}项工作量", f"{sign * 4}等工作", "3个") for sign in "甲乙丙丁戊己庚辛壬癸")


def tables(*rows: tuple[tuple[str, str, str], ...], units: str = "") -> list[IndicatorTable]:
    names = units or "甲乙丙丁戊己庚辛壬癸"
    return [replace(shelf.table(item), unit_name=f"{names[index % len(names)]}局") for index, item in enumerate(rows)]


def test_order_numbers_and_empty_rows_do_not_make_another_wording() -> None:
    numbered = tuple((name, text, "7个") for name, text, _ in reversed(ROWS))
    words = wordings(tables(ROWS, (*numbered, ("", "", "")), shelf.LAMPS, ()))
    assert [word.members for word in words] == [(0, 1), (2,)]


def test_near_wordings_at_the_share() -> None:
    corpus = tables(ROWS, (*ROWS[:8], *shelf.LAMPS[:2]), (*ROWS[:7], *shelf.LAMPS), ROWS[:8], ROWS[:2])
    assert near_wordings(wordings(corpus), 0.8, 1.0, 3) == ((1, 3), (0, 2, 3), (1,), (0, 1), ())


def test_edited_rows_count_where_they_are_near() -> None:
    edited = (*ROWS[:5], *((name, f"{text}量", value) for name, text, value in ROWS[5:]))
    words = wordings(tables(ROWS, edited))
    assert near_wordings(words, 0.8, 0.85, 3) == ((1,), (0,))
    assert near_wordings(words, 0.8, 1.0, 3) == ((), ())


def test_families_hang_together_over_others() -> None:
    assert families(((1,), (0, 2), (1,), (), (5,), (4,))) == (0, 0, 0, 3, 4, 4)


def test_many_edited_copies_cost_no_square(monkeypatch: pytest.MonkeyPatch) -> None:
    count, compared = 600, 0

    def counting(*arguments: object) -> tuple[tuple[int, int], ...]:
        nonlocal compared
        compared += 1
        return shared_rows(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(library_copies, "shared_rows", counting)
    monkeypatch.setattr(meeting, "SHOWN", 8)
    copies = [(*ROWS[:9], (f"自己的{chr(0x5000 + number)}", f"{chr(0x5000 + number) * 5}", "")) for number in range(count)]
    near = near_wordings(wordings(tables(*copies)), 0.8, 1.0, 3)
    assert compared <= 3 * meeting.SHOWN * count
    assert set(families(near)) == {0}
    assert all(near)


def test_units_elsewhere_are_counted_once() -> None:
    corpus = tables(ROWS, ROWS, (*ROWS[:1], *shelf.LAMPS), (*ROWS[:1], *shelf.BUSES), ROWS[:1], units="甲乙丙丙丁")
    words = wordings(corpus)
    family = families(near_wordings(words, 0.8, 1.0, 3))
    key = row_key(corpus[0].rows[0]) or 0
    stored = {key: 7}  # of which 丁, held from the library, is one
    spread = Spread(corpus, words, family, stored, held=4)
    assert spread.units(family[0]) == 2
    assert spread.elsewhere(key, family[0]) == len("丙丁") + 6
    assert spread.elsewhere(row_key(corpus[0].rows[1]) or 0, family[0]) == 0


def test_where_the_tables_of_a_family_stand() -> None:
    corpus = tables(ROWS, ROWS, (*ROWS[:9], *shelf.LAMPS[:1]), shelf.LAMPS, ROWS, units="甲甲乙丙丁")
    corpus[1] = replace(corpus[1], project="校车")
    corpus[4] = replace(corpus[4], project="")
    words = wordings(corpus)
    family = families(near_wordings(words, 0.8, 1.0, 3))
    found = standing(corpus, words, family, held=len(corpus))
    assert found == {0: Standing(units=2, projects=3), 2: Standing(units=1, projects=1)}


def test_a_library_that_gives_no_more_may_hold_more() -> None:
    corpus = tables(*[ROWS] * (MOST_ALIKE + 1))
    words = wordings(corpus)
    assert standing(corpus, words, (0,), held=1)[0].more
    assert not standing(corpus, words, (0,), held=2)[0].more


@pytest.mark.parametrize(
    ("left", "right", "related"),
    [
        ("青禾县水务局", "青禾县水务局（本级）", True),
        ("青禾县教育局", "青禾县教育局实验小学", True),
        ("青禾县水务局", "青禾县教育局", False),
        ("", "青禾县水务局", True),
    ],
)
def test_a_unit_and_its_parts_are_related(left: str, right: str, related: bool) -> None:
    assert related_units(left, right) is related
    assert related_units(right, left) is related


@pytest.mark.parametrize(
    ("name", "source", "told"),
    [
        ("表", "材料/表.xlsx", ""),
        ("今年", "今年材料.docx", ""),
        ("青禾县", "青禾县2025年预算.docx", ""),
        ("云溪区教育局", "材料.zip!/云溪区教育局.xls", "云溪区教育局"),
        ("青禾县", "预算.docx", "青禾县"),
        ("", "预算.docx", ""),
    ],
)
def test_a_file_name_is_no_unit(name: str, source: str, told: str) -> None:
    assert told_unit(name, source) == told


def test_names_of_projects() -> None:
    assert project_likeness("冀财教〔2023〕88号 校舍维修", "冀财教〔2024〕12号 校舍维修") == 1.0
    assert project_likeness("石桥镇饮水管网改造", "饮水管网改造") == 1.0
    assert project_likeness("村卫生室补助", "公园绿化养护") < 0.3
    assert project_likeness("", "") == 0.0


def test_each_row_has_one_partner() -> None:
    assert shared_rows(["甲", "甲", "", "乙"], ["乙", "甲", "", "丙"]) == ((0, 1), (3, 0))
    assert shared_rows(["甲乙丙丁", "甲乙丙戊"], ["甲乙丙丁", "庚"], 0.7) == ((0, 0),)
    assert shared_rows(["甲乙丙戊", "甲乙丙丁"], ["甲乙丙丁", "甲乙丙己"], 0.7) == ((0, 1), (1, 0))
