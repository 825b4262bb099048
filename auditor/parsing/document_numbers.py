"""Document numbers (文号): issuer, year, serial in every bracket style, and what of them is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.parsing.source_lexicon import sources

_OPEN = r"[(〔\[【{<«「『《]"
_CLOSE = r"[)〕\]】}>»」』》]"
_ISSUER = r"(?P<issuer>[\u4e00-\u9fff]{0,24})"
_SERIAL = r"[-第]?(?P<serial>\d{1,6}(?:[-~]\d{1,6})?)?(?P<hao>号)?"
#: What may follow a number without brackets: 12号楼 and 3号线 are no documents.
_AFTER = r"(?=\Z|文|[^\u4e00-\u9fff0-9a-z]|的|批复|通知|规定|要求|精神|决定|意见|和|及|与)"

_FORMS = (
    re.compile(rf"{_ISSUER}{_OPEN}(?P<year>(?:19|20)?\d{{2}})年?(?P<close>{_CLOSE})?{_SERIAL}"),
    re.compile(rf"{_ISSUER}{_OPEN}(?P<year>){_CLOSE}[-第]?(?P<serial>\d{{1,6}})(?P<hao>号)?"),
    re.compile(
        r"(?P<issuer>[\u4e00-\u9fff]{0,24}?)(?P<year>(?:19|20)\d{2})(?:年第?|[-第])(?P<serial>\d{1,6})(?P<hao>号)" + _AFTER
    ),
    re.compile(r"(?P<issuer>[\u4e00-\u9fff]{2,24}?)(?P<year>)第?(?P<serial>\d{1,6})(?P<hao>号)" + _AFTER),
)
#: Decrees and announcements are numbered without a year.
_DECREE = re.compile(r"(?P<issuer>[\u4e00-\u9fff]{2,20}?)(?:令第?|公告第|第)(?P<serial>\d{1,5})号令?")
_DOUBLE = re.compile(r"([\u4e00-\u9fff])\1")


@dataclass(frozen=True, slots=True)
class Number:
    """A document number found in a text.

    Attributes:
        start, end: where it stands, with its issuer.
        issuer, year, serial: its parts, empty or None where missing.
        missing: what it lacks, see ``Citation``.
        decree: True for a numbered decree (国务院令第735号), which needs no year.
    """

    start: int
    end: int
    issuer: str
    year: int | None
    serial: str
    missing: tuple[str, ...]
    decree: bool = False


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the document numbers of ``text`` (in the spelling of ``view``), left to right."""
    position = 0
    while position < len(text):
        found = _next(text, position)
        if found is None:
            return
        yield found
        position = found.end


_ANCHOR = re.compile(
    rf"{_OPEN}(?:(?:19|20)?\d{{2}}年?(?:{_CLOSE}|(?=[-第]?\d))|{_CLOSE}[-第]?\d{{1,6}})|(?:19|20)\d{{2}}(?:年第?|[-第])\d{{1,6}}号|第?\d{{1,6}}号"
)


def _next(text: str, position: int) -> Number | None:
    while True:
        anchor = _ANCHOR.search(text, position)
        if anchor is None:
            return None
        begin = max(position, anchor.start() - 24)
        found = _read(text, begin, anchor)
        if found is not None:
            return found
        position = anchor.end()


def _read(text: str, begin: int, anchor: re.Match[str]) -> Number | None:
    head = _issuer_start(text, begin, anchor.start())
    if text[anchor.start()].isdigit() or text[anchor.start()] == "第":
        decree = _DECREE.match(text, head)
        if decree is not None and decree.end() >= anchor.end() - 1 and ("令" in decree[0] or "公告" in decree[0]):
            return Number(head, decree.end(), decree["issuer"], None, decree["serial"], (), decree=True)
    for form in _FORMS:
        found = form.match(text, head)
        if found is not None and found.start("serial" if found["serial"] else "year") >= anchor.start():
            return _number(found)
    return None


def _issuer_start(text: str, begin: int, end: int) -> int:
    """Where the issuer begins: behind the last character that no issuer holds and behind 根据, 按照 …"""
    for index in range(end - 1, begin - 1, -1):
        if not "\u4e00" <= text[index] <= "\u9fff":
            begin = index + 1
            break
    lead = sources().prepositions.match(text, begin, end)
    return lead.end() if lead else begin


def _number(found: re.Match[str]) -> Number | None:
    issuer, year, serial = found["issuer"], found["year"], found["serial"] or ""
    hao = bool(found["hao"])
    if not (year and hao) and not _plausible(issuer):
        return None
    missing = tuple(
        name
        for name, lacks in (
            ("issuer", sources().placeless.match(issuer) is not None),
            ("year", not year),
            ("serial", not serial),
            ("hao", not hao and bool(serial)),
            ("misspelt", _misspelt(issuer)),
        )
        if lacks
    )
    full = None if not year else int(year) if len(year) == 4 else 2000 + int(year)
    return Number(found.start(), found.end(), issuer, full, serial, missing)


_ISSUE = re.compile(r"(?:[发字函办规通电复呈]|财[教社农预建行综资企经税金库采]|[社教农预])\Z")


def _plausible(issuer: str) -> bool:
    """Whether the characters before a year look like the short name of an issuer (冀财社, 青政办发)."""
    return _ISSUE.search(issuer) is not None


def _misspelt(issuer: str) -> bool:
    lexicon = sources()
    if lexicon.misspelt.search(issuer):
        return True
    return any(found[0] not in lexicon.doubles_allowed for found in _DOUBLE.finditer(issuer))
