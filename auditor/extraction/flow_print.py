"""Text dumps of PDFs: find the tables among the printed lines, and split each into rows as they were printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from auditor.extraction.guess import is_level1
from auditor.extraction.levels import split_levels
from auditor.extraction.projects import title_start
from auditor.extraction.stitch import is_furniture
from auditor.extraction.titles import is_title
from auditor.extraction.vocabulary import label_key, vocabulary
from auditor.text.normalise import join_lines, normalise
from auditor.types.grid import Paragraph

#: A header has at least so many columns, goes over at most so many lines and is no longer than so many characters.
_COLUMNS, _HEADER_LINES, _HEADER = 4, 8, 80
#: A longer line is prose after the tables; what is left of a wrapped level is shorter than _REST, that of the last
#: header, printed elsewhere, than _MISSING.
_PROSE, _REST, _MISSING = 80, 8, 6
#: More loose lines than this do not belong to a row: what follows the table was not known for other text.
_LOOSE = 40
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row as printed.

    Attributes:
        level1: printed on its line, mostly empty.
        level2: with which the line begins.
        tokens: the rest of the line, split at blanks.
        line: the paragraph.
        loose: lines after it that begin no row.
        labels: names of a 一级指标 among these.
    """

    level1: str
    level2: str
    tokens: tuple[str, ...]
    line: Paragraph
    loose: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A table as printed.

    Attributes:
        lead: paragraphs between the last table and the header.
        top: first line of the header.
        roles: columns, level1 and level2 first.
        before: loose lines between the header and the first row.
        rows: at least one.
        end: position after its last line.
    """

    lead: tuple[Paragraph, ...]
    top: Paragraph
    roles: tuple[str, ...]
    before: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    end: int


def printed_tables(paragraphs: Sequence[Paragraph]) -> Iterator[Printed]:
    """Yield the tables printed in ``paragraphs``, in order."""
    start = 0
    for position, paragraph in enumerate(paragraphs):
        roles, depth = _header(paragraphs, position) if position >= start else ((), 0)
        if not roles:
            continue
        lines, end = _lines(paragraphs, position + depth, roles)
        before, rows = _rows(lines)
        if rows:
            yield Printed(tuple(paragraphs[start:position]), paragraph, roles, before, rows, end)
            start = end


def _header(paragraphs: Sequence[Paragraph], position: int) -> tuple[tuple[str, ...], int]:
    """Return the columns of a header that begins at ``position`` and the lines it takes; no columns where none begins."""
    if "级指标" not in paragraphs[position].text:
        return (), 0
    best: tuple[tuple[str, ...], int] = (header_roles(paragraphs[position].text), 1)
    text = ""
    for count, paragraph in enumerate(paragraphs[position : position + _HEADER_LINES], start=1):
        text += paragraph.text
        roles = header_roles(text, whole=True)
        if roles and len(roles) >= len(best[0]):
            best = roles, count
    return best


def header_roles(text: str, whole: bool = False) -> tuple[str, ...]:
    """Return the columns that a printed header names, level1 and level2 first; empty for any other text.

    Dumps print neighbouring headers without a blank and sometimes out of order (二级指标一级指标 三级指标 …).

    Args:
        text: the line, or several joined.
        whole: whether no part of the last header may be missing.
    """
    if "指标" not in text or len(text) > _HEADER:
        return ()
    words = vocabulary()
    rest, roles = label_key(text), []
    while rest:
        word = next((rest[:size] for size in range(min(len(rest), 16), 1, -1) if rest[:size] in words.exact), "")
        cut = "" if whole else _cut_header(rest)
        if cut:
            roles.append(cut)
            break
        if not word and (whole or len(rest) > _MISSING):
            return ()
        if not word:
            break
        roles.append(words.exact[word])
        rest = rest[len(word) :]
    core = [role for role in roles if role in words.core]
    if len(core) < _COLUMNS or len(set(roles)) < len(roles) or "level2" not in roles:
        return ()
    levels = [role for role in ("level1", "level2") if role in roles]
    return (*levels, *(role for role in roles if role not in levels))


def _cut_header(rest: str) -> str:
    """Return the role of a last header whose end was printed elsewhere (指标值确定依), empty where it is whole."""
    exact = vocabulary().exact
    if len(rest) < _COLUMNS or rest in exact:
        return ""
    return next((role for spelling, role in exact.items() if spelling.startswith(rest)), "")


def _lines(paragraphs: Sequence[Paragraph], start: int, roles: tuple[str, ...]) -> tuple[list[Paragraph], int]:
    """Return the lines of a table from ``start`` to the next title, section or prose, without repeated headers."""
    lines: list[Paragraph] = []
    position = start
    while position < len(paragraphs):
        text = paragraphs[position].text
        if is_title(text):
            return lines[: len(lines) - (position - title_start(paragraphs, position))], title_start(paragraphs, position)
        again, depth = _header(paragraphs, position)
        if again == roles:
            while lines and is_furniture(lines[-1].text):
                lines.pop()
            position += depth
            continue
        if again or len(text) > _PROSE or normalise(text).startswith(vocabulary().footnotes):
            break
        if _SECTION.match(text) and not split_levels(text):
            break
        lines.append(paragraphs[position])
        position += 1
    return lines, position


def _rows(lines: Sequence[Paragraph]) -> tuple[tuple[str, ...], tuple[PrintedRow, ...]]:
    """Split the lines below a header into rows as printed and the loose lines before the first."""
    before: list[str] = []
    rows: list[PrintedRow] = []
    skip = False
    for line, below in zip_longest(lines, lines[1:]):
        text = "" if skip else join_lines(line.text)
        levels, skip = _levels(text, below) if text else (None, False)
        if levels:
            rows.append(PrintedRow(levels[0], levels[1], tuple(levels[2].split()), line))
        elif is_level1(text) and text.endswith("指标") and rows:
            rows[-1] = replace(rows[-1], labels=(*rows[-1].labels, text))
        elif text and rows and len(rows[-1].loose) < _LOOSE:
            rows[-1] = replace(rows[-1], loose=(*rows[-1].loose, text))
        elif text and not rows and len(before) < _LOOSE * 2:
            before.append(text)
    while rows and rows[-1].loose and is_furniture(rows[-1].loose[-1]):
        rows[-1] = replace(rows[-1], loose=rows[-1].loose[:-1])
    labels = [text for text in before if is_level1(text) and text.endswith("指标")]
    if rows and labels and not rows[0].level1:
        rows[0] = replace(rows[0], level1=labels[0])
    return tuple(text for text in before if text not in labels), tuple(rows)


def _levels(text: str, below: Paragraph | None) -> tuple[tuple[str, str, str] | None, bool]:
    """Return the levels with which a line begins, and whether the line below is the rest of a wrapped one (生态效益指 | 标)."""
    levels = split_levels(text)
    whole = split_levels(text + join_lines(below.text)) if below and len(below.text) < _REST else None
    if whole and not whole[2] and (not levels or len(whole[1]) > len(levels[1])):
        return whole, True
    return levels, False
