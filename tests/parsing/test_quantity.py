"""Value cells as clerks write them: what each part is read as, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.parsing.quantity import quantities
from auditor.parsing.rendering import render
from auditor.parsing.units import lexicon
from auditor.types.quantity import Quantity


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


NUMBERS = [
    # text, operator, low, high, unit, dimension
    ("≥95%", "≥", 95, 95, "%", "ratio"),
    ("100 %", "", 100, 100, "%", "ratio"),
    ("９８％", "", 98, 98, "%", "ratio"),
    (">=90%", "≥", 90, 90, "%", "ratio"),
    ("=<5次", "≤", 5, 5, "次", "times"),
    ("﹥80%", ">", 80, 80, "%", "ratio"),
    ("≧60分", "≥", 60, 60, "分", "score"),
    ("不低于90%", "≥", 90, 90, "%", "ratio"),
    ("不得少于3次", "≥", 3, 3, "次", "times"),
    ("不超过20万元", "≤", 20, 20, "万元", "money"),
    ("控制在3%以内", "≤", 3, 3, "%", "ratio"),
    ("大于等于12场", "≥", 12, 12, "场", "times"),
    ("小于0.5‰", "<", 0.5, 0.5, "‰", "ratio"),
    ("达到85%", "≥", 85, 85, "%", "ratio"),
    ("40公里以上", "≥", 40, 40, "公里", "length"),
    ("10个工作日内", "≤", 10, 10, "工作日", "duration"),
    ("2万元（含）以下", "≤", 2, 2, "万元", "money"),
    ("200人左右", "±", 200, 200, "人", "people"),
    ("约30台", "±", 30, 30, "台", "items"),
    ("≥12万份", "≥", 120000, 120000, "份", "items"),
    ("3.5万人次", "", 35000, 35000, "人次", "visits"),
    ("1.2万亩", "", 12000, 12000, "亩", "area"),
    ("3.6万余人", "", 36000, 36000, "人", "people"),
    ("24万延米网箱", "", 240000, 240000, "米", "length"),
    ("≥8万笼", "≥", 80000, 80000, "笼", ""),
    ("80万吨公里", "", 800000, 800000, "车公里", "length"),
    ("6周岁以下", "≤", 6, 6, "岁", "duration"),
    ("4.2万资金", "", 4.2, 4.2, "万元", "money"),
    ("5千户", "", 5000, 5000, "户", "household"),
    ("3千米", "", 3, 3, "公里", "length"),
    ("386.4万元", "", 386.4, 386.4, "万元", "money"),
    ("3百万元", "", 300, 300, "万元", "money"),
    ("1.5亿元", "", 1.5, 1.5, "亿元", "money"),
    ("1,200人", "", 1200, 1200, "人", "people"),
    ("12，345.67元", "", 12345.67, 12345.67, "元", "money"),
    ("百分之九十五以上", "≥", 95, 95, "%", "ratio"),
    ("千分之三", "", 3, 3, "‰", "ratio"),
    ("十二个月", "", 12, 12, "个月", "duration"),
    ("两次", "", 2, 2, "次", "times"),
    ("三百二十名", "", 320, 320, "名", "people"),
    ("九成以上", "≥", 9, 9, "成", "ratio"),
    ("1个半月", "", 1.5, 1.5, "个月", "duration"),
    ("半年内", "≤", 0.5, 0.5, "年", "duration"),
    ("≤1/10万", "≤", 1, 1, "/10万", "ratio"),
    ("≤12起/万人", "≤", 12, 12, "起/万人", "times_per"),
    ("≤8例/10万", "≤", 8, 8, "例/10万", "times_per"),
    ("≤8例/每十万人", "≤", 8, 8, "例/十万人", "times_per"),
    ("≤10秒/百小时", "≤", 10, 10, "秒/百小时", "duration_per"),
    ("≥35张/千人口", "≥", 35, 35, "张/千人", "items_per"),
    ("5人/10台", "", 5, 5, "人/10台", "people_per"),
    ("≤20元/百人", "≤", 20, 20, "元/百人", "money_per"),
    ("15元/人·次", "", 15, 15, "元/人次", "money_per"),
    ("≤5元/碗", "≤", 5, 5, "元/碗", "money_per"),
    ("2次/护林员", "", 2, 2, "次/护林员", "times_per"),
    ("≥20m3/d", "≥", 20, 20, "立方米/天", "volume_per"),
    ("百分之百", "", 100, 100, "%", "ratio"),
    ("百分百", "", 100, 100, "%", "ratio"),
    ("百分之一百二十", "", 120, 120, "%", "ratio"),
    ("不低于百分之九十五", "≥", 95, 95, "%", "ratio"),
    ("7×24小时", "", 24, 24, "小时", "duration"),
    ("≤7天*24小时", "≤", 24, 24, "小时", "duration"),
    ("7x24h", "", 24, 24, "小时", "duration"),
    ("2100余起", "", 2100, 2100, "起", "times"),
    ("2倍", "", 2, 2, "倍", "ratio"),
    ("-5%", "", -5, -5, "%", "ratio"),
    ("≤90天", "≤", 90, 90, "天", "duration"),
    ("≥3年", "≥", 3, 3, "年", "duration"),
    ("240元/人/年", "", 240, 240, "元/人·年", "money_per"),
    ("≤50元/人·天", "≤", 50, 50, "元/人·天", "money_per"),
    ("300元/(人·月)", "", 300, 300, "元/人·月", "money_per"),
    ("60元每人", "", 60, 60, "元/人", "money_per"),
    ("每人每年2000元", "", 2000, 2000, "元/人·年", "money_per"),
    ("每季度不少于1次", "≥", 1, 1, "次/季度", "times_per"),
    ("≤50人/天", "≤", 50, 50, "人/天", "people_per"),
    ("≤35微克/立方米", "≤", 35, 35, "μg/m³", "concentration"),
    ("60dB(A)", "", 60, 60, "分贝", "sound"),
    ("15KM", "", 15, 15, "公里", "length"),
    ("20㎡", "", 20, 20, "平方米", "area"),
    ("20台（套）", "", 20, 20, "台（套）", "items"),
    ("零事故", "", 0, 0, "事故", ""),
    ("提高5个百分点", "", 5, 5, "个百分点", "ratio"),
    ("45291", "", 45291, 45291, "", ""),
    ("≥90", "≥", 90, 90, "", ""),
    ("24小时内响应", "≤", 24, 24, "小时", "duration"),
]


@pytest.mark.parametrize(("text", "operator", "low", "high", "unit", "dimension"), NUMBERS)
def test_reads_a_number_with_operator_and_unit(
    text: str, operator: str, low: float, high: float, unit: str, dimension: str
) -> None:
    found = only(text)
    read = (found.kind, found.operator, found.low, found.high, found.unit, found.dimension)
    assert read == ("number", operator, low, high, unit, dimension)


@pytest.mark.parametrize(
    ("text", "operator", "low", "high", "unit"),
    [
        ("3～5天", "", 3, 5, "天"),
        ("95-98%", "", 95, 98, "%"),
        ("10%～20%", "", 10, 20, "%"),
        ("3至5年", "", 3, 5, "年"),
        ("2000—3000元/亩", "", 2000, 3000, "元/亩"),
        ("20±2℃", "±", 18, 22, "摄氏度"),
        ("2-3万人", "", 20000, 30000, "人"),
        ("5万-8万元", "", 5, 8, "万元"),
        ("2026.10-2098.5吨", "", 2026.1, 2098.5, "吨"),
    ],
)
def test_reads_a_range(text: str, operator: str, low: float, high: float, unit: str) -> None:
    found = only(text)
    assert (found.kind, found.operator, found.low, found.high, found.unit) == ("range", operator, low, high, unit)


@pytest.mark.parametrize(
    ("text", "operator", "low", "high", "unit"),
    [
        ("12月", "", 12, 12, "月"),
        ("≤10月", "≤", 10, 10, "月"),
        ("12月份", "", 12, 12, "月"),
        ("13月", "", 13, 13, "月"),
        ("11月底前完成", "≤", 11, 11, "月"),
        ("9-10月", "", 9, 10, "月"),
        ("2024.12", "", 12, 12, "月"),
        ("2025.06前", "≤", 6, 6, "月"),
        ("2025.6-2025.12", "", 6, 12, "月"),
        ("2025/6", "", 6, 6, "月"),
        ("12.31前", "≤", 12, 12, "月"),
        ("2024学年", "", 2024, 2024, "年"),
        ("2024-2025学年", "", 2024, 2025, "年"),
        ("2025学年第一学期", "", 2025, 2025, "年"),
        ("2021年1-12月", "", 1, 12, "月"),
        ("2021年1月-2021年12月", "", 1, 12, "月"),
        ("2023年12月31日前", "≤", 12, 12, "月"),
        ("2024/6/30前", "≤", 6, 6, "月"),
        ("十二月底前", "≤", 12, 12, "月"),
        ("每月25日", "", 25, 25, "日"),
        ("15日前", "≤", 15, 15, "日"),
        ("第四季度", "", 4, 4, "季度"),
        ("2024年第三季度", "", 3, 3, "季度"),
        ("2023年", "", 2023, 2023, "年"),
        ("2023-2025年", "", 2023, 2025, "年"),
        ("年底前", "≤", None, None, ""),
        ("春节前", "≤", None, None, ""),
        ("每周四17:00前", "≤", None, None, ""),
        ("7：00—9:00", "", None, None, ""),
        ("每日7:00—19:00", "", None, None, ""),
        ("早8点至晚6点", "", None, None, ""),
        ("除夕前", "≤", None, None, ""),
        ("国庆前", "≤", None, None, ""),
        ("开学前", "≤", None, None, ""),
        ("入冬前", "≤", None, None, ""),
        ("播种前", "≤", None, None, ""),
        ("秋收后", "", None, None, ""),
        ("清明前后", "", None, None, ""),
        ("汛期", "", None, None, ""),
        ("力争汛期前全部完成", "≤", None, None, ""),
        ("腊月二十三前", "≤", None, None, ""),
        ("农历八月十五前", "≤", None, None, ""),
        ("2024年春节前", "≤", 2024, 2024, "年"),
        ("每年9月开学前", "≤", 9, 9, "月"),
    ],
)
def test_reads_a_point_in_time(text: str, operator: str, low: float | None, high: float | None, unit: str) -> None:
    found = only(text)
    read = (found.kind, found.operator, found.low, found.high, found.unit, found.dimension)
    assert read == ("date", operator, low, high, unit, "date")


@pytest.mark.parametrize("text", ["1/3", "三分之一", "1:3", "1：3"])
def test_reads_a_fraction_as_a_ratio_that_needs_no_unit(text: str) -> None:
    found = only(text)
    assert (found.kind, found.low, found.unit, found.dimension) == ("number", pytest.approx(1 / 3), "", "ratio")
    assert found.raw_unit == text


@pytest.mark.parametrize(
    ("text", "raw_unit", "unit"),
    [
        ("100百分比", "百分比", "%"),
        ("≥98百分号", "百分号", "%"),
        ("95人数", "人数", "人"),
        ("≤6.5万\\次", "万\\次", "万元/次"),
        ("0.1万元\\件", "万元\\件", "万元/件"),
        ("800元\\户", "元\\户", "元/户"),
        ("20万", "万", "万元"),
        ("≤45w元", "w元", "万元"),
        ("≤30K元", "K元", "千元"),
        ("≥3w人", "w人", "万人"),
        ("≥95%人", "%人", "%"),
        ("≥95%户。", "%户", "%"),
    ],
)
def test_marks_a_unit_that_is_not_written_as_a_standard_unit(text: str, raw_unit: str, unit: str) -> None:
    found = only(text)
    assert (found.raw_unit, found.unit, found.standard) == (raw_unit, unit, False)
    assert text[slice(*found.unit_span)] == raw_unit


@pytest.mark.parametrize("text", ["95％", "100 %", "12月份", "5公斤", "≤0.3万元/公里", "30人次", "8小时/天", "百分之十"])
def test_leaves_a_standard_writing_alone(text: str) -> None:
    assert only(text).standard


@pytest.mark.parametrize(
    "text",
    [
        "效果显著",
        "较上年提高",
        "比去年有所好转",
        "有所提升",
        "基本保障",
        "逐步改善",
        "逐步营造",
        "优/良/中/差",
        "优",
        "是",
        "达标",
        "合格",
        "长期",
        "持续推进",
        "明显改善",
        "群众出行条件明显改善",
        "社会秩序良好",
        "不断壮大",
        "零超标",
        "无拖欠",
        "不扰民",
        "十分满意",
        "一定程度提高",
        "进一步增强",
        "应补尽补",
        "得到缓解",
        "A级",
        "良好以上",
        "制度化",
        "低于前三年均值",
        "≤预算批复数",
    ],
)
def test_reads_qualitative_words_as_a_grade(text: str) -> None:
    assert [quantity.kind for quantity in quantities(text)] == ["grade"]


@pytest.mark.parametrize(
    "text",
    [
        "优化服务，打造整洁环境",
        "带领更多乡村孩子走近科学",
        "集中供暖",
        "美化校园，绿化环境",
        "化解矛盾",
        "退役军人再就业",
        "农田水利设施",
        "乡村道路",
        "教师队伍建设",
    ],
)
def test_reads_slogans_and_names_as_mere_text(text: str) -> None:
    assert [quantity.kind for quantity in quantities(text)] == ["text"]


@pytest.mark.parametrize("text", ["", "   ", "\n", "无", "/", "-", "—", "－", "——", "／", "NaN", "nan", "None", "\u200b\ufeff"])
def test_reads_a_blank_as_empty(text: str) -> None:
    assert [quantity.kind for quantity in quantities(text)] == ["empty"]


def test_keeps_where_each_part_stands_in_the_raw_text() -> None:
    text = "  ≥ １，２００ 人 "
    found = only(text)
    assert (found.low, found.unit) == (1200, "人")
    assert text[slice(*found.operator_span)] == "≥"
    assert text[slice(*found.number_span)] == "１，２００"
    assert text[slice(*found.unit_span)] == "人"


def test_keeps_where_a_word_operator_stands() -> None:
    text = "满意度达到九成以上"
    found = only(text)
    assert text[slice(*found.operator_span)] == "达到"
    assert (found.operator, found.rest) == ("≥", "满意度")


def test_reads_several_values_of_one_cell() -> None:
    read = [(item.operator, item.low, item.unit) for item in quantities("覆盖率100%、≥95人；每年2次")]
    assert read == [("", 100, "%"), ("≥", 95, "人"), ("", 2, "次/年")]


def test_shares_the_unit_of_a_list() -> None:
    assert [(item.low, item.unit) for item in quantities("20、30人")] == [(20, "人"), (30, "人")]
    assert [(item.kind, item.low) for item in quantities("3、5月")] == [("date", 3), ("date", 5)]


def test_does_not_take_the_ordinals_of_a_list_for_values() -> None:
    assert [item.low for item in quantities("1.抽检合格率95%；2.整改率100%")] == [95, 100]
    assert [item.low for item in quantities("（1）3次（2）5次")] == [3, 5]
    assert [item.low for item in quantities("①≥95%②100%")] == [95, 100]


@pytest.mark.parametrize(
    ("text", "low"), [("PM2.5浓度≤35微克/立方米", 35), ("第三方抽检合格率98%", 98), ("近三年平均降幅5%", 5)]
)
def test_does_not_take_parts_of_names_for_values(text: str, low: float) -> None:
    assert [item.low for item in quantities(text)] == [low]


@pytest.mark.parametrize("text", ["2024.10亩", "2024.5元", "2024.12", "2024.5"])
def test_digits_with_a_point_are_a_month_only_without_a_unit(text: str) -> None:
    assert (only(text).kind == "date") == (text == "2024.12")


@pytest.mark.parametrize("text", ["五一节前", "十一前", "六一前完成"])
def test_feasts_named_by_numerals_are_no_numbers(text: str) -> None:
    found = only(text)
    assert (found.kind, found.operator, found.low) == ("date", "≤", None)


def test_takes_an_unknown_word_after_the_number_for_its_unit() -> None:
    found = only("≥8舱位")
    assert (found.unit, found.raw_unit, found.dimension, found.standard) == ("舱位", "舱位", "", True)


@pytest.mark.parametrize(
    ("text", "unit", "rest"),
    [("20人/30户", "人", "/"), ("≥3次/达标", "次", "/达标"), ("≥98分/百分制", "分", "/百分制"), ("95%人员", "%", "人员")],
)
def test_a_stroke_before_another_value_or_a_judgement_makes_no_composite(text: str, unit: str, rest: str) -> None:
    found = quantities(text)[0]
    assert (found.unit, found.rest, found.standard) == (unit, rest, True)


def test_the_days_of_a_service_without_pause_are_no_value_and_no_remnant() -> None:
    assert [(item.low, item.rest) for item in quantities("7×24小时不间断")] == [(24, "不间断")]


def test_an_operator_before_words_is_kept() -> None:
    found = only("=效果显著")
    assert (found.kind, found.operator, found.operator_span) == ("grade", "=", (0, 1))


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10000,
        "9" * 300,
        "1," * 5000,
        "≥" * 10000,
        "一二三" * 3333,
        "12月" * 3333,
        "（" * 5000 + "〔" * 5000,
        "😀" * 5000,
        "\u200b" * 9999 + "5",
        "１２３％" * 2500,
        "元/" * 5000,
        "提高" * 5000,
        "\x00" * 5000,
        "\ud800",
        "1-" * 5000,
        "." * 10000,
        "𝟗𝟓%",
        "٣٤%",
        "½",
        "½%",
        "ａｂｃ",
        "Ⅻ月",
        "5/0",
        "0/0",
        "1:0",
        "万",
        "百分之",
        "分之",
        "零",
        "十",
        "半",
        "每",
        "第",
    ],
)
def test_survives_what_no_clerk_meant(text: str) -> None:
    for found in quantities(text):
        assert found.raw == text
        assert found.kind in {"number", "range", "date", "grade", "text", "empty"}


def test_does_not_understand_a_number_of_300_digits() -> None:
    assert [(item.kind, item.low) for item in quantities("≥" + "7" * 300 + "人")] == [("text", None)]


@pytest.mark.parametrize("text", ["≤7:30", "22:00", "全年", "全天候"])
def test_reads_a_time_that_names_no_month(text: str) -> None:
    found = only(text)
    assert (found.kind, found.low, found.dimension) == ("date", None, "duration" if "全" in text else "date")


@pytest.mark.parametrize("text", ["1:30", "20:80", "7:3"])
def test_a_proportion_is_no_time_of_day(text: str) -> None:
    assert only(text).dimension == "ratio"


UNITS = sorted(unit.name for unit in lexicon().units if not unit.name.startswith("/") and unit.name not in ("年", "日", "季度"))
AMOUNTS = st.one_of(
    st.integers(0, 10**9).map(float), st.decimals(0, 10**6, places=2, allow_nan=False, allow_infinity=False).map(float)
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["", "≥", "≤", ">", "<", "="]), AMOUNTS, st.sampled_from(UNITS))
@example("≤", 2023.0, "天")
def test_round_trip_of_numbers(operator: str, value: float, unit: str) -> None:
    written = Quantity(raw="", kind="number", operator=operator, low=value, high=value, unit=unit)
    found = only(render(written))
    assert (found.kind, found.operator, found.low, found.high, found.unit) == ("number", operator, value, value, unit)
    assert render(found) == render(written)


@settings(max_examples=150, deadline=None)
@given(AMOUNTS, AMOUNTS, st.sampled_from(UNITS))
def test_round_trip_of_ranges(left: float, right: float, unit: str) -> None:
    low, high = sorted((left, right + 0.5))
    written = Quantity(raw="", kind="range", low=low, high=high, unit=unit)
    found = only(render(written))
    assert (found.low, found.high, found.unit) == (low, high, unit)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["", "≥", "≤"]), st.integers(1, 12), st.integers(0, 11))
def test_round_trip_of_months(operator: str, first: int, more: int) -> None:
    written = Quantity(raw="", kind="date", operator=operator, low=first, high=min(12, first + more), unit="月")
    found = only(render(written))
    assert (found.kind, found.operator, found.low, found.high, found.unit) == (
        "date",
        operator,
        written.low,
        written.high,
        "月",
    )


@pytest.mark.parametrize(
    "text", ["第3季度", "每月25日", "2023年", "2/3", "年底前", "约200人", "效果显著", "失学儿童返校", "", "5/10万"]
)
def test_round_trip_of_other_kinds(text: str) -> None:
    found = only(text)
    again = only(render(found))
    assert (again.kind, again.operator, again.low, again.high, again.unit) == (
        found.kind,
        found.operator,
        found.low,
        found.high,
        found.unit,
    )


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="≥≤0123456789.,%元万人月年日前第季度约至-/（）百分之效果显著 　零一二十", max_size=40))
def test_never_fails_and_spans_lie_within_the_text(text: str) -> None:
    for found in quantities(text):
        for start, end in (found.operator_span, found.number_span, found.unit_span):
            assert 0 <= start <= end <= len(text)
        assert text[slice(*found.unit_span)] == found.raw_unit
