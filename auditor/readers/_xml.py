"""Parses the XML of untrusted documents and asks its elements by local name, whatever the namespace edition."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from auditor.errors import UnreadableError

Element = etree._Element

#: Estimated bytes of the parsed tree above which a part is refused, so that memory stays under 1 GB.
MAX_TREE = 700 * 1024 * 1024
_NODE_BYTES, _ATTRIBUTE_BYTES = 125, 220

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_OFF = frozenset({"0", "false", "off", "none"})


def parse(data: bytes, name: str, program: str = "Word") -> Element:
    """Return the root of ``data``; entities are not resolved and nothing is fetched; the advice names ``program``.

    Raises:
        UnreadableError: not well-formed, or so many elements that memory would run out; names the part ``name``.
    """
    if len(data) + data.count(b"<") * _NODE_BYTES + data.count(b'="') * _ATTRIBUTE_BYTES > MAX_TREE:
        raise UnreadableError(f"文件异常：{name} 的内容过多", "请把文档拆成几份，或另存为 PDF 后重试。")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        advice = f"请用 {program} 或 WPS 打开原文件另存一份，或请报送单位重新发送。"
        raise UnreadableError(f"文件已损坏或不完整（{name} 不是完整的 XML）", advice) from error


def local(element: Element) -> str:
    """Return the element's name without namespace; empty for anything that is not an element."""
    return _local(element.tag)


@lru_cache(maxsize=4096)
def _local(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child called ``name``, None where there is none (or no element)."""
    if element is not None:
        for item in element:
            if _local(item.tag) == name:
                return item
    return None


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Iterate over the children called ``name``."""
    if element is not None:
        yield from (item for item in element if _local(item.tag) == name)


def attribute(element: Element | None, name: str = "val") -> str | None:
    """Return the WordprocessingML attribute ``name`` in either edition of the namespace, None where it is absent."""
    if element is None:
        return None
    for space in _WORD:
        value = element.get(space + name)
        if value is not None:
            return value
    return element.get(name)


def number(element: Element | None, name: str = "val", default: int = 0) -> int:
    """Return a whole-number attribute, ``default`` where it is absent or no number."""
    try:
        return int(attribute(element, name) or default)
    except ValueError:
        return default


def switched_on(element: Element | None) -> bool:
    """Whether an on/off property is set: present, and not switched off by its value."""
    return element is not None and (attribute(element) or "1").lower() not in _OFF
