"""Text dumps of PDFs: rows rebuilt from order, vocabulary and value patterns."""

from __future__ import annotations

import pytest

from auditor.extraction import extract
from auditor.extraction.flow_print import header_roles
from auditor.extraction.levels import split_levels
from auditor.types.grid import Document, Paragraph
from auditor.types.indicator import IndicatorTable
from tests.extraction.build import six

HEADER = "二级指标一级指标 三级指标 绩效指标描述 指标值 指标值确定依据"


def tables(text: str) -> tuple[IndicatorTable, ...]:
    lines = [line.strip() for line in text.strip().splitlines()]
    blocks = tuple(Paragraph(line, page=3, line=number) for number, line in enumerate(lines, start=1) if line)
    return extract(Document("青禾县农机站2024年预算.txt", "txt", blocks)).tables


def only(text: str) -> IndicatorTable:
    (table,) = tables(text)
    return table


def test_rows_on_one_line_each_with_levels_in_the_middle() -> None:
    table = only(
        f"""
        3、农机购置补贴绩效目标表
        1.补贴农户购机。
        绩效目标 2.提高机械化水平。
        3.服务农业生产。
        {HEADER}
        数量指标 补贴农机台数 补贴购置的农机台数 ≥420 台 上年购机统计
        质量指标 补贴核验合格率 抽查合格台数占抽查台数的比例 100% 农机补贴实施办法
        产出指标
        时效指标 补贴兑付时间 补贴兑付时间 11月底前 年度实施方案
        成本指标 单台补贴额 平均每台补贴金额 ≤1.5 万元 临农机〔2023〕6 号
        效益指标 社会效益指标 耕种收机械化率 机械作业面积占总面积的比例 ≥85% 农机统计年报
        满意度指标 服务对象满意度指标 购机农户满意度 购机农户满意度 ≥90% 调查问卷
        17
        六、政府采购预算情况
        """
    )
    assert (table.project, table.template, table.year) == ("农机购置补贴", "河北六栏", 2024)
    assert table.goal == "1.补贴农户购机。\n2.提高机械化水平。\n3.服务农业生产。"
    assert [six(row) for row in table.rows] == [
        ["产出指标", "数量指标", "补贴农机台数", "补贴购置的农机台数", "≥420台", "上年购机统计"],
        ["产出指标", "质量指标", "补贴核验合格率", "抽查合格台数占抽查台数的比例", "100%", "农机补贴实施办法"],
        ["产出指标", "时效指标", "补贴兑付时间", "补贴兑付时间", "11月底前", "年度实施方案"],
        ["产出指标", "成本指标", "单台补贴额", "平均每台补贴金额", "≤1.5万元", "临农机〔2023〕6号"],
        ["效益指标", "社会效益指标", "耕种收机械化率", "机械作业面积占总面积的比例", "≥85%", "农机统计年报"],
        ["满意度指标", "服务对象满意度指标", "购机农户满意度", "购机农户满意度", "≥90%", "调查问卷"],
    ]
    assert [row.place.line for row in table.rows] == [6, 7, 9, 10, 11, 12]
    assert table.rows[0].place.page == 3
    assert all(0.75 <= row.confidence < 1.0 for row in table.rows)
    assert table.troubles == ()


