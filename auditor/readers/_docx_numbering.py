"""Which paragraphs of a .docx file are numbered automatically, and by which list."""

from __future__ import annotations

from auditor.readers._docx_styles import Styles
from auditor.readers._list_numbers import Counters, Level, List
from auditor.readers._xml import Element, attribute, child, children, number, switched_on

_MAX_LEVEL = 8


class Numbering:
    """The lists of one document; paragraphs must be asked in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        shared = {attribute(item, "abstractNumId") or "": item for item in children(root, "abstractNum")}
        self._styles = styles
        self._lists = {attribute(item, "numId") or "": _list(item, shared) for item in children(root, "num")}
        self._counters = Counters()

    def label(self, properties: Element | None) -> str:
        """Return the number to print before a paragraph with ``properties`` (``w:pPr``), empty for none."""
        if not self._lists or properties is None:
            return ""
        list_id, level = self._reference(properties)
        listing = self._lists.get(list_id or "")
        return self._counters.label(listing, list_id or "", level) if listing else ""

    def _reference(self, properties: Element) -> tuple[str | None, int]:
        direct = child(properties, "numPr")
        list_id, level = attribute(child(direct, "numId")), child(direct, "ilvl")
        style_id = attribute(child(properties, "pStyle"))
        styled_id, styled_level = self._styles.numbering(style_id) if style_id else (None, None)
        if level is not None:
            return list_id or styled_id, min(max(number(level), 0), _MAX_LEVEL)
        listing = self._lists.get(list_id or styled_id or "")
        linked = [key for key, item in listing.levels.items() if item.style and item.style == style_id] if listing else []
        return list_id or styled_id, linked[0] if linked else styled_level or 0


def _list(item: Element, shared: dict[str, Element]) -> List:
    name = attribute(child(item, "abstractNumId")) or ""
    levels = {number(level, "ilvl"): _level(level) for level in children(_definition(name, shared), "lvl")}
    overrides: dict[int, int] = {}
    for override in children(item, "lvlOverride"):
        at, start, redefined = number(override, "ilvl"), child(override, "startOverride"), child(override, "lvl")
        if redefined is not None:
            levels[at] = _level(redefined)
        if start is not None:
            overrides[at] = number(start, default=1)
    return List(name, levels, overrides)


def _definition(name: str, shared: dict[str, Element]) -> Element | None:
    """Return the definition ``name``, or the one that it borrows through a list style."""
    found = shared.get(name)
    link = attribute(child(found, "numStyleLink"))
    if link is None:
        return found
    return next((item for item in shared.values() if attribute(child(item, "styleLink")) == link), found)


def _level(item: Element) -> Level:
    restart = child(item, "lvlRestart")
    return Level(
        start=number(child(item, "start"), default=1) if child(item, "start") is not None else 0,
        format=attribute(child(item, "numFmt")) or "decimal",
        template=attribute(child(item, "lvlText")) or "",
        restart=number(restart) if restart is not None else None,
        plain=switched_on(child(item, "isLgl")),
        tight=attribute(child(item, "suff")) == "nothing",
        style=attribute(child(item, "pStyle")),
    )
