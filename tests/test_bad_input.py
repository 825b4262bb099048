"""A folder of everything that goes wrong: each file is told with the next step, the good ones are audited all the same."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditor.cli.app import build
from auditor.config import Settings
from auditor.pipeline import audit, exit_status
from auditor.reports import formats, save
from auditor.types.finding import Finding, Report
from tests import paper
from tests.bad_files import CASES, FAULTY, GOOD, READ
from tests.test_intake import gbk_zip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every bad file beside two good ones, one of them in an archive in an archive with names in GBK."""
    folder = tmp_path_factory.mktemp("外") / "报送材料"
    folder.mkdir()
    for name, content, *_ in CASES:
        (folder / name).write_bytes(content())
    paper.write(folder, "好.txt", FAULTY)
    (folder / "好.zip").write_bytes(gbk_zip({"水务局/里层.zip": gbk_zip({"饮水工程.txt": FAULTY.encode()})}))
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "空文件夹").mkdir()
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("auditor.readers._ocr.available", lambda: False)
        return audit([folder], Settings(select=("UN301",), jobs=2))


def _of(report: Report, name: str) -> list[Finding]:
    """Return the findings on a file, and on the members of an archive."""
    return [item for item in report.findings if f"/{name}!" in f"{item.source}!"]


@pytest.mark.parametrize(("name", "code", "reason", "advice"), [(name, *told) for name, _, *told in CASES])
def test_each_file_is_told_with_the_next_step(report: Report, name: str, code: str, reason: str, advice: str) -> None:
    told = [item for item in _of(report, name) if reason in item.message]
    assert [item.code for item in told] == [code], [(item.code, item.message) for item in _of(report, name)]
    assert told[0].suggestion
    assert advice in told[0].suggestion


@pytest.mark.parametrize("name", sorted(READ - {"逃.zip"}))
def test_a_wrong_suffix_is_no_obstacle(report: Report, name: str) -> None:
    (document,) = [item for item in report.documents if item.source.endswith(f"/{name}")]
    assert [row.value for row in document.tables[0].rows] == [row[4] for row in paper.CLEAN]
    assert {item.code for item in _of(report, name)} == {"EX902"}


@pytest.mark.parametrize("end", [b"startxref\n99999999\n%%EOF\n", b"startxref\n0\n%%EOF\n", b""])
def test_a_pdf_with_a_broken_cross_reference_is_read(tmp_path: Path, end: bytes) -> None:
    data = GOOD[".pdf"]()
    path = tmp_path / "公开.pdf"
    path.write_bytes(data[: data.rindex(b"startxref")] + end)
    report = audit([path], Settings(select=("UN301",)))
    assert [row.value for row in report.documents[0].tables[0].rows] == [row[4] for row in paper.CLEAN]
    assert [item.code for item in report.findings] == ([] if end else ["EX901"])


@pytest.mark.parametrize("name", ["好.txt", "好.zip!/水务局/里层.zip!/饮水工程.txt", "逃.zip!/逃.txt", "逃.zip!/绝.txt"])
def test_the_others_are_audited_all_the_same(report: Report, name: str) -> None:
    assert [(item.code, item.table, item.row) for item in _of(report, name)] == [("UN301", 1, 2)]


def test_what_was_not_read_decides_the_status(folder: Path, report: Report) -> None:
    assert exit_status(report, Settings(fail_on="never")) == 2
    for name in ("断.html", "无行.docx", "空文件夹", "没有.docx"):
        assert exit_status(audit([folder / name], Settings(select=("UN301",), fail_on="never")), Settings()) == 2, name
    only_notes = audit([folder / "错.docx", folder / "好.txt"], Settings(select=("UN301",)))
    assert exit_status(only_notes, Settings(fail_on="error")) == 1
    assert exit_status(only_notes, Settings(fail_on="never")) == 0


def test_the_folder_itself_is_told_of_what_was_passed_over(folder: Path, report: Report) -> None:
    (told,) = [item for item in report.findings if item.source == str(folder)]
    assert (told.code, told.table) == ("EX902", None)
    assert "跳过了 1 个不支持的文件" in told.message
    assert "照片.jpg" in told.message


