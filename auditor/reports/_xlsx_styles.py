"""How the spreadsheet looks: fonts, colours, borders and print set-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from auditor.types.finding import Severity

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_HEADER_HEIGHT = 24
#: Paper of the print set-up (numbers of the file format).
A3, A4 = 8, 9

_NAVY, _INK, _GREY, _LINE = "#1F3864", "#262626", "#7F7F7F", "#D9D9D9"
_RED, _LINK = "#C00000", "#0563C1"
#: Fill and letters by severity, and for 'all well'.
_TONES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "error": ("#FADBD8", "#9C0006"),
        "warning": ("#FFF2CC", "#7F6000"),
        "info": ("#DDEBF7", "#1F4E79"),
        "good": ("#E2EFDA", "#375623"),
    }
)

_CELL = {"font_color": _INK, "border": 1, "border_color": _LINE, "valign": "vcenter"}
_CENTRE = {**_CELL, "align": "center"}

_STYLES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "title": {"font_size": 18, "bold": True, "font_color": _NAVY, "valign": "vcenter"},
        "subtitle": {"font_size": 9, "font_color": _GREY, "valign": "vcenter"},
        "section": {"font_size": 12, "bold": True, "font_color": _NAVY, "bottom": 2, "bottom_color": _NAVY},
        "header": {
            **_CENTRE,
            "bold": True,
            "font_color": "#FFFFFF",
            "bg_color": _NAVY,
            "text_wrap": True,
        },
        "text": {**_CELL, "text_wrap": True},
        "line": _CELL,
        "top": {**_CELL, "valign": "top"},
        "number": {**_CENTRE, "num_format": "0"},
        "count": {**_CENTRE, "num_format": '0;-0;"–"'},
        "percent": {**_CENTRE, "num_format": "0%"},
        "link": {**_CENTRE, "font_color": _LINK, "underline": 1},
        "strong": {**_CELL, "bold": True},
        "figure": {**_CENTRE, "bold": True, "font_size": 14, "font_color": _NAVY, "num_format": "#,##0"},
        "alarm": {"bold": True, "font_size": 12, "font_color": "#FFFFFF", "bg_color": _RED, "valign": "vcenter"},
        "calm": {**_CELL, "bold": True, "font_color": "#375623", "bg_color": "#E2EFDA", "valign": "vcenter"},
        "input": {**_CELL, "text_wrap": True, "bg_color": "#FFFBEB"},
        "run": {"font_color": _INK},
        "run_bad": {"font_color": _RED, "bold": True},
    }
)


def styles(book: Workbook) -> dict[str, Format]:
    """Return the formats of a workbook by name.

    Beside those of _STYLES, for each tone (a severity's value, or ``good``): ``label_<tone>`` for a short centred word,
    ``fault_<tone>`` for a cell at fault, ``words_<tone>`` for a cell at fault as a whole, ``top_<tone>`` for a long one.
    """
    made = {name: book.add_format(dict(properties)) for name, properties in _STYLES.items()}
    for tone, (fill, letters) in _TONES.items():
        fault = {**_CELL, "text_wrap": True, "bg_color": fill}
        made[f"label_{tone}"] = book.add_format({**_CENTRE, "bold": True, "bg_color": fill, "font_color": letters})
        made[f"fault_{tone}"] = book.add_format(fault)
        made[f"top_{tone}"] = book.add_format({**fault, "valign": "top", "text_wrap": False})
        made[f"words_{tone}"] = book.add_format({**fault, "bold": True, "font_color": _RED})
    return made


def label(severity: Severity) -> str:
    """Return the name of the format for the word of a severity."""
    return f"label_{severity.value}"


def set_up(sheet: Worksheet, titles: Sequence[tuple[str, float]], header: Format, paper: int, frozen: int) -> None:
    """Write the header line of a list and set widths, frozen panes and print.

    Args:
        sheet: empty.
        titles: title and width in characters of each column.
        header: format of the header line.
        paper: A3 or A4.
        frozen: number of columns that stay in sight.
    """
    for column, (title, width) in enumerate(titles):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, header)
    sheet.set_row(0, _HEADER_HEIGHT)
    sheet.freeze_panes(1, frozen)
    sheet.repeat_rows(0)
    print_set_up(sheet, paper)


def print_set_up(sheet: Worksheet, paper: int) -> None:
    """Print landscape, as wide as the page, with page numbers."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R第 &P 页，共 &N 页")
