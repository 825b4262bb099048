"""Builds workbooks part by part, with what no writing library writes, and shows grids in a form that tests can state."""

from __future__ import annotations

import io
import zipfile

from auditor.types.grid import Document, Grid, Paragraph

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Span = tuple[int, int, int, int, str]


def zip_of(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip file of the parts; as OpenDocument asks, its kind is not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def xlsx_file(
    *sheets: str | bytes,
    names: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    strings: str = "",
    formats: tuple[str, ...] = (),
    settings: str = "",
    space: str = MAIN,
    extra: dict[str, str | bytes] | None = None,
) -> bytes:
    """Return a workbook; each sheet is the inside of its worksheet element, or bytes that are the part itself.

    Style 0 is General, style n has the n-th of ``formats``.
    """
    entries = "".join(
        f'<sheet name="{names[i] if i < len(names) else f"表{i + 1}"}" sheetId="{i + 1}" r:id="s{i}"'
        f' state="{states[i] if i < len(states) else "visible"}"/>'
        for i in range(len(sheets))
    )
    targets = "".join(_relation(f"s{i}", "worksheet", f"worksheets/sheet{i + 1}.xml") for i in range(len(sheets)))
    targets += _relation("t", "styles", "/xl/styles.xml") + _relation("u", "sharedStrings", "sharedStrings.xml")
    codes = "".join(f'<numFmt numFmtId="{200 + i}" formatCode="{_quoted(code)}"/>' for i, code in enumerate(formats))
    cells = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{200 + i}"/>' for i in range(len(formats)))
    main = _relation("a", "officeDocument", "xl/workbook.xml")
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{_OFFICE}">{settings}<sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{targets}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{space}"><numFmts>{codes}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{space}">{strings}</sst>',
    }
    for i, sheet in enumerate(sheets):
        whole = sheet if isinstance(sheet, bytes) else f'<worksheet xmlns="{space}">{sheet}</worksheet>'
        parts[f"xl/worksheets/sheet{i + 1}.xml"] = whole
    return zip_of(parts | (extra or {}))


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def inline(reference: str, text: str) -> str:
    """Return a cell with its own text."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def texts(grid: Grid) -> list[list[str | None]]:
    """Return the text at every place, None where no cell is."""
    return [[cell and cell.text for cell in row] for row in grid.matrix()]


def spans(grid: Grid) -> list[Span]:
    """Return row, column, row span, column span and text of the merged cells."""
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.text)
        for cell in grid.cells
        if (cell.row_span, cell.column_span) != (1, 1)
    ]


def outline(document: Document) -> list[str]:
    """Return the blocks in order: paragraphs as text (headings after ``# ``), grids as ``grid 1: first cell``."""
    out: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            out.append(("# " if block.heading else "") + block.text)
        else:
            out.append(f"grid {block.number}: {block.cells[0].text}")
    return out
