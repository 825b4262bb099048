"""Whose document it is and for which year: from its titles, labels and, failing these, its file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from auditor.extraction.facts import strip_code
from auditor.extraction.lines import Line, lines_of
from auditor.extraction.titles import strip_fields, strip_ordinal
from auditor.extraction.vocabulary import label_key, vocabulary
from auditor.parsing.quantity import quantities
from auditor.text.normalise import join_lines, normalise
from auditor.types.grid import Document, Grid, Paragraph

_YEAR = r"(?P<year>(?:19|20)\d\d)\s*年?度?"
_HEADLINE = re.compile(
    rf"(?P<unit>[^，。；：、《]{{2,60}}?)?\s*{_YEAR}\s*(?:地方)?(?:部门|单位|本级)?(?:（[^）]*）)?(?:整体)?(?:项目)?(?:收支)?(?:预算|决算|绩效)[^，。；：]{{0,24}}"
)
_BUDGET = re.compile(r"(?P<unit>[^，。；：、]{2,40}?)(?:收支预算|部门预算|单位预算)(?:公开|表|说明|信息公开)?")
_PROSE = re.compile(rf"现将(?P<unit>[^，。；：、]{{2,40}}?){_YEAR}")
_YEAR_LABEL = re.compile(r"(?:预算年度|年度)[:：]\s*(?P<year>(?:19|20)\d\d)|[（(]\s*(?P<bracket>(?:19|20)\d\d)\s*年度?\s*[）)]")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
#: So many paragraphs and rows from the beginning of the document, or of a grid, are looked at.
_PARAGRAPHS, _ROWS = 400, 5
_SIGN = re.compile(r"[≥≤<>=%]")
_LABELS = ("unit_name", "department")


@dataclass(frozen=True, slots=True)
class Identity:
    """The office and the budget year of a document."""

    unit_name: str = ""
    year: int | None = None


def identify(document: Document) -> Identity:
    """Return whose document it is; the file name is asked last."""
    paragraphs = [paragraph for _, paragraph in zip(range(_PARAGRAPHS), document.paragraphs, strict=False)]
    titled = _from_titles(paragraphs)
    stem = PurePosixPath(document.source.replace("\\", "/")).stem
    unit = titled.unit_name or _from_grids(document) or _from_text(paragraphs) or _from_name(stem)
    year = titled.year or _year(document, paragraphs)
    if year is None and (match := _ANY_YEAR.search(stem)):
        year = int(match.group(1))
    return Identity(unit, year)


def _from_titles(paragraphs: list[Paragraph]) -> Identity:
    """Read '某某局2023年单位预算公开', also where the office stands on the line before the year."""
    year = None
    for before, paragraph in zip([None, *paragraphs], paragraphs, strict=False):
        text = join_lines(strip_fields(paragraph.text))
        match = _HEADLINE.fullmatch(text) if len(text) < 90 else None
        if not match:
            continue
        year = year or int(match.group("year"))
        unit = _office(match.group("unit") or "") or (_office(before.text) if before and not match.group("unit") else "")
        if unit:
            return Identity(unit, year)
    return Identity("", year)


def _from_text(paragraphs: list[Paragraph]) -> str:
    for paragraph in paragraphs:
        text = strip_ordinal(join_lines(strip_fields(paragraph.text)))
        match = _BUDGET.fullmatch(text) if len(text) < 60 else None
        match = match or _PROSE.search(text)
        if match and (unit := _office(match.group("unit"))):
            return unit
        head, colon, value = text.replace(":", "：", 1).partition("：")
        key = label_key(head) if colon and len(head) <= 16 else ""
        if (key == "单位" or vocabulary().facts.get(key) in _LABELS) and (unit := _office(strip_code(value))):
            return unit
    return ""


def _from_grids(document: Document) -> str:
    """Read '部门编码及名称：[101]某某局', '101003某某中心' and the table 单位名称 | 单位性质 with the name below."""
    for grid in document.grids:
        lines = list(_top(grid))
        for line, below in zip(lines, [*lines[1:], None], strict=True):
            for piece in line.filled:
                head, colon, value = piece.text.replace(":", "：", 1).partition("：")
                role = vocabulary().facts.get(label_key(head), "") if len(head) <= 24 else ""
                if role in _LABELS and not colon and below is not None and piece.start == 0:
                    value = below.text(piece.start, piece.end)
                elif not role and strip_code(piece.text) != piece.text:
                    value = piece.text
                elif role not in _LABELS:
                    continue
                if unit := _office(strip_code(value)):
                    return unit
    return ""


def _top(grid: Grid) -> Iterator[Line]:
    cells = tuple(cell for cell in grid.cells if cell.row < _ROWS)
    return iter(lines_of(Grid(cells, min(grid.rows, _ROWS), grid.columns, grid.number)))


def _from_name(stem: str) -> str:
    text = normalise(stem)
    match = _HEADLINE.fullmatch(text)
    unit = match.group("unit") if match and match.group("unit") else text
    return _office(strip_ordinal(unit).strip("-_ "))


def _office(text: str) -> str:
    """Return a text as the name of an office, empty where it is none."""
    name = strip_ordinal(join_lines(strip_fields(text))).strip(' -_—《》“”"')
    words = vocabulary()
    if name in words.words.currencies or words.generic.fullmatch(normalise(name)) or _is_value(name):
        return ""
    return name if words.organisation.fullmatch(name) else ""


def _is_value(text: str) -> bool:
    """≥120场 and 12所 end as the names of offices do."""
    if _SIGN.search(normalise(text)):
        return True
    found = quantities(text)[0]
    return found.low is not None and (found.kind == "date" or (found.dimension != "" and not found.rest))


def _year(document: Document, paragraphs: list[Paragraph]) -> int | None:
    """Return the year that labels name most often, or the first year of the text's beginning."""
    counts: Counter[str] = Counter()
    texts = [paragraph.text for paragraph in paragraphs]
    texts.extend(cell.text for grid in document.grids for cell in grid.cells if cell.row < _ROWS and len(cell.text) < 60)
    for text in texts:
        if "年" in text and (match := _YEAR_LABEL.search(text)):
            counts[match.group("year") or match.group("bracket")] += 1
    if counts:
        return int(counts.most_common(1)[0][0])
    first = next((match for text in texts[:10] if (match := re.search(_YEAR, text)) and "年" in match.group()), None)
    return int(first.group("year")) if first else None
