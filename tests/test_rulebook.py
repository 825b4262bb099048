"""Rules are data: each is complete, and an office can add, replace and tune them without Python."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from auditor.config import Settings, load_settings
from auditor.discovery import checks
from auditor.errors import ConfigError
from auditor.pipeline import check_all
from auditor.rulebook import FAMILIES, active_rules, load_rules
from auditor.types.indicator import Extraction, Indicator, IndicatorTable
from auditor.types.rule import Rule

RULES = load_rules()
PROFILES = ("default", "strict", "lenient")

#: Documents that REGULATIONS of the field name; a rule cites nothing else.
CITABLE = ("预算法", "财预〔2015〕88号", "财预〔2020〕10号", "财预〔2021〕101号", "中发〔2018〕34号")

OWN = """code: ZZ001
name: 指标名称含有禁用词
check: forbidden-pattern
severity: warning
confidence: 0.9
message: “{column}”里有本省不许用的“{found}”
suggestion: 换一个说法
why: 本省规定
how: 换一个说法
bad: {text: 领导满意度}
good: {text: 群众满意度}
options:
  patterns: [领导满意]
"""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_complete(rule: Rule) -> None:
    assert rule.check in checks()
    assert rule.family in FAMILIES
    assert all((rule.name, rule.message, rule.suggestion, rule.why, rule.how, rule.bad.text, rule.good.text))
    assert rule.bad.text != rule.good.text
    assert not rule.basis or any(document in rule.basis for document in CITABLE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_templates_are_well_formed(rule: Rule) -> None:
    for text in (rule.message, rule.suggestion):
        for _, field, spec, conversion in Formatter().parse(text):
            assert field is None or re.fullmatch(r"[a-z_0-9]+", field)
            assert not spec
            assert conversion is None


def test_select_and_ignore_by_code_or_family() -> None:
    assert {active.rule.family for active in active_rules(Settings(select=("UN",)))} == {"UN", "EX"}
    codes = {active.rule.code for active in active_rules(Settings(select=("UN",), ignore=("UN304", "EX")))}
    assert "UN304" not in codes
    assert "UN301" in codes
    assert not any(code.startswith("EX") for code in codes)


def test_one_contradiction_is_told_twice_only_where_the_office_is_strict() -> None:
    told = {profile: {active.rule.code for active in active_rules(load_settings({"profile": profile}))} for profile in PROFILES}
    assert {profile: "CO804" in codes for profile, codes in told.items()} == {
        "default": False,
        "strict": True,
        "lenient": False,
    }
    assert all("CO803" in codes for codes in told.values())


@pytest.mark.parametrize("settings", [Settings(select=("UN999",)), Settings(ignore=("XX",)), Settings(options={"UN9": {}})])
def test_unknown_codes_are_refused(settings: Settings) -> None:
    with pytest.raises(ConfigError, match="没有以"):
        active_rules(settings)


def test_options_are_validated_against_the_check() -> None:
    with pytest.raises(ConfigError, match=r"DU203.*shaer"):
        active_rules(Settings(options={"DU203": {"shaer": 0.8}}))
    tuned = next(active for active in active_rules(Settings(options={"DU203": {"share": 0.9}})) if active.rule.code == "DU203")
    assert tuned.options.share == 0.9


def test_an_office_adds_and_replaces_rules(tmp_path: Path) -> None:
    (tmp_path / "ZZ001-banned-word.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "UN301.yaml").write_text(
        OWN.replace("ZZ001", "UN301").replace("指标名称含有禁用词", "本省的写法"), encoding="utf-8"
    )
    active = {item.rule.code: item for item in active_rules(Settings(rules=(str(tmp_path),)))}
    assert active["ZZ001"].options.patterns == ("领导满意",)
    assert active["UN301"].rule.name == "本省的写法"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (("check: forbidden-pattern", "check: no-such-check"), "no-such-check"),
        (("code: ZZ001", "code: zz1"), "code"),
        (("severity: warning", "severity: grave"), "severity"),
        (("why: 本省规定\n", ""), "why"),
        (("patterns: [领导满意]", "pattern: 领导满意"), "“pattern”是未知的配置项"),
        (
            ("patterns: [领导满意]", "patterns: [领导满意]\n  colums: [value]"),
            r"ZZ001-banned-word\.yaml:14 “colums”是未知的配置项",
        ),
    ],
)
def test_wrong_rules_are_refused(tmp_path: Path, change: tuple[str, str], word: str) -> None:
    (tmp_path / "ZZ001-banned-word.yaml").write_text(OWN.replace(*change), encoding="utf-8")
    with pytest.raises(ConfigError, match=word):
        active_rules(Settings(rules=(str(tmp_path),)))


def test_forbidden_words_are_words(tmp_path: Path) -> None:
    """By characters “会所” would also be found in 协会所属."""
    options = 'options:\n  columns: [level3]\n  words: [[会所], [{TEXT: {IN: [进一步, 不断]}}, {OP: "{0,3}"}, 加强]]\n'
    own = OWN.replace("forbidden-pattern", "forbidden-words").replace("options:\n  patterns: [领导满意]\n", options)
    (tmp_path / "ZZ001.yaml").write_text(own, encoding="utf-8")
    rules = Settings(rules=(str(tmp_path),), select=("ZZ",))
    names = ("协会所属场馆数量", "县会所数量", "不断推进和加强管理")
    rows = tuple(Indicator(number, level3=name) for number, name in enumerate(names, start=1))
    found = check_all((Extraction("自拟.docx", tables=(IndicatorTable("自拟.docx", 1, rows=rows),)),), rules)
    assert [(item.row, item.message) for item in found if item.code == "ZZ001"] == [
        (2, "“三级指标”里有本省不许用的“会所”"),
        (3, "“三级指标”里有本省不许用的“不断推进和加强”"),
    ]
    (tmp_path / "ZZ001.yaml").write_text(own.replace("TEXT", "TXT"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"ZZ001\.yaml:13 第2个词语模式写得不对"):
        active_rules(rules)


def test_missing_rule_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="找不到规则目录"):
        active_rules(Settings(rules=(str(tmp_path / "没有"),)))
