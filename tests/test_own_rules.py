"""The rules of docs/自编规则.md: each flags its faulty row and no other; a wrong rule is told with file and line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditor.cli.app import build
from tests import paper

PAGE = Path(__file__).resolve().parents[1] / "docs" / "自编规则.md"
_BLOCK = re.compile(r"^```(?:yaml|toml)\n# (?P<path>[^\n]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = {match["path"]: match["text"] for match in _BLOCK.finditer(PAGE.read_text(encoding="utf-8"))}

FAULTY = (
    ("产出指标", "数量指标", "疏浚河道长度", "进一步加强河道疏浚的长度", "≥12公里", "青水〔2024〕16号"),
    ("产出指标", "质量指标", "堤防验收合格率", "验收合格的堤段占比", "≥98%", "青财预[2016]9号"),
    ("产出指标", "时效指标", "完工时间", "河道疏浚完工的时间", "10月底前", "施工合同"),
    ("产出指标", "成本指标", "疏浚成本", "机械和人工的花费", "≤80万元", "施工合同"),
    ("产出指标", "成本指标", "管护员培训费标准", "每人每天的培训费", "≤0.06万元/人·天", "培训费管理办法"),
    ("效益指标", "社会效益指标", "受益村庄数量", "不再内涝的村庄", "≥9个", "2024年户籍人口统计"),
    ("满意度指标", "服务对象满意度指标", "沿河村民满意度", "表示满意的村民占比", "≥92%", "入户调查问卷"),
)
GOOD = (
    ("产出指标", "数量指标", "疏浚河道长度", "疏浚河道的长度", "≥12公里", "青财预〔2024〕12号"),
    ("产出指标", "时效指标", "完工时间", "河道疏浚完工的时间", "2025年10月底前", "施工合同"),
    ("产出指标", "成本指标", "疏浚成本", "每公里机械和人工的花费", "≤8万元/公里", "施工合同"),
    ("产出指标", "成本指标", "管护员培训费标准", "每人每天的培训费", "≤400元/人·天", "培训费管理办法"),
    ("效益指标", "生态效益指标", "断面水质达标率", "达到三类水质的断面占比", "≥90%", "2025年监测计划"),
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the page's rules and settings in it."""
    monkeypatch.chdir(tmp_path)
    for path, text in EXAMPLES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def _audit(*arguments: str) -> tuple[list[dict[str, object]], str, int]:
    done = CliRunner().invoke(build(), ["audit", "河道.txt", "--select", "QH", "--format", "jsonl", *arguments])
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")], done.output, done.exit_code


def test_each_rule_flags_its_own_fault(office: Path) -> None:
    paper.write(office, "河道.txt", paper.table("青石河河道整治", "疏浚河道12公里，沿河9个村不再内涝。", FAULTY))
    found, output, _ = _audit("--config", "auditor.toml")
    assert [(item["code"], item["row"], item["column"], item["message"]) for item in found] == [
        ("QH106", None, "", "生态类项目没有生态效益指标"),
        ("QH101", 1, "绩效指标描述", "“绩效指标描述”里有空话“进一步加强”"),
        ("QH102", 2, "指标值确定依据", "确定依据引用的“青财预[2016]9号”已经废止"),
        ("QH104", 3, "指标值", "完成时间“10月底前”没有写明年份和月份"),
        ("QH103", 4, "三级指标", "“疏浚成本”没有写明是单价、人均还是总额"),
        ("QH105", 5, "指标值", "培训费“≤0.06万元/人·天”超过标准，应当不超过400元/人·天"),
    ], output


def test_a_value_that_is_the_bound_in_another_unit_passes(office: Path) -> None:
    rule = office / "本单位规则" / "QH105-training-standard.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("most: 400", "most: 700"), encoding="utf-8")
    row = ("产出指标", "成本指标", "管护员培训费标准", "每人每天的培训费", "≤0.07万元/人·天", "培训费管理办法")
    paper.write(office, "河道.txt", paper.table("青石河水闸维护", "维护水闸3座。", (*GOOD[:3], row, GOOD[4])))
    assert _audit()[0] == []


def test_rows_as_the_rules_ask_pass(office: Path) -> None:
    paper.write(office, "河道.txt", paper.table("青石河河道整治", "疏浚河道12公里，沿河9个村不再内涝。", GOOD))
    assert _audit()[0] == []


def test_other_projects_and_units_are_passed_over(office: Path) -> None:
    rows = (("产出指标", "成本指标", "村医培训总成本", "全年培训总额", "≤60万元", "部门预算"), *GOOD[:2])
    paper.write(office, "河道.txt", paper.table("村医培训", "轮训村医。", rows))
    assert _audit()[0] == []


@pytest.mark.parametrize("name", ["QH101", "QH102"])
def test_what_is_forbidden_may_be_forbidden_in_some_rows_only(office: Path, name: str) -> None:
    path = next((office / "本单位规则").glob(f"{name}-*.yaml"))
    path.write_text(path.read_text(encoding="utf-8") + "  where: {level2: 时效}\n", encoding="utf-8")
    paper.write(office, "河道.txt", paper.table("青石河河道整治", "疏浚河道12公里，沿河9个村不再内涝。", FAULTY))
    assert name not in {item["code"] for item in _audit()[0]}


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("QH103", ("columns: [level3, description]", "columns: [名称]"), "没有“名称”这一栏"),
        ("QH102", ("columns: [basis]", "columns: [base]"), "没有“base”这一栏"),
        ("QH101", ("columns: [level3, description]", "columns: [level3]\n  where: {level9: 管护}"), "没有“level9”这一栏"),
        ("QH103", ("{level2: 成本}", "{level2: '成本('}"), "正则表达式“成本(”写得不对"),
        ("QH103", ("words: [每, 人均, 单价, 总额, 总成本]", "words: []"), "至少各写一项"),
        ("QH104", ("column: value", "colum: value"), "是未知的配置项"),
        ("QH104", (r"\d{1,2}月(底", r"\d{1,2}月((底"), "写得不对"),
        ("QH105", ("unit: 元/人·天", "unit: 刀/人"), "不认识计量单位“刀/人”"),
        ("QH105", ("  most: 400\n", ""), "至少写一个"),
        ("QH105", ("most: 400", "most: 四百"), "应当是数字"),
        ("QH106", ("projects: 河道|", "projects: '河道(|"), "不是正确的 YAML"),
        ("QH101", ("check: forbidden-words", "check: forbiden-words"), "没有名为“forbiden-words”的检查"),
        ("QH102", ("confidence: 0.95", "confidence: 95"), "应在 0 与 1 之间"),
    ],
)
def test_a_wrong_rule_is_told_with_file_and_line(office: Path, name: str, change: tuple[str, str], told: str) -> None:
    path = next((office / "本单位规则").glob(f"{name}-*.yaml"))
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")
    paper.write(office, "河道.txt", paper.clean())
    _, output, status = _audit()
    assert status == 2
    plain = re.sub(r"[\s│]", "", output)
    assert re.search(rf"{path.name}:\d+", plain), output
    assert re.sub(r"\s", "", told) in plain, output