def test_an_empty_folder_is_told(folder: Path) -> None:
    (told,) = audit([folder / "空文件夹"], Settings()).findings
    assert (told.code, told.source) == ("EX901", str(folder / "空文件夹"))
    assert "没有可以审核的文件" in told.message


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_path_without_permission_is_told(tmp_path: Path) -> None:
    paper.write(tmp_path, "好.txt", FAULTY)
    paper.write(tmp_path, "锁.txt", FAULTY).chmod(0)
    told = audit([tmp_path], Settings(select=("UN301",))).findings
    assert [(item.code, Path(item.source).name) for item in told] == [("UN301", "好.txt"), ("EX901", "锁.txt")]
    assert "没有权限读取" in told[1].message


def test_a_file_that_may_not_be_read_when_its_turn_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Path.open

    def guarded(path: Path, *arguments: object, **options: object) -> object:
        if path.name == "锁.txt":
            raise PermissionError(13, "denied")
        return plain(path, *arguments, **options)  # type: ignore[call-overload]

    paper.write(tmp_path, "好.txt", FAULTY)
    paper.write(tmp_path, "锁.txt", FAULTY)
    monkeypatch.setattr(Path, "open", guarded)
    told = audit([tmp_path], Settings(select=("UN301",))).findings
    assert [(item.code, Path(item.source).name) for item in told] == [("UN301", "好.txt"), ("EX901", "锁.txt")]


def test_every_report_holds_what_was_not_read(report: Report, tmp_path: Path) -> None:
    written = {path.suffix: path for path in save(report, f"{tmp_path}/报告/")}
    assert set(written) == set(formats())
    for suffix, path in written.items():
        data = path.read_bytes()
        if suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                data = b"".join(book.read(name) for name in book.namelist())
        text = data.decode("utf-8", errors="replace")
        for words in ("EX901", "EX902", "密.docx", "照片.jpg", "表头下没有指标行", "UN301"):
            assert words in text, (suffix, words)


def test_nothing_is_written_outside_the_output(folder: Path, report: Report) -> None:
    assert sorted(path.name for path in folder.parent.iterdir()) == ["报送材料"]
    assert {path.name for path in folder.iterdir()} == {name for name, *_ in CASES} | {
        "好.txt",
        "好.zip",
        "照片.jpg",
        "空文件夹",
    }
    for name in ("逃.txt", "绝.txt"):
        assert not any(place.joinpath(name).exists() for place in (Path("/"), Path.cwd(), *folder.parents))


def test_the_command_tells_it_on_stderr_and_leaves_with_two(folder: Path, tmp_path: Path) -> None:
    paths = [str(folder / name) for name in ("密.docx", "断.doc", "弹.zip", "空文件夹", "没有.docx", "好.txt", "错.xlsx")]
    output = tmp_path / "疑点.jsonl"
    done = CliRunner().invoke(build(), ["audit", *paths, "-o", str(output), "--select", "UN301"])
    assert (done.exit_code, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    for name in ("密.docx", "断.doc", "弹.zip!/甲.txt", "空文件夹", "没有.docx"):
        assert any(line.startswith("未读取：") and line.split("：")[1].endswith(name) and "请" in line for line in lines), name
    assert any(line.startswith("已读取：") and "错.xlsx" in line for line in lines)
    found = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert ("UN301", "好.txt") in {(item["code"], Path(item["source"]).name) for item in found}
    assert {Path(item["source"]).name for item in found if item["code"] == "EX901"} == {
        "密.docx",
        "断.doc",
        "甲.txt",
        "空文件夹",
        "没有.docx",
    }


def test_extract_gives_the_rows_that_could_be_read(folder: Path) -> None:
    done = CliRunner().invoke(build(), ["extract", str(folder / "密.docx"), str(folder / "好.txt")])
    assert done.exit_code == 2
    assert [json.loads(line)["level3"] for line in done.stdout.splitlines()] == [row[2] for row in paper.CLEAN]
    assert "密.docx" in done.stderr