def test_descriptions_printed_as_a_block_within_the_first_of_their_rows() -> None:
    table = only(
        f"""
        3、农机购置补贴绩效目标表
        {HEADER}
        数量指标 补贴农机台数 补贴购置的农机台数
        实际抽查合格的农机台数占抽
        查台数的比例
        补贴资金兑付时间
        机械作业面积占全县作业总面
        积的比例
        ≥420 台 上年购机统计
        质量指标 补贴核验合格率 100% 农机补贴实施办法
        产出指标
        时效指标 补贴兑付时间 11月底前 年度实施方案
        效益指标 社会效益指标 耕种收机械化率 ≥85% 农机统计年报
        满意度指标 服务对象满意度指标 购机农户满意度 购机农户满意度 ≥90% 调查问卷
        """
    )
    assert [(row.level3, row.description, row.value, row.basis) for row in table.rows] == [
        ("补贴农机台数", "补贴购置的农机台数", "≥420台", "上年购机统计"),
        ("补贴核验合格率", "实际抽查合格的农机台数占抽查台数的比例", "100%", "农机补贴实施办法"),
        ("补贴兑付时间", "补贴资金兑付时间", "11月底前", "年度实施方案"),
        ("耕种收机械化率", "机械作业面积占全县作业总面积的比例", "≥85%", "农机统计年报"),
        ("购机农户满意度", "购机农户满意度", "≥90%", "调查问卷"),
    ]


def test_bases_printed_as_a_block_before_their_rows() -> None:
    table = only(
        f"""
        3、灌渠维修绩效目标表
        {HEADER}
        县水利建设规划及年
        度计划
        县水利建设规划及年
        度计划
        调查问卷
        数量指标 维修渠道长度 维修渠道长度 ≥18 公里
        产出指标
        质量指标 工程验收合格率 工程验收合格率 100%
        满意度指标 服务对象满意度指标 用水户满意度 用水户满意度 ≥90%
        """
    )
    assert [(row.value, row.basis) for row in table.rows] == [
        ("≥18公里", "县水利建设规划及年度计划"),
        ("100%", "县水利建设规划及年度计划"),
        ("≥90%", "调查问卷"),
    ]
    assert {row.level1 for row in table.rows[:2]} == {"产出指标"}


def test_names_and_descriptions_printed_one_block_after_the_other() -> None:
    table = only(
        f"""
        3、灌渠维修绩效目标表
        {HEADER}
        数量指标 维修渠道长度 维修渠道总长度 ≥18 公里 施工合同
        产出指标 成本指标 单位造价
        渠道沿线泵站、闸门同步维修
        的完成率
        单位造价
        渠道沿线泵站、闸门同步维修
        的完成率
        ≤26 万元 施工合同
        质量指标 100% 施工合同
        """
    )
    assert [(row.level3, row.description, row.value, row.basis) for row in table.rows] == [
        ("维修渠道长度", "维修渠道总长度", "≥18公里", "施工合同"),
        ("单位造价", "单位造价", "≤26万元", "施工合同"),
        ("渠道沿线泵站、闸门同步维修的完成率", "渠道沿线泵站、闸门同步维修的完成率", "100%", "施工合同"),
    ]


def test_values_in_words() -> None:
    table = only(
        f"""
        3、灌渠维修绩效目标表
        {HEADER}
        社会效益指标 灌溉条件 农田灌溉条件 明显改善 施工合同
        效益指标
        可持续影响指标 管护长效机制 建立健全管护制度 建立健全 水利局通知
        """
    )
    assert [(row.level3, row.description, row.value, row.basis) for row in table.rows] == [
        ("灌溉条件", "农田灌溉条件", "明显改善", "施工合同"),
        ("管护长效机制", "建立健全管护制度", "建立健全", "水利局通知"),
    ]


def test_a_dump_that_prints_row_after_row() -> None:
    table = only(
        """
        （3）灌渠维修绩效目标表
        绩效目标 1.修好渠道，保证
        农田灌溉。
        一级指标 二级指标 三级指标 绩效指标描
        述
        指标值 指标值确定
        依据
        产出指标 数量指标 维修渠道长
        度
        维修渠道总
        长度
        ≥18 公里 施工合同
        质量指标 工程验收合
        格率
        合格工程占
        全部的比例
        100% 县水利建设
        规划
        效益指标 生态效益指
        标
        节水量 年节约用水 ≥3 万方 施工合同
        """
    )
    assert [six(row) for row in table.rows] == [
        ["产出指标", "数量指标", "维修渠道长度", "维修渠道总长度", "≥18公里", "施工合同"],
        ["产出指标", "质量指标", "工程验收合格率", "合格工程占全部的比例", "100%", "县水利建设规划"],
        ["效益指标", "生态效益指标", "节水量", "年节约用水", "≥3万方", "施工合同"],
    ]


