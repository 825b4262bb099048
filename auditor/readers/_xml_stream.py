"""Parses XML too large to hold, element by element, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from auditor.errors import UnreadableError
from auditor.readers._xml import Element

#: Bytes that may pass before the next awaited element ends; a single row never comes near.
MAX_GAP = 64 * 1024 * 1024


def stream(pieces: Iterable[bytes], name: str, starts: tuple[str, ...], ends: tuple[str, ...]) -> Iterator[tuple[str, Element]]:
    """Yield ``("start", element)`` and ``("end", element)`` for elements of these local names, in document order.

    An element of ``ends`` is complete when it is yielded and emptied afterwards, so that the tree never grows.

    Raises:
        UnreadableError: not well-formed, cut off, or an element of unlimited size; names the part ``name``.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        tag=[f"{{*}}{tag}" for tag in dict.fromkeys(starts + ends)],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    wanted = {"start": frozenset(starts), "end": frozenset(ends)}
    gap = 0
    for piece in _with_end(pieces):
        gap += len(piece or b"")
        if gap > MAX_GAP:
            raise UnreadableError(f"文件异常：{name} 的内容过多", "正常的文档不会这样大，请核实文件来源。")
        _feed(parser, piece, name)
        for event, element in parser.read_events():
            gap = 0
            assert isinstance(element, Element)
            if element.tag.rpartition("}")[2] in wanted[event]:
                yield event, element
                if event == "end":
                    _forget(element)


def _with_end(pieces: Iterable[bytes]) -> Iterator[bytes | None]:
    yield from pieces
    yield None


def _feed(parser: etree.XMLPullParser, piece: bytes | None, name: str) -> None:
    try:
        if piece is None:
            parser.close()
        else:
            parser.feed(piece)
    except (etree.XMLSyntaxError, ValueError) as error:
        advice = "请用 Excel 或 WPS 打开原文件另存一份，或请报送单位重新发送。"
        raise UnreadableError(f"文件已损坏或不完整（{name} 不是完整的 XML）", advice) from error


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
