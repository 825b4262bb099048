"""Spreadsheets that open without a repair prompt, written row by row in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from auditor.text.printable import cell_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: On every Windows of the last fifteen years; Excel and WPS substitute it elsewhere.
FONT = "微软雅黑"
#: Rows of a sheet (Excel specifications and limits).
MAX_ROWS = 1_048_576
#: Height of a line of text and the most that a row may have, in points (Excel specifications and limits).
LINE_HEIGHT, MAX_HEIGHT = 16.5, 409.0
#: Stands in for the time where the output must be reproducible.
_NO_TIME = datetime(2000, 1, 1)


@contextmanager
def workbook(path: Path, title: str, generated: str = "") -> Iterator[Workbook]:
    """Give an empty workbook and save it when the block ends; rows must be written from top to bottom.

    Args:
        path: where to write.
        title: for the properties of the document.
        generated: ISO date and time for the properties; the same input gives the same bytes.

    Raises:
        OSError: the place cannot be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(prefix="auditor-", ignore_cleanup_errors=True) as folder:
        book = Workbook(str(path), _options(folder))
        book.set_properties({"title": title, "created": _time(generated)})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            for sheet in book.worksheets():
                sheet._opt_close()  # else the row files of an aborted book stay open


def _options(folder: str) -> dict[str, Any]:
    return {
        "constant_memory": True,
        "tmpdir": folder,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "use_zip64": True,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }


def _time(generated: str) -> datetime:
    try:
        return datetime.fromisoformat(generated).replace(tzinfo=None)
    except ValueError:
        return _NO_TIME


def put(sheet: Worksheet, row: int, column: int, value: str | int | float | None, style: Format | None = None) -> None:
    """Write one cell: texts as texts whatever they begin with, numbers as numbers, None and '' as an empty cell."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, plain(value), style)
    else:
        sheet.write_number(row, column, value, style)


def height(cells: Iterable[tuple[str, float]]) -> float:
    """Return the row height in points for wrapped texts in columns of the given widths in characters.

    Programs fit the heights of rows by themselves only sometimes (never with merged cells), so they are stated.
    """
    return min(max((_lines(text, width) for text, width in cells), default=1) * LINE_HEIGHT, MAX_HEIGHT)


def _lines(text: str, width: float) -> int:
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    # A Chinese character is two columns wide and three bytes long, a Latin one is one and one.
    return sum(-(-(len(line.encode("utf-8", "replace")) + len(line)) // int(width * 2)) or 1 for line in text.split("\n"))


def plain(text: str) -> str:
    """Return the text as a cell can hold it; XlsxWriter would take ``<r>…</r>`` for ready-made markup."""
    text = cell_text(text)
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
