"""What paragraph and character styles say: heading, hidden, list numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.readers._xml import Element, attribute, child, children, local, number, switched_on

_HEADING = re.compile(r"(heading|标题)\s*[1-9]|title|标题", re.IGNORECASE)
_MAX_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it says itself (not what it inherits).

    Attributes:
        parent: id of the style it is based on.
        heading: True or False where it says so, None where it is silent.
        hidden: the same for hidden text.
        list_id, level: list numbering, None where it is silent.
    """

    parent: str | None
    heading: bool | None
    hidden: bool | None
    list_id: str | None
    level: int | None


class Styles:
    """The styles of one document by id, with inheritance."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {attribute(item, "styleId") or "": _style(item) for item in children(root, "style")}

    def _chain(self, style_id: str | None) -> list[Style]:
        """Return the style and its ancestors, bounded against circles."""
        chain: list[Style] = []
        while style_id in self._styles and len(chain) < _MAX_CHAIN:
            chain.append(self._styles[style_id])
            style_id = chain[-1].parent
        return chain

    def is_heading(self, properties: Element | None) -> bool:
        """Whether paragraph properties (``w:pPr``) make a heading, by outline level or style."""
        direct = child(properties, "outlineLvl")
        if direct is not None:
            return number(direct, default=9) < 9
        style_id = attribute(child(properties, "pStyle"))
        if style_id is None:
            return False
        if style_id not in self._styles:
            return _HEADING.fullmatch(style_id) is not None
        return next((style.heading for style in self._chain(style_id) if style.heading is not None), False)

    def is_hidden(self, properties: Element | None) -> bool:
        """Whether run properties (``w:rPr``) hide the run."""
        if properties is None:
            return False
        style_id = None
        for item in properties:
            name = local(item)
            if name == "vanish":
                return switched_on(item)
            if name == "rStyle":
                style_id = attribute(item)
        return next((style.hidden for style in self._chain(style_id) if style.hidden is not None), False)

    def numbering(self, style_id: str | None) -> tuple[str | None, int | None]:
        """Return list id and level that a paragraph style brings, None each where it brings none."""
        chain = self._chain(style_id)
        list_id = next((style.list_id for style in chain if style.list_id is not None), None)
        return list_id, next((style.level for style in chain if style.level is not None), None)


def _style(item: Element) -> Style:
    paragraph, run = child(item, "pPr"), child(item, "rPr")
    outline, vanish, listing = child(paragraph, "outlineLvl"), child(run, "vanish"), child(paragraph, "numPr")
    level = child(listing, "ilvl")
    heading: bool | None = number(outline, default=9) < 9 if outline is not None else None
    if heading is None and _HEADING.fullmatch((attribute(child(item, "name")) or "").strip()):
        heading = True
    return Style(
        parent=attribute(child(item, "basedOn")),
        heading=heading,
        hidden=switched_on(vanish) if vanish is not None else None,
        list_id=attribute(child(listing, "numId")),
        level=number(level) if level is not None else None,
    )
