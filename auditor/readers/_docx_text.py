"""The displayed text of one Word paragraph: tracked changes accepted, fields by their result, hidden text left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditor.readers._symbols import PRIVATE_AREA, symbol
from auditor.readers._xml import Element, attribute, child, local, switched_on

_LITERALS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
#: Properties, removed text, phonetic guides and instructions of fields.
_DROPPED = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "rubyPr", "fldData"}
)


@dataclass(frozen=True, slots=True)
class Line:
    r"""A paragraph.

    Attributes:
        text: displayed text, tabs as ``\t`` and line breaks as ``\n``.
        boxes: content elements of the text boxes anchored in it.
        objects: how many embedded objects (sheets shown as a picture) stand in it.
        joined: whether its end mark is deleted or hidden, so that the next paragraph goes on in the same line.
    """

    text: str
    boxes: tuple[Element, ...]
    objects: int
    joined: bool


def paragraph(element: Element, is_hidden: Callable[[Element | None], bool]) -> Line:
    """Return what a reader sees of a ``w:p``.

    Args:
        element: the paragraph.
        is_hidden: tells from run properties (``w:rPr``, may be None) whether a run is hidden.
    """
    collector = _Collector(is_hidden)
    collector.walk(element)
    mark = child(child(element, "pPr"), "rPr")
    gone = child(mark, "del") is not None or child(mark, "moveFrom") is not None
    return Line("".join(collector.parts), tuple(collector.boxes), collector.objects, gone or is_hidden(mark))


def alternative(element: Element) -> Element | None:
    """Return the one branch of an ``mc:AlternateContent`` to read: the first choice that holds anything."""
    branches = sorted(element, key=lambda branch: local(branch) != "Choice")
    return next((branch for branch in branches if len(branch)), None)


def is_placeholder(sdt: Element) -> bool:
    """Whether a content control still shows its prompt (单击此处输入文字), which nobody filled in."""
    return switched_on(child(child(sdt, "sdtPr"), "showingPlcHdr"))


class _Collector:
    """Walks the inline content of one paragraph."""

    def __init__(self, is_hidden: Callable[[Element | None], bool]) -> None:
        self.parts: list[str] = []
        self.boxes: list[Element] = []
        self.objects = 0
        self._is_hidden = is_hidden
        # One entry for each open field: True while in its instruction. Kept for one paragraph only, so that
        # a field that is never closed cannot swallow the rest of the document.
        self._fields: list[bool] = []

    def walk(self, parent: Element) -> None:
        for element in parent:
            name = local(element)
            if name == "t":
                self._add(_visible(element))
            elif name in _LITERALS:
                self._add(_LITERALS[name])
            elif name not in _DROPPED:
                self._inner(element, name)

    def _inner(self, element: Element, name: str) -> None:
        if name == "r" and self._is_hidden(child(element, "rPr")):
            return
        if name == "txbxContent":
            self.boxes.append(element)
        elif name == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif name == "sym":
            self._add(_symbol(attribute(element, "font") or "", attribute(element, "char") or ""))
        elif name == "AlternateContent":
            branch = alternative(element)
            if branch is not None:
                self.walk(branch)
        elif name != "sdt" or not is_placeholder(element):
            self.objects += name == "OLEObject" and not (element.get("ProgID") or "").startswith("Equation")
            self.walk(element)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _add(self, text: str) -> None:
        if text and not any(self._fields):
            self.parts.append(text)


def _visible(element: Element) -> str:
    text = element.text or ""
    if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        text = text.strip(" \t\r\n")
    if "\n" in text or "\r" in text:
        text = " ".join(text.splitlines())
    # Some programs write symbol characters into the text itself, in the private use area.
    return text if text.isascii() else text.translate(PRIVATE_AREA)


def _symbol(font: str, code: str) -> str:
    """Return the character of a ``w:sym``, empty for an ornament that means nothing in text."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return symbol(value, font) if 0x20 <= value < 0xD800 or 0xF000 <= value <= 0xFFFD else ""
