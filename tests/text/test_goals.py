"""Items of a goal."""

from __future__ import annotations

import pytest

from auditor.text.goals import goal_items

ITEMS = ["完成12个村的供水改造", "水质达到2.5级标准", "受益村民1.2万人"]
STYLES = [
    ["1.", "2.", "3."],
    ["1、", "2、", "3、"],
    ["1．", "2．", "3．"],
    ["（1）", "（2）", "（3）"],
    ["(一)", "(二)", "(三)"],
    ["①", "②", "③"],
    ["⑴", "⑵", "⑶"],
    ["目标1：", "目标2：", "目标3："],
    ["目标一：", "目标二：", "目标三："],
    ["目标内容1：", "目标内容2：", "目标内容3："],
    ["一是", "二是", "三是"],
    ["一、", "二、", "三、"],
    ["第一，", "第二，", "第三，"],
    ["1)", "2)", "3)"],
]


@pytest.mark.parametrize("ordinals", STYLES, ids=lambda item: item[0])
@pytest.mark.parametrize("end", ["；", "。", " ", "\n"], ids=["semicolon", "stop", "blank", "line"])
def test_items_of_every_count(ordinals: list[str], end: str) -> None:
    goal = "".join(f"{ordinal}{item}{end}" for ordinal, item in zip(ordinals, ITEMS, strict=True))
    assert [item.rstrip("；。") for item in goal_items(goal)] == ITEMS


@pytest.mark.parametrize(
    "goal",
    [
        "新建水厂1座、蓄水池2座、管网3.5公里。",
        "覆盖1、2、3年级学生。",
        "统一是标准，统二是规范。",
        "全年投入2.5万元，改造厕所（一）期工程。",
        "检测是否达标，一是否二。",
        "2.只有第二条",
    ],
)
def test_other_numbers_do_not_divide_a_goal(goal: str) -> None:
    assert goal_items(goal) == [goal.removeprefix("2.")]


def test_an_introduction_belongs_to_the_first_item_and_a_heading_to_none() -> None:
    assert goal_items("通过改造水厂，1.保障供水；2.提高水质。") == ["通过改造水厂，保障供水；", "提高水质。"]
    assert goal_items("总体目标：1.保障供水；2.提高水质。") == ["保障供水；", "提高水质。"]


def test_the_stop_between_two_items_may_be_forgotten() -> None:
    assert goal_items("1.完成道路硬化2.5公里2.完成绿化3公顷") == ["完成道路硬化2.5公里", "完成绿化3公顷"]


def test_an_ordinal_may_stand_before_a_year() -> None:
    assert goal_items("1.2025年改造水厂；2.2026年通水。") == ["2025年改造水厂；", "2026年通水。"]


def test_more_than_ten_items() -> None:
    goal = "".join(
        f"（{number}）建成第{number}村供水站。"
        for number in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
    )
    assert goal_items(goal)[-1] == "建成第十一村供水站。"
    assert len(goal_items(goal)) == 11
