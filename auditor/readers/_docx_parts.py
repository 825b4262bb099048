"""Finds the parts of a Word package by its relationships; only the main part is needed."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.errors import UnreadableError
from auditor.readers._package import Package, relations_of, target_of
from auditor.readers._xml import Element, child, parse
from auditor.types.grid import Trouble


@dataclass(frozen=True, slots=True)
class Parts:
    """The roots of the parts that carry text.

    Attributes:
        body: ``w:body`` of the main part.
        styles, numbering: None where they are missing or damaged.
        troubles: parts that are damaged.
    """

    body: Element
    styles: Element | None
    numbering: Element | None
    troubles: tuple[Trouble, ...]


def parts_of(package: Package) -> Parts:
    """Return the parts of ``package``.

    Raises:
        UnreadableError: the main part is missing, damaged, too large or without a body.
    """
    broken: list[Trouble] = []
    main = _related(package, "", "officeDocument", broken) or "word/document.xml"
    body = child(parse(package.read(main), main), "body")
    if body is None:
        raise UnreadableError("文件不完整（Word 正文缺失）", "请用 Word 或 WPS 打开原文件另存一份，或请报送单位重新发送。")
    names = {kind: _related(package, main, kind, []) or target_of(main, f"{kind}.xml") for kind in ("styles", "numbering")}
    styles, numbering = _part(package, names["styles"], broken), _part(package, names["numbering"], broken)
    return Parts(body, styles, numbering, tuple(broken))


def _related(package: Package, part: str, kind: str, broken: list[Trouble]) -> str | None:
    """Return the member that ``part`` names by a relationship whose type ends in ``kind``."""
    relations = _part(package, relations_of(part), broken)
    for item in relations if relations is not None else ():
        if (item.get("Type") or "").endswith(f"/{kind}") and item.get("TargetMode") != "External":
            name = target_of(part, item.get("Target") or "")
            return name if package.has(name) else None
    return None


def _part(package: Package, name: str, broken: list[Trouble]) -> Element | None:
    """Return the root of a part that the text can do without, None where it is missing; a damaged one is told."""
    if not package.has(name):
        return None
    try:
        return parse(package.read(name), name)
    except UnreadableError as error:
        broken.append(Trouble(f"{error.reason}；正文已读取，标题样式或自动编号可能缺失", error.advice))
        return None
