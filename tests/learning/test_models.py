"""The shipped models: whole, light, trained on what lies beside them, right on rows that leave no doubt."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from auditor.errors import ModelError
from auditor.learning.classifier import load
from auditor.learning.corpus import GENERIC, LabelledRow, category, corpus_hash, read_rows
from auditor.learning.models import (
    CATEGORY,
    FIELD,
    category_of_row,
    category_samples,
    field_of_row,
    field_of_text,
    field_samples,
    field_words,
    fields_told,
    trouble_of,
)
from auditor.resources import data_dir
from tests.learning import tiny

MODELS = (FIELD, CATEGORY)
MEGABYTES = 15

CLEAR_FIELDS = (
    ("教育", "寄宿学生人数", "享受寄宿补助的初中小学学生", "≥1860人"),
    ("教育", "家长对课后服务满意度", "", "≥92%"),
    ("卫生健康", "家庭医生签约户数", "", "≥2.4万户"),
    ("卫生健康", "孕产妇死亡率", "", "≤9/10万"),
    ("社会保障和就业", "孤儿基本生活费发放人数", "", "43人"),
    ("社会保障和就业", "失业金申领办结", "", "≤10个工作日"),
    ("农林水", "水渠清淤长度", "", "≥36公里"),
    ("农林水", "玉米亩均增产", "示范田比对照田", "≥45公斤"),
    ("交通运输", "危桥改造座数", "", "9座"),
    ("交通运输", "超限检测货车辆次", "", "≥1.6万辆次"),
    ("公共安全", "看守所在押人员伙食", "按实有人数保障", "≥210人"),
    ("公共安全", "法援案件办理量", "", "≥420件"),
    ("文化旅游体育与传媒", "送戏下乡场次", "", "≥96场"),
    ("科学技术", "新认定高企数", "", "≥14家"),
    ("节能环保", "危废规范化管理抽查合格率", "", "≥90%"),
    ("城乡社区", "道路清扫保洁达标率", "", "≥96%"),
    ("一般公共服务", "人大代表视察", "", "6次"),
    ("住房保障", "公租房配租套数", "", "320套"),
    ("粮油物资储备", "轮换粮食质量达标率", "", "100%"),
    ("灾害防治及应急管理", "安全生产检查企业家次", "", "≥800家次"),
    ("自然资源海洋气象", "不动产登记发证本数", "", "≥1.3万本"),
    ("金融", "担保费率", "", "≤1%"),
    (GENERIC, "召开会议次数", "", "≥4次"),
    (GENERIC, "资金支付进度", "年底前", "≥95%"),
    (GENERIC, "服务对象满意度", "", "≥90%"),
)

CLEAR_CATEGORIES = (
    ("数量", "行道树补植株数", "", "≥1200株"),
    ("数量", "村医养老补助人数", "离岗老村医", "316人"),
    ("质量", "文物修复完好率", "", "≥95%"),
    ("质量", "低保对象准确率", "动态核查后符合条件的户占比", "≥99%"),
    ("时效", "急救车出车时间", "接到调度指令到驶出站点", "≤3分钟"),
    ("时效", "返青水灌溉完成时间", "", "4月上旬"),
    ("成本", "公益岗月补贴", "", "1900元/人·月"),
    ("成本", "打井单价", "机井含泵", "≤6.8万元/眼"),
    ("经济", "直播带货销售额", "", "≥2000万元"),
    ("经济", "玉米亩均增产", "示范田比对照田", "≥45公斤"),
    ("生态", "PM2.5浓度", "年均", "≤38微克/立方米"),
    ("可持续", "滴灌设施使用年限", "", "≥8年"),
    ("满意度", "老人家属满意度", "入住敬老院老人的子女", "≥95%"),
)

ODD = {
    "empty": ("", "", ""),
    "one character": ("率", "", "1"),
    "one letter": ("a", "", ""),
    "English": ("Number of teachers trained", "head count at year end", ">= 120 persons"),
    "digits": ("2024", "12345.6789", "98"),
    "punctuation": ("……——", "（）、", "/"),
    "wrong encoding": ("ÖÊÁ¿Ö¸±ê", "锟斤拷烫烫烫屯屯屯", "���"),
    "control characters": ("\x00\x01\x1f", "\u200b\u202e\ufeff", "\t\n"),
    "emoji": ("😀" * 40, "👨‍👩‍👧‍👦", "💯"),
    "half a pair": ("\ud83d人数", "\udc00", "\ud800"),
    "ten thousand characters": ("学生" * 5000, "公路养护里程" * 1700, "9" * 10000),
    "one character ten thousand times": ("一" * 10000, "", ""),
    "no Chinese script": ("Количество участников", "عدد المشاركين", "१२"),
}


@cache
def _metadata(name: str) -> dict[str, Any]:
    return dict(json.loads((_folder(name) / "metadata.json").read_text(encoding="utf-8")))


def _folder(name: str) -> Path:
    return data_dir("models") / load(name).name


@pytest.mark.parametrize("name", MODELS)
def test_is_trained_on_what_lies_beside_it(name: str) -> None:
    advice = f"语料或领域词表改过，{_folder(name).name} 没有跟上：请运行 auditor train 并提交 models/"
    assert _metadata(name)["corpus_sha256"] == corpus_hash(), advice


def test_weighs_little() -> None:
    sizes = {path: path.stat().st_size for name in MODELS for path in _folder(name).iterdir()}
    assert sum(sizes.values()) < MEGABYTES * 2**20, sizes


def test_labels_are_those_of_the_task() -> None:
    assert set(load(CATEGORY).labels) == {"数量", "质量", "时效", "成本", "经济", "社会", "生态", "可持续", "满意度"}
    assert set(load(FIELD).labels) == {row.field for path in (data_dir("corpora")).rglob("*.csv") for row in read_rows(path)}


@pytest.mark.parametrize("name", MODELS)
def test_card_tells_what_was_measured(name: str) -> None:
    card, told = (_folder(name) / "README.md").read_text(encoding="utf-8"), _metadata(name)
    assert f"| 本模型 | {told['held_out_accuracy']:.4f} |" in card
    assert told["held_out_accuracy"] > max(told["baselines"].values())
    for method, figure in told["baselines"].items():
        assert f"| {method} | {figure:.4f} |" in card
    for label in load(name).labels:
        assert re.search(rf"^{label}  \d+  [01]\.\d+", card, re.MULTILINE), label
    assert "## 局限" in card


def test_change_log_has_a_chapter_for_each_model() -> None:
    chapters = re.findall(r"^## (\S+-v\d+)", (data_dir("models") / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {load(name).name for name in MODELS} <= set(chapters)


@pytest.mark.parametrize(("field", "name", "description", "value"), CLEAR_FIELDS, ids=[row[1] for row in CLEAR_FIELDS])
def test_clear_field(field: str, name: str, description: str, value: str) -> None:
    assert field_of_row(name, description, value).label == field


@pytest.mark.parametrize(("kind", "name", "description", "value"), CLEAR_CATEGORIES, ids=[row[1] for row in CLEAR_CATEGORIES])
def test_clear_category(kind: str, name: str, description: str, value: str) -> None:
    assert category(f"{kind}指标") == kind
    assert category_of_row(name, description, value).label == kind


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("农村义务教育学生营养改善计划", "教育"),
        ("基本公共卫生服务补助资金", "卫生健康"),
        ("城乡居民最低生活保障金", "社会保障和就业"),
        ("农村公路日常养护工程", "交通运输"),
        ("高标准农田建设项目", "农林水"),
    ],
)
def test_clear_project(text: str, field: str) -> None:
    assert field_of_text(text).label == field


def test_words_stand_in_the_row() -> None:
    row = ("疫苗接种覆盖率", "适龄儿童按程序接种", "≥95%")
    for judged in (field_of_row(*row), category_of_row(*row)):
        assert judged.prediction.words
        for word in judged.prediction.words:
            assert word in row[0] + row[1]
            assert len(word) > 1


def test_a_row_without_any_word_of_a_field_is_generic_for_a_stated_reason() -> None:
    judged = field_of_row("样品质控平行样合格率", "", "≥95%")
    assert (judged.label, judged.decided, judged.voted) == (GENERIC, False, False)
    assert (judged.reason == "") == (judged.prediction.label == GENERIC)


def test_decided_by_the_threshold_of_the_model() -> None:
    for judged in (field_of_row("孕产妇死亡率", "", "≤9/10万"), category_of_row("孕产妇死亡率", "", "≤9/10万")):
        assert judged.decided == (judged.prediction.score >= judged.threshold)
    assert field_of_row("孕产妇死亡率", "", "≤9/10万").threshold == load(FIELD).config["thresholds"]["decide"]
    assert field_of_row("孕产妇死亡率", "").voted


@pytest.mark.parametrize("row", ODD.values(), ids=ODD.keys())
def test_odd_text_is_judged_without_a_crash(row: tuple[str, str, str]) -> None:
    for judged in (field_of_row(*row), category_of_row(*row), field_of_text(row[0])):
        scores = judged.prediction.scores
        assert sum(scores.values()) == pytest.approx(1.0, abs=1e-4)
        assert all(math.isfinite(score) and 0 <= score <= 1 for score in scores.values())
        assert judged.label in scores


@pytest.mark.parametrize("text", ["", "率", "……", "\x00", "Wi-Fi", "锟斤拷"])
def test_text_that_says_nothing_is_not_of_a_field_by_words(text: str) -> None:
    assert not field_of_row(text, "", "").voted


def test_trouble_is_told_not_raised(tmp_path: Path) -> None:
    assert trouble_of(FIELD) is None
    trouble = trouble_of(FIELD, tmp_path)
    assert isinstance(trouble, ModelError)
    assert "找不到模型 field" in str(trouble)
    damaged = tiny.model(tmp_path, f"{CATEGORY}-v1")
    (damaged / "weights.npz").write_bytes(b"PK")
    assert "已损坏" in str(trouble_of(CATEGORY, tmp_path))


def test_no_term_lies_across_name_and_description() -> None:
    assert fields_told("推动工作开展", "会后落实") == frozenset()
    assert "公共安全" in fields_told("派出所维修", "会后落实")


def test_terms_come_first_among_the_words_that_decided() -> None:
    judged = field_of_row("乡村医生补助", "在岗村医", "≥210人")
    assert judged.label == "卫生健康"
    words = field_words("乡村医生补助", "在岗村医", judged.prediction)
    assert words[0].startswith("乡村医生")
    assert not any(one != other and one in other for one in words for other in words)


def test_a_row_of_everybodys_words_is_not_trained_on_for_its_field() -> None:
    def row(field: str, name: str) -> LabelledRow:
        return LabelledRow(field, "", "某项目", "数量指标", name, "", "≥9")

    rows = [row("教育", "受益群众"), row("教育", "学生人数"), row("教育", "粗陶"), row(GENERIC, "受益群众")]
    kept = [(sample.label, sample.text) for sample in field_samples(rows) if sample.group]
    assert kept == [("教育", "学生人数"), ("教育", "粗陶"), (GENERIC, "受益群众")]
    assert len(category_samples(rows)) == 4
