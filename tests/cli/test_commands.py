"""The commands as a clerk types them: data on stdout, words on stderr, a status that says what happened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import auditor
from auditor.cli.app import build
from tests import paper

FAULTY = paper.table(
    "管网改造",
    "改造管网，保障供水。",
    paper.changed(2, "产出指标", "质量指标", "管网试压合格率", "试压合格的管段占比", "≥98", "2024年试压记录"),
)


def _run(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "error::DeprecationWarning:auditor", "-m", "auditor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, cwd=cwd, env={**os.environ, **environment}, timeout=120)


def test_version_and_help_are_chinese_and_light(tmp_path: Path) -> None:
    assert _run("--version", cwd=tmp_path).stdout.decode().strip() == auditor.__version__
    shown = _run("--help", cwd=tmp_path).stdout.decode()
    for word in ("审核报送材料", "命令", "选项", "显示本说明"):
        assert word in shown
    assert "Show this message" not in shown


def test_help_loads_no_heavy_library(tmp_path: Path) -> None:
    code = "import sys; from auditor.cli.app import build; build(); print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=tmp_path, text=True, check=True
    ).stdout.split()
    heavy = {"pandas", "numpy", "sklearn", "spacy", "jieba", "openpyxl", "lxml", "pypdfium2", "pydantic", "yaml", "xlsxwriter"}
    assert heavy & set(loaded) == set()


def test_audit_prints_findings_as_json_lines(tmp_path: Path) -> None:
    path = paper.write(tmp_path, "水务.txt", FAULTY)
    done = _run("audit", path, "--format", "jsonl", cwd=tmp_path, LC_ALL="C", PYTHONIOENCODING="ascii")
    lines = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert done.returncode == 1
    assert [(line["code"], line["table"], line["row"], line["column"]) for line in lines] == [("UN301", 1, 2, "指标值")]
    keys = "code name severity confidence source table row column project message evidence suggestion related place"
    assert list(lines[0]) == keys.split()


def test_audit_writes_the_report_and_tells_where(tmp_path: Path) -> None:
    paper.write(tmp_path, "水务.txt", FAULTY)
    done = _run("audit", "水务.txt", "-o", "疑点.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert (tmp_path / "疑点.xlsx").read_bytes()[:2] == b"PK"
    assert "疑点.xlsx" in done.stderr.decode()


def test_clean_document_leaves_with_zero(tmp_path: Path) -> None:
    paper.write(tmp_path, "水务.txt", paper.clean())
    assert _run("audit", "水务.txt", "--format", "jsonl", cwd=tmp_path).returncode == 0


def test_select_ignore_and_fail_on(tmp_path: Path) -> None:
    paper.write(tmp_path, "水务.txt", FAULTY)
    assert _run("audit", "水务.txt", "--format", "jsonl", "--ignore", "UN,BA", cwd=tmp_path).returncode == 0
    assert _run("audit", "水务.txt", "--format", "jsonl", "--select", "BP", cwd=tmp_path).returncode == 0
    assert _run("audit", "水务.txt", "--format", "jsonl", "--fail-on", "never", cwd=tmp_path).returncode == 0


def test_project_file_is_heeded(tmp_path: Path) -> None:
    paper.write(tmp_path, "水务.txt", FAULTY)
    (tmp_path / "auditor.toml").write_text('ignore = ["UN301"]\n', encoding="utf-8")
    assert _run("audit", "水务.txt", "--format", "jsonl", cwd=tmp_path).returncode == 0
    (tmp_path / "auditor.toml").write_text('ignroe = ["UN301"]\n', encoding="utf-8")
    done = _run("audit", "水务.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "ignroe" in done.stderr.decode()


@pytest.mark.parametrize("name", ["空文件夹", "没有.docx"])
def test_nothing_to_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "空文件夹").mkdir()
    done = _run("audit", name, "--format", "jsonl", cwd=tmp_path)
    assert done.returncode == 2
    line = json.loads(done.stdout)
    assert (line["code"], line["table"], line["source"]) == ("EX901", None, name)
    assert name in done.stderr.decode()


def test_broken_file_beside_a_good_one(tmp_path: Path) -> None:
    paper.write(tmp_path, "水务.txt", FAULTY)
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 truncated")
    done = _run("audit", ".", "-o", "报告.jsonl", cwd=tmp_path)
    codes = {json.loads(line)["code"] for line in (tmp_path / "报告.jsonl").read_text(encoding="utf-8").splitlines()}
    assert done.returncode == 2
    assert {"EX901", "UN301"} <= codes


def test_extract_prints_rows(tmp_path: Path) -> None:
    paper.write(tmp_path, "水务.txt", paper.clean())
    done = _run("extract", "水务.txt", cwd=tmp_path)
    rows = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert done.returncode == 0
    assert (rows[3]["table"], rows[3]["row"], rows[3]["value"]) == (1, 4, "≤18万元/公里")
    assert rows[0]["unit_name"] == "青禾县水务局"
    assert rows[0]["year"] == 2025


def test_rules_and_explain(tmp_path: Path) -> None:
    assert "UN302" in _run("rules", cwd=tmp_path).stdout.decode()
    shown = _run("explain", "un302", cwd=tmp_path).stdout.decode()
    for heading in ("为什么是问题", "怎么改", "依据", "反例", "正例"):
        assert heading in shown
    done = _run("explain", "UN999", cwd=tmp_path)
    assert done.returncode == 2
    assert "auditor rules" in done.stderr.decode()


def test_unwritable_output_is_told(tmp_path: Path) -> None:
    paper.write(tmp_path, "水务.txt", FAULTY)
    done = _run("audit", "水务.txt", "-o", "报告.pptx", cwd=tmp_path)
    assert done.returncode == 2
    assert ".xlsx" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_defect_of_the_program_does_not_look_like_findings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("defect")

    monkeypatch.setattr("auditor.pipeline.audit", fail)
    done = CliRunner().invoke(build(), ["audit", str(tmp_path)])
    assert done.exit_code == 2
    assert "ZeroDivisionError: defect" in done.stderr
    assert "请把以上内容发给程序维护方" in done.stderr
