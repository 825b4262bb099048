"""The summary in the terminal."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from auditor.cli._console import print_summary, print_unread, progress
from auditor.types.grid import Trouble
from auditor.types.indicator import Extraction
from tests.reports import sample


def console() -> Console:
    return Console(file=io.StringIO(), width=120)


def shown(screen: Console) -> list[str]:
    return screen.file.getvalue().splitlines()  # type: ignore[attr-defined,no-any-return]


def cells(lines: list[str], name: str) -> list[str]:
    return next(line for line in lines if name in line).split()


def test_figures_units_projects_and_codes() -> None:
    screen = console()
    print_summary(sample.report(), console=screen)
    lines = shown(screen)
    assert lines[0] == "文件 5 份（已读取 3，部分读取 1，未读取 1），绩效目标表 5 张，指标 10 行"
    assert lines[1] == "疑点 9 条：错误 5，警告 3，提示 1"
    assert cells(lines, "青禾县教育局 ") == ["●", "红", "青禾县教育局", "2", "6", "3", "3", "1"]
    assert cells(lines, "优质稻种推广")[-4:] == ["1", "1", "0", "0"]
    assert cells(lines, "UN301") == ["UN301", "缺少计量单位", "错误", "2"]
    assert not any("校舍抗震鉴定" in line for line in lines)  # nothing found there


def test_what_was_not_read_is_one_line_with_reason_and_next_step() -> None:
    screen = Console(file=io.StringIO(), width=30)
    print_unread(sample.DOCUMENTS, screen)
    assert shown(screen) == [
        f"未读取：{sample.LOCKED}：文件已加密。请用密码打开后另存为不加密的文件。",
        f"部分读取：{sample.ROAD}：第3页：是扫描图片，没有文字；表1：跨页处有1行没有读全。"
        "请安装 ocr 组件后重试。请核对第3页首行。",
    ]


def test_what_is_only_to_be_known_stands_last_and_is_not_counted() -> None:
    folder = Extraction("送审", troubles=(Trouble("跳过了 1 个不支持的文件：照片.jpg", "请索取电子版", note=True),))
    screen = console()
    print_summary(sample.report(documents=(folder, *sample.DOCUMENTS)), console=screen)
    assert shown(screen)[0].startswith("文件 5 份（已读取 3，部分读取 1，未读取 1）")
    assert shown(screen)[-1] == "提示：送审：跳过了 1 个不支持的文件：照片.jpg。请索取电子版。"


def test_nothing_found_does_not_hide_what_was_not_read() -> None:
    screen = console()
    print_summary(sample.report(findings=()), Path("报告.xlsx"), screen)
    lines = shown(screen)
    assert "已读取的内容中未发现疑点（另有文件 1 份未读取、1 份只读取了一部分，须人工审核）" in lines
    assert lines[-1] == "报告已写入：报告.xlsx"


def test_names_in_brackets_are_no_markup() -> None:
    screen = console()
    print_unread((replace(sample.DOCUMENTS[3], source="[red]密[/red].docx"),), screen)
    assert "[red]密[/red].docx" in shown(screen)[0]


def test_no_document_is_said() -> None:
    screen = console()
    print_summary(sample.report(documents=(), findings=()), console=screen)
    assert shown(screen)[0] == "没有文件"


def test_the_summary_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(sample.report())
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "疑点 9 条" in captured.err


def test_progress_is_silent_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as advance:
        advance(1, 2, "一.docx")
    assert capsys.readouterr() == ("", "")


def test_progress_tells_the_document_on_a_terminal() -> None:
    screen = Console(file=io.StringIO(), width=100, force_terminal=True)
    with progress(screen) as advance:
        advance(1, 2, "青禾县[1].docx")
    assert "1/2" in screen.file.getvalue()  # type: ignore[attr-defined]
    assert "青禾县[1].docx" in screen.file.getvalue()  # type: ignore[attr-defined]
