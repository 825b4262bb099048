"""Who issued a document: where the name before a document number begins, and whether it can be an issuer's."""

from __future__ import annotations

import re

from auditor.parsing.source_kinds import NONE, phrase_kind
from auditor.parsing.source_lexicon import sources

#: No issuer's name is longer.
REACH = 24
_DOUBLE = re.compile(r"([\u4e00-\u9fff])\1")
_JOINT = re.compile(r"以及|及其|[和及与或暨]")
#: What ends a source; a 和 behind it joins the next one.
_CLOSED = frozenset("号》)〕】]」』”文")
#: What an issuer's full name stands before: 青禾县人民政府关于…的通知, 青禾县财政局文件.
_TITLED = re.compile(r"关于|印发|文件|通知|公告|批复")
#: What is left once other words are cut off is an issuer only if it is a series or begins with a place.
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,4}[省市县区州旗]")


def issuer_start(text: str, position: int, end: int) -> int:
    """Return where the issuer that ends at ``end`` begins, not before ``position``, where the last number ended.

    Words before it are left off: 根据, the 和 that joins it to another source, and what a project is called (…补助资金青财社).
    """
    begin = max(position, end - REACH)
    for index in range(end - 1, begin - 1, -1):
        if not "\u4e00" <= text[index] <= "\u9fff":
            begin = index + 1
            break
    if begin and (begin == position or text[begin - 1] in _CLOSED):
        begin = _behind(_JOINT, text, begin, end)
    begin = _behind(sources().prepositions, text, begin, end)
    return _behind_other_words(text, begin, end)


def _behind(pattern: re.Pattern[str], text: str, begin: int, end: int) -> int:
    found = pattern.match(text, begin, end)
    return found.end() if found else begin


def _behind_other_words(text: str, begin: int, end: int) -> int:
    """Behind the last word that belongs to a title, where the rest is an issuer by itself."""
    for found in reversed(list(sources().not_issuer.finditer(text, begin, end))):
        start = _behind(_JOINT, text, found.end(), end)
        rest = text[start:end]
        if is_series(rest) or (_PLACE.match(rest) and is_organ(rest)):
            return start
    return begin


def is_series(issuer: str) -> bool:
    """Tell whether this is for certain the short name of a series (青财社, 青政办发)."""
    return sources().series_end.search(issuer) is not None


def is_plausible(issuer: str) -> bool:
    """Tell whether this may be the short name of a series."""
    return sources().issue_end.search(issuer) is not None or is_series(issuer)


def is_office(issuer: str) -> bool:
    """Tell whether this reads as the short name of an office or of one of its sections (青政, 临沅发改投资)."""
    return sources().office.fullmatch(issuer) is not None and phrase_kind(issuer) == NONE


def is_contract(issuer: str) -> bool:
    """Tell whether the number behind this is one of a contract or a purchase (采购合同, 项目编号)."""
    lexicon = sources()
    return lexicon.contract.search(issuer) is not None or lexicon.numbered_end.search(issuer) is not None


def is_organ(issuer: str) -> bool:
    """Tell whether this is the name of an office (青禾县教育局)."""
    return len(issuer) > 1 and sources().organ_end.search(issuer) is not None


def is_placeless(issuer: str) -> bool:
    """Tell whether nobody can know whose series this is (政字, 县政办发); true of no issuer at all."""
    return sources().placeless.match(issuer) is not None


def is_misspelt(issuer: str) -> bool:
    """Tell whether the name holds a known slip of the pen or a doubled character (人民政政府)."""
    lexicon = sources()
    if lexicon.misspelt.search(issuer) or lexicon.misspelt_series.search(issuer):
        return True
    return any(found[0] not in lexicon.doubles_allowed for found in _DOUBLE.finditer(issuer))


def names_misspelt(phrase: str) -> bool:
    """Tell whether a phrase without a number begins with the misspelt name of an office (人民政政府关于…的通知).

    A doubled character counts only inside the word for the office: in front of it stands a name, which may have one.
    """
    found = _TITLED.search(phrase)
    if found is None:
        return False
    issuer = phrase[issuer_start(phrase, 0, found.start()) : found.start()]
    if sources().misspelt.search(issuer):
        return True
    return any(_in_office(issuer, double) for double in _DOUBLE.finditer(issuer))


def _in_office(issuer: str, double: re.Match[str]) -> bool:
    once = issuer[: double.start()] + issuer[double.start() + 1 :]
    offices = (sources().organ_end.search(once, 0, end) for end in range(double.end() - 1, len(once) + 1))
    within = any(office is not None and office.start() <= double.start() for office in offices)
    return within and double[0] not in sources().doubles_allowed
