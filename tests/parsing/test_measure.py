"""What names and descriptions ask for: dimension, certainty, direction, by the head of the phrase."""

from __future__ import annotations

import pytest

from auditor.parsing.measure import measure, phrase_measure


@pytest.mark.parametrize(
    ("name", "dimension"),
    [
        ("受训教师人数", "people"),
        ("发放低保金人员数量", "people"),
        ("抽检合格率", "ratio"),
        ("农村公路优良路率", "ratio"),
        ("完成巡诊人数达标率", "ratio"),
        ("家长满意度", "ratio"),
        ("学前教育普惠性占比", "ratio"),
        ("参训学员成功率", "ratio"),
        ("帮扶脱贫户户数", "household"),
        ("普法宣传次数", "times"),
        ("文艺演出场次", "times"),
        ("单位成本", "money"),
        ("校车运行费用", "money"),
        ("每公里养护经费", "money"),
        ("项目预算控制数", "money"),
        ("到位资金总额", "money"),
        ("完工时间", "date"),
        ("款项支付时限", "duration"),
        ("设备使用年限", "duration"),
        ("培训天数", "duration"),
        ("新增绿化面积", "area"),
        ("改造管网长度", "length"),
        ("养护里程", "length"),
        ("粮食收储重量", "weight"),
        ("拨付及时性", "ratio"),
        ("拨付及时性", "date"),
        ("拨付及时性", "duration"),
    ],
)
def test_knows_for_certain_what_the_head_asks_for(name: str, dimension: str) -> None:
    found = phrase_measure(name)
    assert found.strict
    assert dimension in found.dimensions


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("受训教师人数", "ratio"),
        ("受训教师人数", "money"),
        ("抽检合格率", "people"),
        ("家长满意度", "duration"),
        ("家长满意度", "date"),
        ("帮扶脱贫户户数", "times"),
        ("单位成本", "ratio"),
        ("校车运行费用", "people_per"),
        ("居民安全感", "duration"),
        ("居民安全感", "money"),
        ("志愿服务积极性", "date"),
        ("营造良好育人氛围", "people"),
        ("增强法治意识", "duration"),
        ("购置警用装备数量", "ratio"),
        ("购置警用装备数量", "money"),
        ("新打机井眼数", "ratio"),
        ("完工时间", "ratio"),
        ("新增绿化面积", "length"),
    ],
)
def test_knows_for_certain_what_the_head_excludes(name: str, wrong: str) -> None:
    found = phrase_measure(name)
    assert found.strict
    assert wrong not in found.dimensions


@pytest.mark.parametrize(
    "name",
    [
        "道路养护",
        "校园安全",
        "乡村振兴示范村建设",
        "工作效率",
        "网络运行功率",
        "产品成本下降",
        "剩饭减少",
        "邮件投递时限达标",
        "校车运营补贴",
        "质量",
        "",
    ],
)
def test_is_certain_of_nothing_where_the_words_leave_it_open(name: str) -> None:
    assert not phrase_measure(name).strict


def test_money_also_means_money_per_head_and_times_also_times_a_year() -> None:
    assert "money_per" in phrase_measure("人均成本").dimensions
    assert "times_per" in phrase_measure("巡查次数").dimensions


@pytest.mark.parametrize(
    "text",
    [
        "已抽检食品批次占应抽检食品批次的比例",
        "实际入学人数占应入学人数",
        "按期整改隐患数与排查隐患总数的比例",
        "考试合格人数/参训人数",
        "（实际完成数/计划完成数）×100%",
        "回收农膜量占使用总量的百分比",
    ],
)
def test_reads_a_ratio_told_in_words(text: str) -> None:
    found = phrase_measure(text)
    assert found.strict
    assert "ratio" in found.dimensions
    assert "people" not in found.dimensions


@pytest.mark.parametrize("text", ["清理占道经营次数", "新增占地面积", "仓库占用面积"])
def test_does_not_take_every_zhan_for_a_ratio(text: str) -> None:
    assert "ratio" not in phrase_measure(text).dimensions


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("抽检合格率", "up"),
        ("发放救助金人数", "up"),
        ("巡查次数", "up"),
        ("家长满意度", "up"),
        ("失业人员满意度", "up"),
        ("设备使用年限", "up"),
        ("村集体经济收入", "up"),
        ("治理水土流失面积", "up"),
        ("投诉案件办结率", "up"),
        ("单位成本", "down"),
        ("办公经费", "down"),
        ("完工时间", "down"),
        ("群众投诉率", "down"),
        ("火灾死亡人数", "down"),
        ("贷款不良率", "down"),
        ("停电次数", "down"),
        ("财政补助占比", ""),
        ("参会人数", ""),
        ("产品成本下降", ""),
        ("困难学生补助标准", ""),
        ("吸毒人员未复吸率", ""),
    ],
)
def test_knows_the_direction_only_where_reviewers_agree(name: str, direction: str) -> None:
    assert phrase_measure(name).direction == direction


def test_a_unit_in_brackets_at_the_end_narrows_the_measure() -> None:
    found = phrase_measure("业务受理及时性（%）")
    assert found.dimensions == {"ratio"}
    assert found.unit == "%"
    assert "org" not in phrase_measure("培训（村）干部人数").dimensions


def test_the_unit_to_suggest() -> None:
    assert phrase_measure("受训教师人数").unit == "人"
    assert phrase_measure("抽检合格率").unit == "%"
    assert phrase_measure("帮扶户数").unit == "户"


def test_name_and_description_that_agree_share_their_dimensions() -> None:
    found = measure("按时足额发放", "低保金发放及时率")
    assert (found.dimensions, found.strict) == ({"ratio"}, True)
    assert measure("巡查频次", "全年组织河道巡查次数").strict


def test_the_name_decides_where_the_two_conflict() -> None:
    assert "ratio" in measure("完成巡诊人数达标率", "巡诊老年人数").dimensions
    assert "people" not in measure("完成巡诊人数达标率", "巡诊老年人数").dimensions


def test_the_description_decides_where_the_name_tells_nothing() -> None:
    found = measure("就业帮扶", "帮扶失业人员人数")
    assert (found.strict, "people" in found.dimensions, "ratio" in found.dimensions) == (True, True, False)


def test_a_name_that_tells_of_a_change_leaves_room_for_a_percentage() -> None:
    found = measure("餐厨垃圾减少", "试点食堂垃圾重量")
    assert not found.strict
    assert {"ratio", "weight"} <= found.dimensions


def test_a_bound_inside_the_description_is_left_off() -> None:
    assert "duration" in phrase_measure("自受理之日起办结时间不超过20个工作日").dimensions


def test_a_comparison_is_no_measure() -> None:
    assert not phrase_measure("较上年办案天数").dimensions


@pytest.mark.parametrize(
    "text", ["率" * 10000, "占" * 10000, "（" * 10000, "数" * 10000, "与" * 10000, "😀", "\u200b", "9" * 10000, "/" * 10000]
)
def test_survives_what_no_clerk_meant(text: str) -> None:
    assert isinstance(measure(text, text).dimensions, frozenset)
