"""The library as a clerk uses it: add last year's documents, compare this year's with them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import auditor
from auditor.cli.app import build
from tests import paper

RUNNER = CliRunner()


def run(*arguments: str | Path) -> Result:
    return RUNNER.invoke(build(), [str(argument) for argument in arguments])


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine, and relative paths in a folder of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("APPDATA", raising=False)
    monkeypatch.chdir(tmp_path)


def written(name: str, year: int, *tables: str, unit: str = "青禾县水务局") -> Path:
    path = paper.write(Path(), name, *(tables or (paper.clean(),)), unit=unit)
    path.write_text(path.read_text(encoding="utf-8").replace("2025年单位预算", f"{year}年单位预算"), encoding="utf-8")
    return path


def lines(result: Result) -> list[list[str]]:
    return [line.split("\t") for line in result.stdout.splitlines()]


def test_add_list_stats_remove() -> None:
    path = written("水务.txt", 2024)
    digest = sha256(path.read_bytes()).hexdigest()
    added = run("library", "add", "水务.txt", "--library", "库")
    assert (added.exit_code, added.stdout) == (0, "")
    assert "收进 1 份（1 张表，6 行）" in added.stderr
    (entry,) = lines(run("library", "list", "--library", "库"))
    assert [*entry[:5], entry[6]] == [digest[:12], "2024", "青禾县水务局", "1张表", "6行", "水务.txt"]
    assert lines(run("library", "stats", "--library", "库")) == [["青禾县水务局", "2024", "1份", "1张表", "6行"]]
    removed = run("library", "remove", digest[:12], "--library", "库")
    assert removed.exit_code == 0
    assert "水务.txt" in removed.stderr
    assert run("library", "list", "--library", "库").stdout == ""


def test_adding_again_changes_nothing() -> None:
    written("水务.txt", 2024)
    run("library", "add", "水务.txt", "--library", "库")
    before = run("library", "list", "--library", "库").stdout
    Path("抄件.txt").write_bytes(Path("水务.txt").read_bytes())
    again = run("library", "add", "水务.txt", "抄件.txt", "--library", "库")
    assert again.exit_code == 0
    assert "收进 0 份（0 张表，0 行），已在库中 2 份" in again.stderr
    assert run("library", "list", "--library", "库").stdout == before


def test_what_is_not_added_is_told() -> None:
    written("水务.txt", 2024)
    Path("坏.docx").write_bytes(b"PK\x03\x04 truncated")
    Path("通知.txt").write_text("关于召开全县水务工作会议的通知\n\n请准时参加。\n", encoding="utf-8")
    done = run("library", "add", ".", "--library", "库")
    assert done.exit_code == 2
    assert "未能收进 2 份" in done.stderr
    assert "坏.docx" in done.stderr
    assert "通知.txt" in done.stderr
    assert [entry[-1] for entry in lines(run("library", "list", "--library", "库"))] == ["./水务.txt"]


def test_unit_and_year_of_documents_that_do_not_tell() -> None:
    Path("表.txt").write_text(paper.clean("饮水管网改造"), encoding="utf-8")
    done = run("library", "add", "表.txt", "--library", "甲")
    assert "没有读出单位和年度：表.txt" in done.stderr
    done = run("library", "add", "表.txt", "--library", "乙", "--unit", "青禾县水务局", "--year", "2023")
    assert "没有读出" not in done.stderr
    assert lines(run("library", "stats", "--library", "乙")) == [["青禾县水务局", "2023", "1份", "1张表", "6行"]]


def findings(*arguments: str) -> list[dict[str, object]]:
    done = run("audit", *arguments, "--format", "jsonl", "--select", "DU204,DU205")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_last_years_table_is_found_again() -> None:
    written("往年.txt", 2024)
    written("今年.txt", 2025)
    run("library", "add", "往年.txt", "--library", "库")
    (finding,) = findings("今年.txt", "--library", "库")
    assert (finding["code"], finding["table"], finding["row"], finding["source"]) == ("DU204", 1, None, "今年.txt")
    assert "2024年" in str(finding["message"])
    for word in ("2024年", "往年.txt", "青禾县水务局", "表1", "石桥镇饮水管网改造", "6行中有6行（100%）", "依据也一字未改"):
        assert word in str(finding["evidence"])
    assert finding["related"] == [
        {"source": "往年.txt", "table": 1, "row": None, "note": "2024年 青禾县水务局 石桥镇饮水管网改造"}
    ]
    assert findings("今年.txt") == []


def test_another_units_table_is_found_again() -> None:
    written("往年.txt", 2024)
    written("今年.txt", 2025, paper.clean("公墓绿化提升"), unit="霞川县民政局")
    run("library", "add", "往年.txt", "--library", "库")
    (finding,) = findings("今年.txt", "--library", "库")
    assert (finding["code"], finding["table"], finding["row"], finding["project"]) == ("DU205", 1, None, "公墓绿化提升")
    for word in ("青禾县水务局", "2024年", "往年.txt", "表1", "石桥镇饮水管网改造", "6行中有6行（100%）", "没有别的单位这样写"):
        assert word in str(finding["evidence"])


def test_the_library_is_no_document_where_it_stands_among_them() -> None:
    written("今年.txt", 2025)
    run("library", "add", "今年.txt", "--library", "库")
    done = run("audit", ".", "--library", "库", "--format", "jsonl", "--select", "DU")
    assert (done.exit_code, done.stdout) == (0, "")


def test_python_takes_the_library_as_a_path() -> None:
    written("往年.txt", 2024)
    run("library", "add", "往年.txt", "--library", "库")
    report = auditor.audit(written("今年.txt", 2025), library=Path("库"), select=("DU",))
    assert [finding.code for finding in report.findings] == ["DU204"]


def test_the_library_may_stand_in_the_project_file() -> None:
    written("往年.txt", 2024)
    Path("auditor.toml").write_text('library = "库"\n', encoding="utf-8")
    assert run("library", "add", "往年.txt").exit_code == 0
    Path("子目录").mkdir()
    os.chdir("子目录")
    assert [entry[-1] for entry in lines(run("library", "list"))] == ["往年.txt"]
    written("今年.txt", 2025)
    assert [finding["code"] for finding in findings("今年.txt")] == ["DU204"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("library", "list"), "--library"),
        (("library", "list", "--library", "没有"), "auditor library add"),
        (("library", "stats", "--library", "没有"), "auditor library add"),
        (("library", "remove", "甲.docx", "--library", "没有"), "auditor library add"),
        (("audit", "今年.txt", "--library", "没有"), "auditor library add"),
        (("audit", "今年.txt", "--library", "坏库"), "没有使用"),
        (("library", "add", "今年.txt", "--library", "坏库"), "没有使用"),
    ],
)
def test_a_library_that_cannot_be_used_is_told_in_a_line(arguments: tuple[str, ...], told: str) -> None:
    written("今年.txt", 2025)
    Path("坏库").mkdir()
    Path("坏库/library.sqlite3").write_bytes(b"")
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not Path("疑点报告.xlsx").exists()


def test_help_of_commands_in_a_group_is_chinese() -> None:
    shown = run("library", "--help").stdout
    for word in ("管理指标库", "add", "list", "remove", "stats", "显示本说明"):
        assert word in shown
    assert "显示本说明" in run("library", "add", "--help").stdout


def test_as_a_program_in_any_locale() -> None:
    written("往年.txt", 2024)
    command = [sys.executable, "-m", "auditor", "library"]
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    subprocess.run([*command, "add", "往年.txt", "--library", "库"], env=environment, check=True, capture_output=True)
    listed = subprocess.run([*command, "list", "--library", "库"], env=environment, check=True, capture_output=True)
    assert listed.stdout.decode("utf-8").split("\t")[2] == "青禾县水务局"
