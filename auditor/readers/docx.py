"""Word documents since 2007 (.docx): tables with merges, paragraphs, text boxes, tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.errors import UnreadableError
from auditor.readers._docx_merge import MAX_SPAN, RawCell, merge
from auditor.readers._docx_numbering import Numbering
from auditor.readers._docx_parts import parts_of
from auditor.readers._docx_styles import Styles
from auditor.readers._docx_text import Line, alternative, is_placeholder, paragraph
from auditor.readers._ole import has_stream
from auditor.readers._package import Package
from auditor.readers._xml import Element, attribute, child, children, local, number, switched_on
from auditor.types.grid import Document, Grid, Paragraph, Trouble

NAME = "docx"
TITLE = "Word 文档"
SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})

#: Elements that only wrap blocks, rows or cells.
_WRAPPERS = frozenset({"ins", "moveTo", "customXml", "smartTag", "sdtContent", "Choice", "Fallback"})
_SPACES = re.compile(r"[ \t]*\n[ \t]*")


def sniff(data: bytes) -> int:
    """Return 2 for a Word package, also one cut off in the middle, 1 for an Office package with a password, else 0."""
    if has_stream(data, "EncryptedPackage"):
        return 1  # the password hides whether it is a Word document
    if not data.startswith(b"PK"):
        return 0
    try:
        package = Package(data)
        if package.has("word/document.xml"):
            return 2
        kind = package.read("[Content_Types].xml") if package.has("[Content_Types].xml") else b""
    except UnreadableError:
        # Without its directory a package still shows the names of its members.
        return 2 if b"word/document.xml" in data or b"word/_rels/" in data else 0
    return 2 if b"wordprocessingml.document.main" in kind or b"wordprocessingml.template.main" in kind else 0


def read(data: bytes, source: str) -> Document:
    """Return the paragraphs and tables of a Word document.

    A nested table is a grid of its own after its outer grid; text boxes are paragraphs after the paragraph or table that
    they are anchored in.

    Raises:
        UnreadableError: damaged, truncated, with a password, or too large.
    """
    if has_stream(data, "EncryptedPackage"):
        raise UnreadableError("文档设有打开密码", "请在 Word 或 WPS 中打开，去掉打开密码后另存，再重新审核。")
    parts = parts_of(Package(data))
    styles = Styles(parts.styles)
    walk = _Walk(styles, Numbering(parts.numbering, styles))
    blocks = tuple(walk.blocks(parts.body))
    return Document(source, NAME, blocks, (*parts.troubles, *walk.troubles(parts.body, blocks)))


class _Walk:
    """One pass over the body in reading order, counting grids and list numbers."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._grids = 0
        self._chunks = 0
        self._objects = 0

    def blocks(self, parent: Element) -> Iterator[Paragraph | Grid]:
        """Yield what stands in the body or in a text box."""
        pending = ""
        for element in _unwrapped(parent):
            name = local(element)
            if name == "p":
                line = self._line(element, pending)
                pending = line.text if line.joined else ""
                yield from self._paragraph(element, line)
            elif name == "tbl":
                if pending.strip():
                    yield Paragraph(pending.strip())
                pending = ""
                yield from self._table(element)
            elif name == "altChunk":
                self._chunks += 1
        if pending.strip():
            yield Paragraph(pending.strip())

    def _line(self, element: Element, before: str) -> Line:
        """Return a paragraph with its list number; ``before`` is an earlier one that it carries on."""
        line = paragraph(element, self._styles.is_hidden)
        self._objects += line.objects
        label = "" if line.joined else self._numbering.label(child(element, "pPr"))
        return Line(before + label + line.text, line.boxes, line.objects, line.joined) if before or label else line

    def _paragraph(self, element: Element, line: Line) -> Iterator[Paragraph | Grid]:
        text = line.text.strip()
        if text and not line.joined:
            yield Paragraph(text, heading=self._styles.is_heading(child(element, "pPr")))
        for box in line.boxes:
            yield from self.blocks(box)

    def _table(self, table: Element) -> Iterator[Paragraph | Grid]:
        self._grids += 1
        mine = self._grids
        inner: list[Element] = []
        rows = [row for element in _unwrapped(table) if local(element) == "tr" and (row := self._row(element, inner))]
        if rows:
            cells, columns = merge(rows)
            yield Grid(cells, len(rows), columns, number=mine)
        else:
            self._grids -= 1
        for element in inner:
            yield from self._table(element) if local(element) == "tbl" else self.blocks(element)

    def _row(self, row: Element, inner: list[Element]) -> list[RawCell]:
        """Return the cells of a row, empty for a deleted one; nested tables and text boxes go to ``inner``."""
        properties = child(row, "trPr")
        if child(properties, "del") is not None or switched_on(child(properties, "hidden")):
            return []
        column = min(max(number(child(properties, "gridBefore")), 0), MAX_SPAN)
        cells: list[RawCell] = []
        for element in _unwrapped(row):
            setup = child(element, "tcPr")
            if local(element) != "tc" or child(setup, "cellDel") is not None:
                continue
            span = min(max(number(child(setup, "gridSpan"), default=1), 1), MAX_SPAN)
            if _continues(child(setup, "hMerge")) and cells:
                last = cells.pop()
                cells.append(RawCell(last.text, last.column, last.span + span, last.continued))
            else:
                continued = _continues(child(setup, "vMerge")) or _merged_by_change(setup)
                text = "" if _is_prompt(element) else self._text(element, inner)
                cells.append(RawCell(text, column, span, continued))
            column += span
        return cells

    def _text(self, cell: Element, inner: list[Element]) -> str:
        lines, pending = [], ""
        for element in _unwrapped(cell):
            name = local(element)
            if name == "p":
                line = self._line(element, pending)
                pending = line.text if line.joined else ""
                inner.extend(line.boxes)
                if not line.joined:
                    lines.append(line.text)
            elif name == "tbl":
                inner.append(element)
            elif name == "altChunk":
                self._chunks += 1
        text = "\n".join([*lines, pending] if pending else lines)
        return _SPACES.sub("\n", text.replace("\t", " ")).strip()

    def troubles(self, body: Element, blocks: tuple[Paragraph | Grid, ...]) -> Iterator[Trouble]:
        """Yield what the document holds but text cannot tell."""
        if not blocks:
            pictures = any(local(item) in {"drawing", "pict"} for item in body.iter())
            reason = "文档里只有图片，没有文字，可能是扫描件" if pictures else "文档里没有内容"
            yield Trouble(reason, "请向报送单位索取可编辑的电子版。", fatal=True)
        if self._chunks:
            yield Trouble(f"文档中插入了 {self._chunks} 份外部内容，未能读取", "请在 Word 中打开后另存为 docx，再重新审核。")
        if self._objects:
            reason = f"文档中嵌有 {self._objects} 个对象（如 Excel 表），其中内容未读取"
            yield Trouble(reason, "请双击对象核对，或把其中的表格粘贴为 Word 表格。")


