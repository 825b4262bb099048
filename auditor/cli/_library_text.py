"""The library as text for the terminal: data on stdout in columns parted by tabs, words on stderr."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from auditor.text.printable import printable

if TYPE_CHECKING:
    from auditor.shelving import Shelved
    from auditor.similarity.library import Holding
    from auditor.similarity.library_entries import Entry

_HASH_SHOWN = 12
_UNKNOWN = "（未识别）"


def print_shelved(shelved: Shelved, folder: Path) -> None:
    """Tell what was added, and which of it lacks what comparing needs."""
    tables = sum(len(extraction.tables) for extraction in shelved.added)
    rows = sum(len(table.rows) for extraction in shelved.added for table in extraction.tables)
    unread = sum(any(trouble.fatal for trouble in extraction.troubles) for extraction in shelved.unusable)
    added = f"收进 {len(shelved.added)} 份（{tables} 张表，{rows} 行）"
    _say(f"{added}，已在库中 {len(shelved.known)} 份，未能收进 {unread} 份：{folder}")
    for extraction in shelved.added:
        missing = [word for word, known in (("单位", extraction.unit_name), ("年度", extraction.year)) if not known]
        if missing:
            advice = "请先移除，再用 --unit、--year 写明后收存，否则查不出它被照搬。"
            _say(f"没有读出{'和'.join(missing)}：{extraction.source}。{advice}")


def print_entries(entries: Iterable[Entry]) -> None:
    """Print one line a document."""
    for entry in entries:
        figures = f"{entry.tables}张表\t{entry.rows}行\t{entry.added[:10]}"
        _print(f"{entry.sha256[:_HASH_SHOWN]}\t{entry.year or _UNKNOWN}\t{entry.unit or _UNKNOWN}\t{figures}\t{entry.source}")


def print_removed(entry: Entry) -> None:
    """Tell what was removed."""
    _say(f"已移除：{entry.source}（{entry.unit or _UNKNOWN}，{entry.year or _UNKNOWN}，{entry.tables} 张表）")


def print_holdings(holdings: Iterable[Holding]) -> None:
    """Print one line a unit and year, and the sums."""
    lines = list(holdings)
    for line in lines:
        _print(f"{line.unit or _UNKNOWN}\t{line.year or _UNKNOWN}\t{line.documents}份\t{line.tables}张表\t{line.rows}行")
    tables, rows = sum(line.tables for line in lines), sum(line.rows for line in lines)
    _say(f"共 {len({line.unit for line in lines})} 个单位，{tables} 张表，{rows} 行")


def _print(line: str) -> None:
    typer.echo(printable(line))


def _say(line: str) -> None:
    typer.echo(printable(line), err=True)