def test_tables_follow_each_other_and_a_header_repeated_on_the_next_page_goes_on() -> None:
    first, second = tables(
        f"""
        1、农机购置补贴绩效目标表
        {HEADER}
        数量指标 补贴农机台数 补贴农机台数 ≥420 台 购机统计
        5
        {HEADER}
        质量指标 核验合格率 核验合格率 100% 购机统计
        产出指标
        2、临农机〔2023〕6号关于提前下达2024年农机报废更新与深松整地补助
        资金的通知绩效目标表
        {HEADER}
        产出指标 数量指标 报废农机台数 报废农机台数 ≥60 台 购机统计
        """
    )
    assert [(row.level1, row.level3) for row in first.rows] == [("产出指标", "补贴农机台数"), ("产出指标", "核验合格率")]
    assert (first.number, second.number) == (1, 2)
    assert second.project == "临农机〔2023〕6号关于提前下达2024年农机报废更新与深松整地补助资金的通知"
    assert [row.level3 for row in second.rows] == ["报废农机台数"]


def test_rows_that_fit_badly_are_told() -> None:
    table = only(
        f"""
        3、灌渠维修绩效目标表
        {HEADER}
        数量指标 维修渠道长度 ≥18 公里
        某处打印的零散文字甲
        质量指标 100% 又一段无处安放的说明文字 施工
        零散文字乙
        满意度指标 服务对象满意度指标
        """
    )
    assert [row.level2 for row in table.rows][:2] == ["数量指标", "质量指标"]
    assert any("把握不大" in trouble.reason for trouble in table.troubles)
    assert min(row.confidence for row in table.rows) < 0.75


def test_prose_about_indicators_is_no_table() -> None:
    assert tables("本单位设置一级指标、二级指标、三级指标、绩效指标描述、指标值和确定依据。\n数量指标 三个") == ()
    assert tables(f"3、灌渠维修绩效目标表\n{HEADER}\n六、政府采购") == ()


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (HEADER, ("level1", "level2", "level3", "description", "value", "basis")),
        (
            "一级指标 二级指标 三级指标 绩效指标描述 指标值 指标值确定依",
            ("level1", "level2", "level3", "description", "value", "basis"),
        ),
        ("一级指标二级指标三级指标年度指标值实际完成值", ("level1", "level2", "level3", "value", "actual")),
        ("一级指标 二级指标", ()),
        ("下表列出一级指标 二级指标 三级指标 指标值", ()),
    ],
)
def test_header_lines(text: str, roles: tuple[str, ...]) -> None:
    assert header_roles(text) == roles


@pytest.mark.parametrize(
    ("line", "levels"),
    [
        ("数量指标 巡河次数 ≥48 次", ("", "数量指标", "巡河次数 ≥48 次")),
        ("产出指标 成本指标 造价", ("产出指标", "成本指标", "造价")),
        ("产出指标质量指标 合格率", ("产出指标", "质量指标", "合格率")),
        ("满意度指标 服务对象满意度指标 居民满意度", ("满意度指标", "服务对象满意度指标", "居民满意度")),
        ("服务对象满意度指标 居民满意度 ≥90%", ("", "服务对象满意度指标", "居民满意度 ≥90%")),
        ("治安效益指标 发案率 ≤1%", ("", "治安效益指标", "发案率 ≤1%")),
        ("效益指标", None),
        ("巡河次数 ≥48 次", None),
        ("数量充足的物资", None),
    ],
)
def test_levels_at_the_beginning_of_a_line(line: str, levels: tuple[str, str, str] | None) -> None:
    assert split_levels(line) == levels
