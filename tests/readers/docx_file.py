"""Builds small Word packages from the XML of their body, and reads them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.readers import docx
from auditor.types.grid import Document, Grid
from tests.readers.sheet_file import zip_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def docx_file(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    word: str = WORD,
    main: str = "word/document.xml",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a package with ``body`` inside ``w:body``; ``parts`` adds or replaces members."""
    folder, _, name = main.rpartition("/")

    def part(root: str, inner: str) -> str:
        return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{word}" {_NAMESPACES}>{inner}</w:{root}>'

    content: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": _relations({"officeDocument": main}),
        f"{folder}/_rels/{name}.rels": _relations({"styles": "styles.xml", "numbering": "numbering.xml"}),
        main: part("document", f"<w:body>{body}</w:body>"),
    }
    if styles:
        content[f"{folder}/styles.xml"] = part("styles", styles)
    if numbering:
        content[f"{folder}/numbering.xml"] = part("numbering", numbering)
    return zip_of({**content, **(parts or {})})


def _relations(targets: Mapping[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="r{index}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*inner: str, properties: str = "") -> str:
    """Return a paragraph; what does not begin with ``<`` becomes a run."""
    content = "".join(item if item.startswith("<") else run(item) for item in inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(*inner: str, span: int = 1, merge: str = "", properties: str = "") -> str:
    """Return a cell; ``merge`` is ``restart`` or ``continue``; what does not begin with ``<`` becomes a paragraph."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    high = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    content = "".join(item if item.startswith("<") else par(item) for item in inner) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}{wide}{high}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row; what does not begin with ``<`` becomes a cell."""
    content = "".join(item if item.startswith("<") else cell(item) for item in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{content}</w:tr>"


def table(*rows: Iterable[str] | str) -> str:
    """Return a table; a row given as a list of cells is built."""
    return f"<w:tbl>{''.join(item if isinstance(item, str) else row(*item) for item in rows)}</w:tbl>"


def sdt(inner: str, properties: str = "") -> str:
    """Return a content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def document(body: str, **options: object) -> Document:
    return docx.read(docx_file(body, **options), "说明.docx")  # type: ignore[arg-type]


def lines(body: str, **options: object) -> list[str]:
    return [paragraph.text for paragraph in document(body, **options).paragraphs]


def grid_of(*rows: list[str] | str) -> Grid:
    (grid,) = document(table(*rows)).grids
    return grid
