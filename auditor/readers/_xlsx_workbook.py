"""What the sheets of an .xlsx workbook share: their names and parts, number formats and strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.errors import UnreadableError
from auditor.readers._number_format import BUILTIN, LOCAL
from auditor.readers._package import Package, relations_of, target_of
from auditor.readers._xml import Element, child, children, local, parse
from auditor.readers._xml_stream import stream

_PIECE = 1 << 18
MAX_STRINGS = 300 * 1024 * 1024
#: Characters of all shared strings together; beyond it memory would run out.
MAX_CHARACTERS = 100_000_000
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet of the workbook: the name on its tab, its member of the package, whether the tab is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What is needed to show the cells of any sheet.

    Attributes:
        sheets: worksheets in the order of their tabs.
        formats: number format of each cell style.
        strings: the shared strings.
        epoch_1904: whether day numbers count from 1904.
    """

    sheets: tuple[SheetPart, ...]
    formats: tuple[str, ...]
    strings: tuple[str, ...]
    epoch_1904: bool

    def format(self, style: str | None) -> str:
        """Return the format of a cell's style number, General where there is none."""
        number = int(style) if style and style.isdecimal() else 0
        return self.formats[number] if number < len(self.formats) else "General"


def load(package: Package) -> Workbook:
    """Return the workbook of the package.

    Raises:
        UnreadableError: a part is missing or damaged.
    """
    main = next((name for kind, name in _relations(package, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    root = parse(package.read(main), main, "Excel")
    relations = _relations(package, main)
    sheets = tuple(_sheets(root, relations))
    if not sheets:
        raise UnreadableError("文件里没有工作表", "请用 Excel 或 WPS 打开原文件检查后另存一份。")
    parts = {kind: name for kind, name in relations.values() if package.has(name)}
    settings = child(root, "workbookPr")
    return Workbook(
        sheets,
        tuple(_formats(parse(package.read(parts["styles"]), parts["styles"], "Excel"))) if "styles" in parts else (),
        tuple(_strings(package, parts["sharedStrings"])) if "sharedStrings" in parts else (),
        settings is not None and settings.get("date1904") in ("1", "true", "on"),
    )


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return kind and member of each relationship of ``part`` by its id."""
    name = relations_of(part)
    if not package.has(name):
        return {}
    return {
        item.get("Id", ""): (item.get("Type", "").rpartition("/")[2], target_of(part, item.get("Target", "")))
        for item in parse(package.read(name), name, "Excel")
        if local(item) == "Relationship" and item.get("TargetMode") != "External"
    }


def _sheets(root: Element, relations: dict[str, tuple[str, str]]) -> Iterator[SheetPart]:
    for item in children(child(root, "sheets"), "sheet"):
        key = next((value for name, value in item.attrib.items() if str(name).endswith("}id")), "")
        kind, part = relations.get(str(key), ("", ""))
        if kind == "worksheet":
            yield SheetPart(item.get("name", ""), part, item.get("state", "visible") != "visible")


def _formats(root: Element) -> Iterator[str]:
    own = {item.get("numFmtId", ""): item.get("formatCode", "") for item in children(child(root, "numFmts"), "numFmt")}
    for style in children(child(root, "cellXfs"), "xf"):
        key = style.get("numFmtId", "0")
        number = int(key) if key.isdecimal() else 0
        builtin = BUILTIN.get(number, "General")
        yield builtin if number in LOCAL else own.get(key, builtin)


def _strings(package: Package, part: str) -> Iterator[str]:
    left = MAX_CHARACTERS
    for _, item in stream(package.pieces(part, _PIECE, MAX_STRINGS), part, (), ("si",)):
        text = rich_text(item)
        left -= len(text) + 8  # an empty string takes memory too
        if left < 0:
            raise UnreadableError("文件异常：单元格文字总量过大", "请把工作簿拆成几个文件后重试。")
        yield text


def rich_text(item: Element) -> str:
    """Return the text of a string item, formatted runs joined, without the phonetic guide of Asian text."""
    return unescape("".join(_runs(item)))


def _runs(item: Iterable[Element]) -> Iterator[str]:
    for part in item:
        name = local(part)
        if name == "t":
            yield part.text or ""
        elif name == "r":
            yield from _runs(part)


def unescape(text: str) -> str:
    """Resolve ``_x000D_`` and its kin (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
