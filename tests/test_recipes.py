"""The examples of CONTRIBUTING.md and README.md work as printed, in a copy of the checkout."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import auditor
from auditor.cli.app import build
from auditor.reports import formats, save
from tests import paper

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(r"^```(?:python|yaml|toml|csv)\n# (?P<path>[\w/.-]+\.\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)

#: A table of the new format and template, with one row for each new rule.
_PAPER = """\
# 青禾县卫生健康局2025年部门预算公开

1、村医实用技能培训绩效目标表

| 绩效目标 | 全县村医轮训一遍，常见病能诊治、慢性病会管理。 |
|---|---|

| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 评分标准 |
|---|---|---|---|---|---|
| 产出指标 | 数量指标 | 参训村医人数 | 120人左右 | 20 | 每少一人扣0.2分 |
| 产出指标 | 质量指标 | 村医在培训后能够独立诊治常见病、随访慢性病患者并按规定书写病历的比例 | ≥90% | 20 | 达到得满分 |
| 产出指标 | 时效指标 | 培训完成时间 | 10月底前 | 20 | 按期完成得满分 |
| 产出指标 | 成本指标 | 人均培训成本 | ≤1500元/人 | 10 | 超出不得分 |
| 效益指标 | 社会效益指标 | 村级首诊率 | ≥60% | 20 | 每低1%扣1分 |
| 满意度指标 | 服务对象满意度指标 | 参训村医满意度 | ≥90% | 10 | 每低1%扣1分 |
"""


def _blocks(name: str) -> dict[str, str]:
    found = _BLOCK.finditer((ROOT / name).read_text(encoding="utf-8"))
    return {match["path"]: match["text"] for match in found}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with every example of CONTRIBUTING.md put in its place."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("auditor", "rules", "models"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "_data"))
    (copy / "tests").mkdir()
    for name in ("__init__.py", "casefile.py"):
        shutil.copy(ROOT / "tests" / name, copy / "tests" / name)
    shutil.copytree(ROOT / "tests" / "checks", copy / "tests" / "checks")
    for path, text in _blocks("CONTRIBUTING.md").items():
        assert not (copy / path).exists(), f"{path} 已经有了，例子要换一个"
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_text(text, encoding="utf-8")
    (copy / "村医培训.md").write_text(_PAPER, encoding="utf-8")
    return copy


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def test_every_recipe_has_an_example() -> None:
    places = [path.rsplit("/", 1)[0] for path in _blocks("CONTRIBUTING.md")]
    for place in (
        "auditor/readers",
        "rules/templates",
        "rules/VA",
        "auditor/checks/row",
        "auditor/reports",
        "auditor/cli",
        "tests/cases",
    ):
        assert place in places


def test_a_new_format_template_rule_and_check_are_found_by_themselves(checkout: Path) -> None:
    done = _run(checkout, "auditor", "audit", "村医培训.md", "--format", "jsonl")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(item["code"], item["row"], item["column"]) for item in found] == [
        ("VA605", 1, "指标值"),
        ("ST506", 2, "三级指标"),
    ], done.stderr
    assert found[0]["message"] == "指标值“120人左右”用了约数“左右”"
    assert found[1]["place"] == "第11行(文本)"
    code = "import auditor; print(auditor.extract('村医培训.md')[0].template)"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, encoding="utf-8", check=True
        ).stdout.strip()
        == "考核指标表"
    )


def test_a_new_report_is_written(checkout: Path) -> None:
    done = _run(checkout, "auditor", "audit", "村医培训.md", "-o", "疑点清单.md")
    assert done.returncode == 1, done.stderr
    assert "- **VA605 指标值用约数** " in (checkout / "疑点清单.md").read_text(encoding="utf-8")


def test_a_new_command_runs(checkout: Path) -> None:
    assert "Markdown 文档\t.md" in _run(checkout, "auditor", "formats").stdout
    assert "列出能读的文件格式" in _run(checkout, "auditor", "--help").stdout


def test_the_cases_of_new_rules_pass(checkout: Path) -> None:
    done = _run(checkout, "pytest", "-q", "-p", "no:cacheprovider", "tests/checks/test_cases.py", "-k", "VA605 or ST506")
    assert done.returncode == 0, done.stdout


def test_the_examples_are_in_the_house_style(checkout: Path) -> None:
    examples = [path for path in _blocks("CONTRIBUTING.md") if path.endswith(".py")]
    config = str(ROOT / "pyproject.toml")
    for command in (["check", "--no-cache", "--config", config], ["format", "--check", "--no-cache", "--config", config]):
        done = _run(checkout, "ruff", *command, *examples)
        assert done.returncode == 0, done.stdout + done.stderr


def _commands(*names: str) -> list[str]:
    """The auditor commands printed in the pages, without those that train, change the shell or ask for a cluster."""
    pages = "".join((ROOT / name).read_text(encoding="utf-8") for name in names)
    blocks = re.findall(r"^```sh\n(.*?)^```$", pages, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("auditor ")]
    return [
        line for line in dict.fromkeys(lines) if not re.match(r"auditor (train|--install-completion)|.*--master yarn", line)
    ]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a newcomer has it: the samples, and documents of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    (tmp_path / "报送材料").mkdir()
    paper.write(tmp_path / "报送材料", "水务.txt", paper.clean())
    (tmp_path / "往年材料").mkdir()
    shutil.copy(next((ROOT / "corpora" / "samples").glob("*.txt")), tmp_path / "往年材料")
    assert CliRunner().invoke(build(), ["library", "add", "往年材料", "--library", "指标库"]).exit_code == 0
    rows = (ROOT / "corpora" / "fields" / "205-education.csv").read_text(encoding="utf-8").splitlines()[:20]
    for name in ("检验用的行.csv", "留出的行.csv"):
        (tmp_path / name).write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("line", _commands("README.md", "README.en.md", "CONTRIBUTING.md"))
def test_printed_commands_run(line: str, office: Path) -> None:
    arguments = shlex.split(line, comments=True)[1:]
    done = CliRunner().invoke(build(), arguments)
    found_something = "corpora/samples" in arguments and "audit" in arguments
    assert done.exit_code == int(found_something), done.output
    written = [arguments[index + 1] for index, word in enumerate(arguments) if word == "-o"]
    assert all((office / name).exists() for name in written)


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [path.stem for path in (ROOT / "auditor" / "cli").glob("[!_]*.py") if path.stem != "app"]
    assert [name for name in commands if not re.search(rf"\bauditor {name}\b", readme)] == []


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_printed_python_runs(name: str, office: Path) -> None:
    code = "\n".join(re.findall(r"^```python\n(.*?)^```$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=office, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "UN302" in done.stdout


def test_the_printed_configuration_and_rule_work(office: Path) -> None:
    for path, text in _blocks("README.md").items():
        (office / path).parent.mkdir(exist_ok=True)
        (office / path).write_text(text, encoding="utf-8")
    faulty = ("产出指标", "时效指标", "完工时间", "管网改造全部完工的时间", "10月底前", "青财预〔2016〕9号")
    path = paper.write(
        office, "水务.txt", paper.table("管网改造", "更换老旧管网，让村民喝上合格水。", paper.changed(3, *faulty))
    )
    report = auditor.audit(path)
    assert [(item.code, item.row, item.column, item.severity.value) for item in report.findings] == [
        ("ZZ901", 3, "指标值确定依据", "error")
    ]
    assert report.findings[0].message == "确定依据引用的“青财预〔2016〕9号”已经废止"
    assert "ZZ901 依据文件已废止" in CliRunner().invoke(build(), ["explain", "ZZ901"]).output
    assert "VA602" not in CliRunner().invoke(build(), ["rules"]).output
    for suffix in formats():
        save(report, office / f"报告{suffix}")
        assert (office / f"报告{suffix}").stat().st_size > 0


@pytest.mark.parametrize("name", ["README.md", "README.en.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / name).read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []
