"""The handbook says what the rule files say, and the committed one is up to date."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.cli._manual_text import handbook
from auditor.config import Settings
from auditor.rulebook import FAMILIES, active_rules, load_rules

ROOT = Path(__file__).resolve().parents[2]

_OWN = """\
code: OF901
name: 出现外包字样
check: forbidden-pattern
severity: info
confidence: 0.9
message: “{column}”里写了“{found}”
suggestion: 说明外包的范围
why: 外包的工作应另附合同
how: 附合同
bad: {text: 外包保洁服务|全年}
good: {text: 保洁服务}
enabled: false
options: {patterns: [外包]}
"""


def _every() -> str:
    return handbook(active_rules(Settings(select=tuple(rule.code for rule in load_rules()))))


def test_the_committed_handbook_is_up_to_date() -> None:
    assert (ROOT / "docs" / "规则手册.md").read_text(encoding="utf-8") == _every(), "请运行 make docs"


def test_every_rule_is_told_in_full() -> None:
    sections = dict(re.findall(r"^### (\w+) [^\n]*\n(.*?)(?=^##|\Z)", _every(), re.MULTILINE | re.DOTALL))
    assert list(sections) == [rule.code for family in FAMILIES for rule in load_rules() if rule.family == family]
    for rule in load_rules():
        for text in (rule.why, rule.how, rule.basis, rule.bad.text, rule.good.text, rule.check, f"{rule.confidence:.0%}"):
            assert text.replace("|", "\\|").replace("\n", "<br>") in sections[rule.code]


def test_options_are_shown_with_their_values() -> None:
    assert "| `similarity` | `0.85` |" in _every().split("### DU201")[1].split("###")[0]
    assert "__pydantic_config__" not in _every()


def test_an_office_may_print_its_own_rules(tmp_path: Path) -> None:
    (tmp_path / "本单位").mkdir()
    (tmp_path / "本单位" / "OF901-own.yaml").write_text(_OWN, encoding="utf-8")
    (tmp_path / "auditor.toml").write_text('rules = ["本单位"]\nignore = ["UN"]\n', encoding="utf-8")
    command = [sys.executable, "-m", "auditor", "manual"]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60).stdout.decode("utf-8")
    own = shown.split("## OF 自定义")[1]
    assert "### OF901 出现外包字样\n\n提示，把握 90%，看指标行；默认不运行" in own
    assert r"| 外包保洁服务\|全年 | 保洁服务 |" in own
    assert "规则文件：`OF901-own.yaml`" in own
    assert "### UN301" in shown, "手册不受 ignore 影响"
    subprocess.run([*command, "-o", "手册.md"], cwd=tmp_path, check=True, timeout=60)
    assert (tmp_path / "手册.md").read_bytes().decode("utf-8") == shown


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_the_readme_names_every_family(name: str) -> None:
    rows = re.findall(r"^\| ?\*{0,2}([A-Z]{2})\b", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == list(FAMILIES)