def _unwrapped(parent: Element) -> Iterator[Element]:
    """Iterate over the blocks, rows or cells of ``parent``, also those in content controls and tracked insertions."""
    for element in parent:
        name = local(element)
        if name == "sdt":
            prompt = is_placeholder(element)
            for content in children(element, "sdtContent"):
                # A prompt in the place of a cell goes, the cell itself must stay.
                yield from (item for item in _unwrapped(content) if not prompt or local(item) in {"tr", "tc"})
        elif name == "AlternateContent":
            branch = alternative(element)
            if branch is not None:
                yield from _unwrapped(branch)
        elif name in _WRAPPERS:
            yield from _unwrapped(element)
        else:
            yield element


def _is_prompt(cell: Element) -> bool:
    """Whether a cell is the content of a control that nobody filled in."""
    content = cell.getparent()
    control = content.getparent() if content is not None and local(content) == "sdtContent" else None
    return control is not None and is_placeholder(control)


def _continues(mark: Element | None) -> bool:
    """Whether a merge mark goes on the cell before; without a value it does."""
    return mark is not None and (attribute(mark) or "continue") == "continue"


def _merged_by_change(properties: Element | None) -> bool:
    """Whether a tracked change, taken as accepted, merges the cell with the one above."""
    return attribute(child(properties, "cellMerge"), "vMerge") == "cont"
