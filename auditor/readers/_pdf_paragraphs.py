"""Text outside tables: runs to lines, repeated headers and footers left out, wrapped lines joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from auditor.readers._pdf_text import Run, joined

#: Header and footer stand in this share of the page's height at its edges.
_MARGIN = 0.075
#: A line that stands on this many pages, and on this share of them, belongs to the sheet and not to the text.
_REPEATS, _SHARE = 3, 0.5
#: A header or footer consists of at most so many runs: two sides.
_HEADER_RUNS = 2
#: A line larger than the usual text by this is a title.
_TITLE = 1.15
_PAGE_NUMBER = re.compile(
    r"[-—–－_·\s]*(?:第|page)?\s*\d{1,4}\s*页?\s*(?:[/／,，]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-—–－_·\s]*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
#: A line that begins so begins a paragraph, however full the line before it is.
_ITEM = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)、.．]|第[一二三四五六七八九十百\d]+[章节条部]|[●■◆•·★※]")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text outside tables."""

    text: str
    x0: float
    x1: float
    middle: float
    height: float


def text_lines(lines: Iterable[Sequence[Run]]) -> list[TextLine]:
    """Return lines of runs as lines of text."""
    return [TextLine(joined(line), line[0].x0, line[-1].x1, line[0].middle, max(run.height for run in line)) for line in lines]


@dataclass(frozen=True, slots=True)
class Furniture:
    """Headers and footers that repeat from page to page."""

    keys: frozenset[tuple[int, str]]

    def holds(self, line: TextLine, page_height: float, usual: float) -> bool:
        """Tell whether a line of a page is a header, a footer or a page number.

        Args:
            line: the line.
            page_height: of its page.
            usual: usual height of the document's text; what is larger is a title however often it repeats.
        """
        if not at_edge(line, page_height):
            return False
        return bool(_PAGE_NUMBER.fullmatch(line.text)) or (line.height < _TITLE * usual and _key(line) in self.keys)


def find_furniture(pages: Sequence[tuple[float, Sequence[TextLine]]]) -> Furniture:
    """Return what repeats at the same height in the margins.

    Args:
        pages: height and lines of each page.
    """
    counts: Counter[tuple[int, str]] = Counter()
    for height, lines in pages:
        counts.update({_key(line) for line in lines if at_edge(line, height)})
    least = max(_REPEATS, _SHARE * sum(1 for _, lines in pages if lines))
    return Furniture(frozenset(key for key, count in counts.items() if count >= least))


def without_margins(lines: Iterable[list[Run]], page_height: float) -> list[list[Run]]:
    """Return the lines without those in the margins that are too short to be rows of a table."""
    return [line for line in lines if len(line) > _HEADER_RUNS or not at_edge(line[0], page_height)]


def at_edge(line: TextLine | Run, page_height: float) -> bool:
    """Tell whether a line stands where headers and footers do."""
    return line.middle < _MARGIN * page_height or line.middle > (1 - _MARGIN) * page_height


def _key(line: TextLine) -> tuple[int, str]:
    """Return what a repeated line has in common with its repetitions: height on the page and text without numbers."""
    return round(line.middle / 4), _DIGITS.sub("#", line.text)


def usual_height(pages: Iterable[Sequence[TextLine]]) -> float:
    """Return the median height of the lines, 0 for no lines."""
    heights = [line.height for lines in pages for line in lines]
    return median(heights) if heights else 0.0


def paragraphs(lines: Sequence[TextLine], left: float, right: float) -> list[tuple[float, str]]:
    """Join wrapped lines; return the top of each paragraph and its text.

    Args:
        lines: the lines between two tables, from the top.
        left, right: margins of the page's text, tables included.
    """
    out: list[tuple[float, str]] = []
    before: TextLine | None = None
    for line in lines:
        if before is not None and _continues(before, line, left, right):
            top, text = out[-1]
            glue = " " if text[-1:].isascii() and line.text[:1].isascii() and line.text[:1].isalpha() else ""
            out[-1] = top, text + glue + line.text
        else:
            out.append((line.middle, line.text))
        before = line
    return out


def _continues(before: TextLine, line: TextLine, left: float, right: float) -> bool:
    """Tell whether a line is the rest of the one before: that one is full, this one at the margin or centred."""
    em = line.height
    full = before.x1 > right - 1.6 * em
    close = line.middle - before.middle < 2.6 * em and abs(line.height - before.height) < 0.2 * em
    if not full or not close or _ITEM.match(line.text):
        return False
    at_margin = line.x0 < left + 0.8 * em
    centred = before.x0 < left + 3 * em and abs(line.x0 + line.x1 - before.x0 - before.x1) < 2 * em
    return at_margin or centred
