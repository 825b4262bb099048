"""What the terminal shows beside the data: progress and summary, both on stderr because stdout carries data only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from auditor.overview.projects import projects
from auditor.overview.reading import Status, counts, noted, readings, troubled
from auditor.overview.tally import SEVERITY_TITLES, Light, tally
from auditor.overview.units import units
from auditor.overview.wording import nothing_found
from auditor.text.printable import printable
from auditor.types.finding import Report, Severity
from auditor.types.indicator import Extraction

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

#: Told after each document: how many are done, how many there are, the document's name.
Advance = Callable[[int, int, str], None]

_TOP = 8
_MAX_LINES = 10
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_LIGHTS = {Light.RED: "red", Light.AMBER: "yellow", Light.GREEN: "green"}
_STATES = {Status.UNREAD: "bold red", Status.PARTIAL: "yellow", Status.READ: "green", Status.NOTE: "blue"}


def stderr() -> Console:
    """Return a console on stderr; long names are wrapped, never cut."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=False)


@contextmanager
def progress(console: Console | None = None) -> Iterator[Advance]:
    """Show a progress bar while the block runs, and give the function that moves it; silent where stderr is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = console or stderr()
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=printable(name))


def print_summary(report: Report, written: Path | None = None, console: Console | None = None) -> None:
    """Print what was read and what was not, findings by unit and project, and the most frequent codes.

    Args:
        report: finished.
        written: file or folder that the report was written to, None for none.
        console: where to print, None for stderr.
    """
    console = console or stderr()
    _print_figures(report, console)
    if report.findings:
        for table in (_units(report), _projects(report), _top(report)):
            console.print(table)
    else:
        unread = bool(troubled(report.documents))
        console.print(_text(nothing_found(troubled(report.documents)), "yellow" if unread else "bold green"))
    print_unread(report.documents, console)
    if written is not None:
        console.print(_text(f"报告已写入：{written}", "bold"))


def print_unread(documents: Iterable[Extraction], console: Console | None = None) -> None:
    """Print each document that was not wholly read with the reason and the next step, one a line, never shortened.

    What is only to be known follows.
    """
    console = console or stderr()
    documents = tuple(documents)
    for reading in (*troubled(documents), *noted(documents)):
        line = _text(f"{reading.status.value}：{reading.extraction.source}", _STATES[reading.status])
        line.append(f"：{reading.reason}。{reading.advice}", style="default")
        console.print(line, soft_wrap=True)


def _print_figures(report: Report, console: Console) -> None:
    read = readings(report.documents)
    by_status = counts(read)
    states = "，".join(f"{status.value} {number}" for status, number in by_status.items() if number)
    documents = sum(by_status.values())
    tables, rows = sum(reading.tables for reading in read), sum(reading.rows for reading in read)
    console.print(
        _text(f"文件 {documents} 份（{states}），绩效目标表 {tables} 张，指标 {rows} 行" if documents else "没有文件")
    )
    found = tally(report.findings)
    console.print(_text(f"疑点 {found.total} 条：错误 {found.errors}，警告 {found.warnings}，提示 {found.infos}", "bold"))


def _table(title: str, texts: Sequence[str], numbers: Sequence[str]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for name in texts:
        table.add_column(name, overflow="fold")
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table


_SEVERITIES = tuple(SEVERITY_TITLES.values())


def _units(report: Report) -> Table:
    table, lines = _table("各单位", ("灯", "单位"), ("表", "指标行", *_SEVERITIES)), units(report)
    for line in lines[:_MAX_LINES]:
        numbers = (line.tables, line.rows, line.tally.errors, line.tally.warnings, line.tally.infos)
        table.add_row(_light(line.light), _text(line.unit), *map(str, numbers))
    return _with_rest(table, len(lines) - _MAX_LINES)


def _projects(report: Report) -> Table:
    """The projects with findings, those with the most errors first."""
    table = _table("有疑点的项目", ("灯", "单位", "项目", "文件"), ("表序", *_SEVERITIES))
    lines = sorted(
        (line for line in projects(report) if line.findings), key=lambda line: (-line.tally.errors, -line.tally.total)
    )
    for line in lines[:_MAX_LINES]:
        names = (line.table.unit_name, line.table.project, PurePath(line.table.source).name)
        numbers = (line.table.number, line.tally.errors, line.tally.warnings, line.tally.infos)
        table.add_row(_light(line.light), *map(_text, names), *map(str, numbers))
    return _with_rest(table, len(lines) - _MAX_LINES)


def _with_rest(table: Table, left: int) -> Table:
    if left > 0:
        table.caption = f"另有 {left} 个未列出，见报告文件"
        table.caption_justify = "left"
    return table


def _top(report: Report) -> Table:
    table = _table("最常见的疑点", ("代码", "疑点", "级别"), ("条数",))
    frequent = Counter((finding.code, finding.name, finding.severity) for finding in report.findings)
    for (code, name, severity), number in frequent.most_common(_TOP):
        table.add_row(code, _text(name), _text(SEVERITY_TITLES[severity], _COLOURS[severity]), str(number))
    return table


def _light(light: Light) -> Text:
    return _text(f"● {light.value}", _LIGHTS[light])


def _text(text: str, style: str = "") -> Text:
    """Return a text that is never taken for rich's markup, whatever a file is called."""
    from rich.text import Text

    return Text(printable(text), style=style)
