"""Text made fit for files that people open: nothing that a format forbids, no cell longer than a spreadsheet takes."""

from __future__ import annotations

import re

#: Longest text of a spreadsheet cell, in UTF-16 units (Excel specifications and limits).
CELL_LIMIT = 32_767
CUT_MARK = "…（内容过长，已截断）"

#: Characters that XML 1.0 (section 2.2) forbids, and halves of surrogate pairs, which UTF-8 cannot carry.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")
#: A call, a name or a pipe after the sign; bare numbers such as =100% or -5 show as they are and stay untouched.
_FORMULA = re.compile(r"\s*[=+\-@].*[A-Za-z(|!]", re.DOTALL)


def printable(text: str) -> str:
    """Return the text without forbidden characters, line ends as LF; the same object where nothing is to be done."""
    if _LINE_END.search(text):
        text = _LINE_END.sub("\n", text)
    return _FORBIDDEN.sub("", text) if _FORBIDDEN.search(text) else text


def cell_text(text: str, limit: int = CELL_LIMIT) -> str:
    """Return the text as a spreadsheet cell can hold it; what is over ``limit`` UTF-16 units is cut, with a mark."""
    text = printable(text)
    if len(text) * 2 <= limit or _width(text) <= limit:
        return text
    room = limit - _width(CUT_MARK)
    kept = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore")
    return kept + CUT_MARK


def csv_cell(text: str) -> str:
    """Return the text so that a spreadsheet program opening the CSV file does not take it for a formula.

    Submissions are strangers' files: ``=HYPERLINK(…)`` in a cell gets an apostrophe before it, as OWASP advises.
    """
    text = printable(text)
    return f"'{text}" if _FORMULA.match(text) else text


def _width(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
