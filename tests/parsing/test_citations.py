"""Basis cells: what kind of source they name, and what a document number lacks."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.parsing.citations import citations

GOLD = Path(__file__).resolve().parents[2] / ".." / "shared" / "gold"

KINDS = {
    "record": [
        "上年业务统计",
        "2022年在校生人数",
        "出警记录",
        "车辆维修台账",
        "农户种植面积统计表",
        "路面检测报告",
        "工程验收单",
        "施工日志",
        "财务报表",
        "工资发放花名册",
        "项目批复",
        "可研报告",
        "招标文件",
        "政府采购询价",
        "会议纪要",
        "去年实际完成数",
        "近三年平均发案数",
        "教育事业统计报表",
        "环境监测数据",
        "林业资源清查数据",
        "考勤记录",
        "会计凭证",
        "上级下达任务清单",
        "在册学生名单",
        "气象站观测数据",
        "实际出车情况记录",
        "住院病人统计",
        "设计图纸",
        "国家标准GB/T 19001",
        "实际灌溉情况统计",
        "市场价格",
        "2023年3月最新的收费标准",
    ],
    "survey": ["问卷调查", "根据调查问卷结果", "满意度调查", "抽样调查", "家长问卷", "电话回访"],
    "contract": ["采购合同", "服务协议", "施工合同约定", "根据签订合同"],
    "plan": ["2023年工作计划", "2023年度培训计划", "“十四五”规划", "2022—2024年建设规划"],
    "budget": ["项目预算控制数", "根据预算控制数", "预算批复", "年初预算", "预算申请明细表"],
    "law": [
        "《中华人民共和国义务教育法》",
        "中华人民共和国道路交通安全法",
        "国务院令第735号",
        "公安部令第152号",
        "信访工作条例",
        "农产品质量安全法",
        "中华人民共和国湿地保护法第十二条第三款规定",
        "劳动合同法第三十条",
        "学前教育法",
    ],
    "title": [
        "公路养护技术规范",
        "根据公路养护技术规范要求",
        "村镇供水工程验收规程",
        "学校卫生工作规定",
        "因公出国经费管理规定",
        "差旅费管理办法规定",
        "生活垃圾分类标准",
        "义务教育学校管理标准",
        "国家基本公共卫生服务规范（第三版）",
        "《青禾县校车管理办法》",
        "《青禾县农村公路养护实施细则》",
        "根据《校园安全专项行动方案》要求",
    ],
    "vague": [
        "工作计划",
        "根据工作计划",
        "学校年度工作计划",
        "工程实施计划",
        "工作要求",
        "年度考核",
        "政策规定",
        "规定收费标准",
        "行业标准",
        "历史标准",
        "计划标准",
        "历史数据",
        "历史数据测算",
        "财务测算",
        "数据测算",
        "领导批示",
        "实际情况",
        "根据实际养护情况",
        "工作安排",
        "工作总结",
        "相关文件",
        "国家政策",
        "有关政策文件",
        "按规定执行",
        "工作需要",
        "往年经验",
        "以前年度情况",
        "道路养护要求",
        "根据实际统计",
        "数据统计",
        "培训计划",
        "部门职责",
        "参照（征求意见稿）",
        "县委、县政府决策部署",
        "根据实际调查",
        "工作情况统计",
        "管理办法",
        "相关管理办法规定",
        "补助标准",
        "工程质量验收标准",
        "住建部规范",
        "县财政局规定",
        "上级收费规定",
        "医保政策规定",
        "设备使用年限规定",
        "消防法规",
        "农业法律法规",
    ],
    "none": [
        "满意度",
        "合格率",
        "驾驶员",
        "单位成本",
        "完工时间",
        "按月足额发放",
        "按规定时间按时拨付",
        "学生人数",
        "公路里程",
        "≥95%",
        "12月",
        "根据实际道路养护数量",
        "计算方法",
        "层次分析法",
        "因素分配法",
        "专家打分法",
        "依法",
    ],
}


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in KINDS.items() for text in texts])
def test_tells_the_kind_of_source(text: str, kind: str) -> None:
    assert {item.kind for item in citations(text)} == {kind}


@pytest.mark.parametrize(
    ("text", "issuer", "year", "serial"),
    [
        ("青财社〔2022〕145号", "青财社", 2022, "145"),
        ("根据青财社[2022]145号", "青财社", 2022, "145"),
        ("按青政办发【2021】7号文件规定", "青政办发", 2021, "7"),
        ("临财农（2020）33号", "临财农", 2020, "33"),
        ("青财教2022年88号", "青财教", 2022, "88"),
        ("青财教2022【88】号", "青财教", 2022, "88"),
        ("青禾县人民政府办公室〔2022〕15 号", "青禾县人民政府办公室", 2022, "15"),
        ("青教基〔2022 3号", "青教基", 2022, "3"),
        ("财预〔2015〕88号", "财预", 2015, "88"),
        ("青民〔2021〕8号", "青民", 2021, "8"),
        ("青财预〔2022〕1-3号", "青财预", 2022, "1-3"),
        ("青财农2024】36号", "青财农", 2024, "36"),
        ("青禾县民政局〔2024〕18号", "青禾县民政局", 2024, "18"),
        ("青禾县专项整治领导小组办公室〔2024〕3号", "青禾县专项整治领导小组办公室", 2024, "3"),
        ("根据和财社〔2024〕3号", "和财社", 2024, "3"),
    ],
)
def test_reads_the_parts_of_a_document_number(text: str, issuer: str, year: int, serial: str) -> None:
    (found,) = citations(text)
    assert (found.kind, found.issuer, found.year, found.serial, found.missing) == ("document", issuer, year, serial, ())
    assert text[slice(*found.span)] == found.text


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("根据青政发【2017】号文件", ("serial",)),
        ("政字〔2011〕9号", ("issuer",)),
        ("政办发〔2020〕3号", ("issuer",)),
        ("〔2022〕145号", ("issuer",)),
        ("青财社〔2022〕145", ("hao",)),
        ("青财社145号", ("year",)),
        ("青财社〔〕145号", ("year",)),
        ("青禾县人民政政府〔2019〕12号", ("misspelt",)),
        ("临沅市人名政府〔2019〕12号", ("misspelt",)),
        ("青教财〔2024〕18", ("hao",)),
        ("临沅发改投资〔2023〕", ("serial",)),
        ("临沅发改投资〔2023〕文件", ("serial",)),
        ("青政【2024】", ("serial",)),
        ("临沅发改投资（2023）12", ("hao",)),
        ("青财杜〔2024〕36号", ("misspelt",)),
        ("冀才教〔2024〕36号", ("misspelt",)),
        ("青财社2024年33", ("hao",)),
        ("青财农〔20 〕36号", ("year",)),
        ("青财农〔202X〕36号", ("year",)),
        ("青财农〔XXXX〕36号", ("year",)),
        ("青财农〔2024〕XX号", ("serial",)),
        ("青财农〔××××〕××号", ("year", "serial")),
        ("青财农〔    〕  号", ("year", "serial")),
        ("县府5号文", ("issuer", "year")),
    ],
)
def test_tells_what_a_document_number_lacks(text: str, missing: tuple[str, ...]) -> None:
    (found,) = citations(text)
    assert (found.kind, found.missing) == ("document", missing)


@pytest.mark.parametrize(
    ("project", "issuer", "year", "serial"),
    [
        ("青财社2024年33号优抚对象补助", "青财社", 2024, "33"),
        ("青财教2022年88号提前下达2023年学生资助中央补助", "青财教", 2022, "88"),
        ("提前下达2025年学生资助补助资金青财教2024年118号", "青财教", 2024, "118"),
        ("2024年优抚补助青财社2024年33号", "青财社", 2024, "33"),
        ("提前下达中央青财资环2024年6号湿地保护", "青财资环", 2024, "6"),
        ("青人社发2024年5号创业培训补贴", "青人社发", 2024, "5"),
        ("困难群众救助补助资金青禾县财政局〔2024〕5号", "青禾县财政局", 2024, "5"),
        ("关于下达2024年农村公路养护资金（青财建2024年21号）", "青财建", 2024, "21"),
    ],
)
def test_reads_the_document_that_a_project_is_named_after(project: str, issuer: str, year: int, serial: str) -> None:
    (found,) = (item for item in citations(project) if item.kind == "document")
    assert (found.issuer, found.year, found.serial, found.missing) == (issuer, year, serial, ())


@pytest.mark.parametrize("joint", ["和", "及", "与", "以及", "、", "，", "文件和"])
@pytest.mark.parametrize(
    ("first", "second"), [("青财农〔2024〕36号", "青财农〔2025〕9号"), ("青财农2024年36号", "临财农2025年9号")]
)
def test_what_joins_two_numbers_is_no_part_of_the_second_issuer(first: str, joint: str, second: str) -> None:
    assert [item.text for item in citations(first + joint + second)] == [first, second]


@pytest.mark.parametrize("text", ["青财农〔2024〕36号、〔2025〕9号", "青财农〔2024〕36号和〔2025〕9号"])
def test_the_second_number_has_the_issuer_of_the_first_where_it_names_none(text: str) -> None:
    read = [(item.issuer, item.year, item.serial, item.missing) for item in citations(text)]
    assert read == [("青财农", 2024, "36", ()), ("青财农", 2025, "9", ())]


@pytest.mark.parametrize("text", ["青财农〔2024〕36、41号", "青财农〔2024〕36号、41号", "青财农〔2024〕36号和41号"])
def test_serials_of_one_year_are_documents_of_their_own(text: str) -> None:
    read = [(item.issuer, item.year, item.serial, item.missing) for item in citations(text)]
    assert read == [("青财农", 2024, "36", ()), ("青财农", 2024, "41", ())]


@pytest.mark.parametrize(
    "text",
    [
        "棚户区开发2024年5号地块",
        "2024年12号台风救灾",
        "（2024年3号楼维修）",
        "采购合同[2024]-03",
        "统计年报〔2023〕",
        "技术研发(2024)",
        "活动(5)号",
        "青财社2024年3月",
    ],
)
def test_does_not_take_a_year_with_a_number_for_a_document(text: str) -> None:
    assert "document" not in {item.kind for item in citations(text)}


@pytest.mark.parametrize("text", ["5号楼维修合同", "12号线施工合同", "云溪路8号院物业合同", "2号机组运行记录", "3号桥检测报告"])
def test_does_not_take_every_number_for_a_document(text: str) -> None:
    assert "document" not in {item.kind for item in citations(text)}


def test_reads_several_sources_of_one_cell() -> None:
    text = "《青禾县校车管理办法》（青教〔2021〕8号）、采购合同和2022年运营台账；工作计划"
    read = [(item.kind, item.text) for item in citations(text)]
    assert read[:2] == [("title", "《青禾县校车管理办法》"), ("document", "青教〔2021〕8号")]
    assert ("contract", "采购合同") in read
    assert ("record", "2022年运营台账") in read


def test_two_numbers_are_two_documents() -> None:
    assert [item.serial for item in citations("青民〔2021〕8号、青财社〔2022〕9号")] == ["8", "9"]


def test_a_piece_that_is_no_source_belongs_to_the_piece_behind_it() -> None:
    (found,) = citations("县委、县政府工作安排")
    assert (found.kind, found.text, found.span) == ("vague", "县委、县政府工作安排", (0, 10))


def test_two_vague_sources_are_two_citations() -> None:
    assert [item.text for item in citations("工作计划、行业数据")] == ["工作计划", "行业数据"]


def test_spans_lead_back_to_the_raw_text() -> None:
    text = " 根据 青财社 【２０２２】 145 号 "
    (found,) = citations(text)
    assert (found.issuer, found.year, found.serial) == ("青财社", 2022, "145")
    assert text[slice(*found.span)] == found.text


@pytest.mark.parametrize("text", ["", " ", "无", "/", "-", "——", "\n"])
def test_an_empty_cell_cites_nothing(text: str) -> None:
    assert citations(text) == ()


def test_any_inquiry_is_a_survey_where_satisfaction_is_measured() -> None:
    assert [item.kind for item in citations("调查", satisfaction=True)] == ["survey"]
    assert [item.kind for item in citations("调查", satisfaction=False)] == ["vague"]


@pytest.mark.parametrize(
    "text",
    [
        "〔2022〕" * 2000,
        "《" * 10000,
        "工作、" * 3333,
        "工作计划和" * 2000,
        "与" * 10000,
        "，" * 10000,
        "5号" * 5000,
        "青财社" * 3000 + "〔2022〕1号",
        "（" * 5000,
        "\u200b" * 5000,
        "😀",
        "9" * 300 + "号",
        "〔" + "9" * 300 + "〕",
        "〔2024〕1" + "、2" * 3000,
        "青财社〔X〕" * 1000,
        "青财社2024年" * 1000,
        "\ud800",
    ],
)
def test_survives_what_no_clerk_meant(text: str) -> None:
    for found in citations(text):
        assert text[slice(*found.span)] == found.text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="青财社教政发字〔〕[]【】（）()《》20219号第年、；和根据工作计划统计表合同 问卷", max_size=40))
def test_never_fails_and_spans_lie_within_the_text(text: str) -> None:
    for found in citations(text):
        assert 0 <= found.span[0] < found.span[1] <= len(text)
        assert text[slice(*found.span)] == found.text


@pytest.mark.skipif(not GOLD.exists(), reason="没有 ../shared/gold：只在有标注的机器上评分")
@pytest.mark.parametrize(("code", "precision", "recall"), [("BA402", 0.97, 0.95), ("BA403", 0.90, 0.85), ("BA404", 0.97, 0.95)])
def test_kinds_agree_with_the_labels(code: str, precision: float, recall: float) -> None:
    hits = Counter((gold, predicted) for gold, predicted in _judged(code))
    assert hits[True, True] / max(1, hits[True, True] + hits[False, True]) >= precision
    assert hits[True, True] / max(1, hits[True, True] + hits[True, False]) >= recall


def _judged(code: str) -> list[tuple[bool, bool]]:
    """Label and prediction of every row on which the labellers agreed."""
    with (GOLD / "faults.csv").open(encoding="utf-8") as lines:
        labels = {
            (row["doc"], row["table"], row["row"]): row["sure"] == "1" for row in csv.DictReader(lines) if row["code"] == code
        }
    judged = []
    with (GOLD / "rows.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            label = labels.get((row["doc"], row["table"], row["row"]))
            if label is not False:
                judged.append((label is True, _predicted(code, row["basis"], "满意" in row["level2"] + row["level3"])))
    return judged


def _predicted(code: str, basis: str, satisfaction: bool) -> bool:
    found = citations(basis, satisfaction)
    kinds = {item.kind for item in found}
    if code == "BA404":
        return any(item.missing for item in found)
    if code == "BA402":
        return kinds == {"none"}
    return "vague" in kinds and kinds <= {"vague", "none"}
