"""Document numbers (文号): issuer, year, serial in every bracket style, and what of them is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from auditor.parsing.issuers import (
    is_contract,
    is_misspelt,
    is_office,
    is_organ,
    is_placeless,
    is_plausible,
    is_series,
    issuer_start,
)

_OPEN = r"[(〔\[【{<«「『《]"
_CLOSE = r"[)〕\]】}>»」』》]"
#: What templates hold where a year or serial belongs.
_HOLE = "x×*_□○〇?"
_YEAR = r"(?:19|20)\d{2}"
_SERIAL = rf"(?:[-第]?(?P<serial>\d{{1,6}}(?:[-~]\d{{1,6}})?|[{re.escape(_HOLE)}]{{1,6}}(?=号)))?(?P<hao>第?号)?"
#: What may follow a number whose issuer is not certain: 12号楼 and 3号线 are no documents.
_AFTER = re.compile(r"\Z|文|[^\u4e00-\u9fff0-9a-z]|的|批复|通知|规定|要求|精神|决定|意见|和|及|与|等")
_THING = re.compile(r"[楼线院井桥机台泵炉池]")

#: With both brackets, one, those of the year round the serial, none, and without a year, in this order.
_CLOSED = re.compile(rf"{_OPEN}(?P<year>[\d{re.escape(_HOLE)}]{{0,8}})年?{_CLOSE}{_SERIAL}")
_UNCLOSED = re.compile(rf"{_OPEN}(?P<year>{_YEAR})年?{_SERIAL}")
_UNOPENED = re.compile(rf"(?P<year>{_YEAR})年?{_CLOSE}{_SERIAL}")
_BOXED = re.compile(rf"(?P<year>{_YEAR})年?{_OPEN}第?(?P<serial>\d{{1,6}}){_CLOSE}(?P<hao>号)")
_PLAIN = re.compile(rf"(?P<year>{_YEAR})(?:年第?|[-第])(?P<serial>\d{{1,6}})(?P<hao>号)?(?![年月日季度])")
_YEARLESS = re.compile(r"(?P<year>)第?(?P<serial>\d{1,6})(?P<hao>号)")
#: Where one of them may begin.
_ANCHOR = re.compile(
    rf"{_OPEN}(?=[\d{re.escape(_HOLE)}〕)\]】年])|{_YEAR}(?:[年第-]|{_CLOSE}|{_OPEN}(?=\d{{1,6}}{_CLOSE}号))|第?\d{{1,6}}号"
)
#: Further serials of the same year: 36、41号.
_MORE = re.compile(r"(?:[、,和及与]第?\d{1,6}号?){1,20}(?<=号)")
_MORE_SERIAL = re.compile(r"(\d+)号?")
#: Between two numbers, of which the second leaves out the issuer that they share.
_JOINED = re.compile(r"号?(?:[、,;]|以及|[和及与])")
#: Decrees and announcements are numbered without a year.
_DECREE = re.compile(r"(?P<issuer>[\u4e00-\u9fff]{2,20}?)(?:令第?|公告第|第)(?P<serial>\d{1,5})号令?")
#: The century alone is what is printed in a form to be filled in.
_CENTURIES = ("", "19", "20", "201", "202")


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
    """Yield the document numbers of ``text`` (in the spelling of ``view``), left to right.

    Of a list (36、41号) each is yielded; a number that leaves out the issuer of the number before it has the same issuer.
    """
    position = 0
    before: Number | None = None
    for anchor in _anchors(text):
        if anchor.start() < position:
            continue
        found = _read(text, position, anchor)
        if found is None:
            continue
        if before is not None and not found.issuer and _JOINED.fullmatch(text, before.end, found.start):
            missing = tuple(name for name in found.missing if name != "issuer")
            found = replace(found, issuer=before.issuer, missing=missing)
        for before in _with_more(text, found):
            yield before
            position = before.end


def _anchors(text: str) -> Iterator[re.Match[str]]:
    """Every place where a number may begin, overlapping ones too (〔2024〕 holds 2024〕)."""
    position = 0
    while (anchor := _ANCHOR.search(text, position)) is not None:
        yield anchor
        position = anchor.start() + 1 if not text[anchor.start()].isdigit() else anchor.end()


def _read(text: str, position: int, anchor: re.Match[str]) -> Number | None:
    begin = anchor.start()
    head = issuer_start(text, position, begin)
    if text[begin].isdigit() or text[begin] == "第":
        decree = _DECREE.match(text, head)
        if decree is not None and decree.end() >= anchor.end() - 1 and ("令" in decree[0] or "公告" in decree[0]):
            return Number(head, decree.end(), decree["issuer"], None, decree["serial"], (), decree=True)
    issuer = text[head:begin]
    for form, accepts in _FORMS:
        found = form.match(text, begin)
        if found is not None and accepts(found, issuer):
            return _number(head, found, issuer)
    return None


def _followed(found: re.Match[str]) -> bool:
    """Whether a number may end here, by what follows."""
    return _AFTER.match(found.string, found.end()) is not None


def _closed(found: re.Match[str], issuer: str) -> bool:
    """〔2022〕145号 with any issuer; without 号, or with a hole for the year, only where an issuer stands before it."""
    year, serial, hao = found["year"], found["serial"], found["hao"]
    if _full_year(year) is None:
        hole = year in _CENTURIES or any(char in _HOLE for char in year)
        return hole and (is_series(issuer) if not hao else is_plausible(issuer) or is_organ(issuer)) and bool(serial or hao)
    if hao:
        return is_plausible(issuer) or _THING.match(found.string, found.end()) is None
    if is_contract(issuer):
        return False
    square = found[0][0] in "〔[【"
    if is_series(issuer) or (square and is_plausible(issuer)):
        return True
    if is_office(issuer) and (square or serial) and _followed(found):
        return True
    return bool(serial) and len(issuer) > 1 and len(year) == 4 and square and _followed(found)


def _unclosed(found: re.Match[str], issuer: str) -> bool:
    if not found["serial"]:
        return False
    return is_plausible(issuer) or (bool(found["hao"]) and _followed(found))


def _unopened(found: re.Match[str], issuer: str) -> bool:
    return bool(found["hao"]) and is_plausible(issuer)


def _boxed(found: re.Match[str], issuer: str) -> bool:
    return is_plausible(issuer)


def _plain(found: re.Match[str], issuer: str) -> bool:
    """青财社2024年33号优抚补助: a known series needs no more; a plausible one, or none, must end there."""
    if found["hao"]:
        return is_series(issuer) or _followed(found)
    return is_series(issuer) and _followed(found)


def _yearless(found: re.Match[str], issuer: str) -> bool:
    if is_plausible(issuer) and len(issuer) > 1:
        return _followed(found)
    named = bool(issuer) and (is_placeless(issuer) or is_organ(issuer))
    return named and found.string.startswith("文", found.end())


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], bool]], ...] = (
    (_CLOSED, _closed),
    (_UNCLOSED, _unclosed),
    (_UNOPENED, _unopened),
    (_BOXED, _boxed),
    (_PLAIN, _plain),
    (_YEARLESS, _yearless),
)


def _full_year(year: str) -> int | None:
    if re.fullmatch(_YEAR, year):
        return int(year)
    return 2000 + int(year) if len(year) == 2 and year.isdecimal() and year not in _CENTURIES else None


def _number(start: int, found: re.Match[str], issuer: str) -> Number:
    year, serial = _full_year(found["year"]), found["serial"] or ""
    serial = "" if any(char in _HOLE for char in serial) else serial
    lacks = {
        "issuer": is_placeless(issuer),
        "year": year is None,
        "serial": not serial,
        "hao": not found["hao"] and bool(serial),
        "misspelt": is_misspelt(issuer),
    }
    missing = tuple(name for name, lacking in lacks.items() if lacking)
    return Number(start, found.end(), issuer, year, serial, missing)


def _with_more(text: str, first: Number) -> Iterator[Number]:
    """The number and the further serials that are listed behind it."""
    more = _MORE.match(text, first.end) if first.serial and not first.decree else None
    if more is None or _AFTER.match(text, more.end()) is None:
        yield first
        return
    shared = tuple(name for name in first.missing if name != "hao")
    yield replace(first, missing=shared)
    for item in _MORE_SERIAL.finditer(text, more.start(), more.end()):
        yield Number(item.start(), item.end(), first.issuer, first.year, item[1], shared)
