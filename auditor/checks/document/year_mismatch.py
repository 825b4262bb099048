"""Years that contradict each other: the document's, its tables', their projects' and those in goals and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from auditor.text.expressions import compiled
from auditor.text.goals import goal_items
from auditor.text.normalise import normalise
from auditor.types.finding import Hit
from auditor.types.indicator import COLUMNS, Extraction, IndicatorTable
from auditor.types.parsed import Context

NAME = "year-mismatch"

_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
#: The year of a project stands with 年; in a document's number it stands in brackets or before a serial.
_PROJECT_YEAR = re.compile(r"(?<![\d〔\[【（(])(20[0-4]\d)年度?(?!\d)")
#: No year is without it; most cells are.
_CENTURY = "20"
_SPAN = re.compile(r"20[0-4]\d年?度?[-—~～至到、和及]{1,2}(?:20)?\d\d")
#: An item of a goal may hold several sentences; each may begin with its year.
_SENTENCES = re.compile(r"[。；;！!]")
#: Texts of a row that say what is done this year; the value is a target of its own, the basis may be of any year.
_TEXTS = ("level3", "description")


@dataclass(frozen=True, slots=True)
class Options:
    """What is a target in a text, as regular expressions with the year as first group.

    Attributes:
        goal_patterns: targets in a goal or a description.
        value_pattern: years in a value; of a span of years the last one counts.
        value_excuse: regular expression of values that only compare with an earlier year; empty for none.
        said_patterns: what a clause of a goal, a name or a description begins with that says what is done in a year.
        said_excuse: regular expression of clauses that look back (已建成, 结转); empty for none.
        skip_templates: templates that look back by their nature.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    goal_patterns: tuple[str, ...]
    value_pattern: str
    value_excuse: str = ""
    said_patterns: tuple[str, ...] = ()
    said_excuse: str = ""
    skip_templates: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no regular expression, while the rule is loaded and its file is known."""
        compiled((*self.goal_patterns, self.value_pattern, self.value_excuse, *self.said_patterns, self.said_excuse))


OPTIONS = Options


def check(extraction: Extraction, options: Options, context: Context) -> Iterator[Hit]:
    """Yield a hit for each table of another year than its document, and for what aims at a year before the table's."""
    for table in extraction.tables:
        if table.template in options.skip_templates:
            continue
        yield from _table(table, extraction)
        year = table.year or project_year(table.project)
        if year is not None:
            yield from _values(table, year, options)
            yield from _goal(table, year, options)
            yield from _texts(table, year, options)


def project_year(project: str) -> int | None:
    """Return the one year that a project's name bears (2025年森林防火); None for none, several, or a span of years."""
    years = {int(found[1]) for found in _PROJECT_YEAR.finditer(project)}
    return years.pop() if len(years) == 1 and not _SPAN.search(project) else None


def _table(table: IndicatorTable, extraction: Extraction) -> Iterator[Hit]:
    """A later year is a fault only where other tables are of the document's year: else the title was misread."""
    if table.year is None or extraction.year is None or table.year == extraction.year:
        return
    if table.year < extraction.year or any(other.year == extraction.year for other in extraction.tables):
        evidence = f"表头写的是{table.year}年度，全文件是{extraction.year}年度"
        yield Hit(
            table=table.number,
            evidence=evidence,
            facts={"found": f"{table.year}年度", "year": str(extraction.year), "relation": "不同于全文件的年度"},
            suggestion=f"核对本表是哪一年的；是今年的，把年度改为{extraction.year}",
        )


def _values(table: IndicatorTable, year: int, options: Options) -> Iterator[Hit]:
    for row in table.rows:
        if _CENTURY not in row.value or (options.value_excuse and re.search(options.value_excuse, normalise(row.value))):
            continue
        last = max(re.finditer(options.value_pattern, row.value), key=lambda match: int(match[1]), default=None)
        if last and int(last[1]) < year:
            yield _hit(table, row.row, "value", last, year)


def _goal(table: IndicatorTable, year: int, options: Options) -> Iterator[Hit]:
    found = _aimed(table.goal, year, options) or _said_in_goal(table, year, options)
    if found:
        yield _hit(table, None, "goal", found, year)


def _texts(table: IndicatorTable, year: int, options: Options) -> Iterator[Hit]:
    for row in table.rows:
        for role in _TEXTS:
            text = row.cell(role)
            if _CENTURY not in text:
                continue
            found = _aimed(text, year, options) or _said(text, text, table, year, options)
            if found:
                yield _hit(table, row.row, role, found, year)


def _aimed(text: str, year: int, options: Options) -> re.Match[str] | None:
    """The first deadline before the year, unless the text goes on to this year; 2000年底前建成的小区 only tells which."""
    if _goes_on(text, year):
        return None
    found = (match for pattern in options.goal_patterns for match in re.finditer(pattern, text))
    return next((match for match in found if int(match[1]) < year and text[match.end() : match.end() + 1] != "的"), None)


def _goes_on(text: str, year: int) -> bool:
    return any(int(found[0]) >= year for found in _YEAR.finditer(text))


def _said_in_goal(table: IndicatorTable, year: int, options: Options) -> re.Match[str] | None:
    sentences = (part for item in goal_items(table.goal) for part in _SENTENCES.split(item) if part)
    return next((found for part in sentences if (found := _said(part, table.goal, table, year, options))), None)


def _said(clause: str, text: str, table: IndicatorTable, year: int, options: Options) -> re.Match[str] | None:
    """What is said to be done in an earlier year, unless the text also speaks of this year or the project is of that year."""
    if not _YEAR.search(clause) or (options.said_excuse and re.search(options.said_excuse, clause)):
        return None
    if _goes_on(text, year):
        return None
    match = next((found for pattern in options.said_patterns if (found := re.match(pattern, clause))), None)
    return match if match and match[1] not in table.project and clause[match.end() : match.end() + 1] != "的" else None


def _hit(table: IndicatorTable, row: int | None, role: str, match: re.Match[str], year: int) -> Hit:
    cell = table.goal if role == "goal" else next(item.cell(role) for item in table.rows if item.row == row)
    start = cell.find(match[0])
    where = "绩效目标" if role == "goal" else COLUMNS[role]
    return Hit(
        table=table.number,
        row=row,
        role=role,
        evidence=f"“{where}”写的是{match[1]}年，本表是{year}年度的目标",
        spans={role: ((start, start + len(match[0])),)} if start >= 0 else {},
        facts={"found": match[0], "year": str(year), "relation": "早于本表的预算年度"},
    )
