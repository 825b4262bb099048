"""Titles of indicator tables: what remains of them without ordinal and 绩效目标表 is the project."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.extraction.vocabulary import vocabulary
from auditor.text.normalise import join_lines, normalise

#: Longer text is prose, not a title.
TITLE_LENGTH = 160

_NUMERAL = "一二三四五六七八九十百零〇"
_ORDINAL = re.compile(
    r"\s*(?:"
    rf"(?:项目|附件|附表|表|附)\s*(?:[{_NUMERAL}]+|\d{{1,3}})(?:[-—－.]\d{{1,3}})*\s*(?:[:：、．]|\.(?!\d)|\s)"
    rf"|第\s*(?:[{_NUMERAL}]+|\d{{1,3}})\s*(?:项目?|个|部分)?\s*[:：、.．\s]"
    rf"|[（(【\[]\s*(?:[{_NUMERAL}]+|\d{{1,3}})\s*[）)】\]]\s*[、.．]?"
    rf"|[{_NUMERAL}]+\s*(?:[.．)）]|、(?![{_NUMERAL}]+[级类期号等]))"
    r"|\d{1,3}(?:[-.．]\d{1,3})*\s*(?:[、)）]|[.．](?!\s*\d))"
    # '3.120急救' and '1.2023年' begin with an ordinal, '1.5公里' does not
    r"|\d{1,3}[.．](?=(?:19|20)\d\d(?!\d)|\d{3,}(?![.\d]*\s*(?:公里|千米|万|亿|元|%|％|米|亩|吨|平)))"
    r"|\d{1,3}(?:[.．]\d{1,3})*\s+(?!公里|千米|[万亿元%％米亩吨平号年月日个人户名家所项条期次座台套])(?=\D)"
    r"|[①-⑳⑴-⒇⒈-⒛㈠-㈩㊀-㊉Ⅰ-Ⅻ]\s*[、.．]?"
    r")\s*"
)
#: Field codes that text converters leave behind: ' TC 1、… \\f C \\l 1', '[bookmark: _Toc1]', 'HYPERLINK \\l "_Toc1"'.
_FIELD = re.compile(
    r"\s+TC\s.*?\\[fl]\b.*$|\[bookmark:[^\]]*\]|\b(?:HYPERLINK|PAGEREF)\s+(?:\\\w\s+)?\S+(?:\s+\\\w)*", re.DOTALL
)
#: Dots and the page number at the end of a line of a table of contents.
_LEADER = re.compile(r"(?:[.．·…]{3,}|\t|\s{3,})\s*\d{1,4}\s*$")
_TAIL = re.compile(
    r"(?:\s*[（(【\[][^（）()【】\[\]]*(?:年度?|[元表页]|续|公开|金额单位|单位)[^（）()【】\[\]]*[）)】\]]|\s*[-—]?\s*续表?\d*|[:：。；;\s]|[-—－]+|\d{1,3}(?=$))+$"
)
_QUOTED = re.compile(r"[《“\"「]([^《》“”\"「」]+)[》”\"」]")
_LABELLED = re.compile(r"\s*(?:项目|专项|资金)(?:名称|全称)\s*[:：]\s*")


def strip_fields(text: str) -> str:
    """Return text without the field codes that converters leave in it."""
    return _FIELD.sub("", text)


def strip_ordinal(text: str) -> str:
    """Return text without its leading ordinal ('1.', '(一)', '十、', '项目3：'); years and quantities stay."""
    match = _ORDINAL.match(text)
    return text[match.end() :] if match and match.end() < len(text) else text


def has_ordinal(text: str) -> bool:
    """Tell whether a text begins with an ordinal."""
    return strip_ordinal(text) != text


def is_title(text: str) -> bool:
    """Tell whether a text is the title of an indicator table, with a project's name or without."""
    return title_name(text) is not None


@lru_cache(maxsize=8192)
def title_name(text: str) -> str | None:
    """Return the project that a title names: empty where it names none, None where the text is no title at all.

    The name stands before 绩效目标表 (``3、某某工程绩效目标表``) or, where nothing does, after it in brackets or after
    a colon (``绩效目标表（某某工程）``).
    """
    if len(text) > TITLE_LENGTH or ("绩效" not in text and "自评表" not in text):
        return None
    plain = join_lines(_LEADER.sub("", strip_fields(text)))
    if "。" in plain.rstrip("。"):
        return None
    stem = _TAIL.sub("", plain)
    length = _ending(stem)
    if length:
        return _name(stem[:-length])
    return _name_behind(plain)


def _ending(stem: str) -> int:
    """Return the length of the title words at the end of ``stem``, 0 for none; blanks between its characters count."""
    for word in vocabulary().titles:
        pattern = r"\s*".join(word)
        match = re.search(pattern + "$", stem) if word[-1] == stem[-1:] else None
        if match:
            return len(stem) - match.start()
    return 0


def _name_behind(plain: str) -> str | None:
    bare = strip_ordinal(plain)
    for word in vocabulary().titles:
        position = bare.find(word)
        if position >= 0 and word.endswith("表") and clean_name(bare[:position]) == "":
            rest = bare[position + len(word) :].strip()
            inner = re.fullmatch(r"[（(【](.+)[）)】]|[:：—-]+(.+)", rest)
            if inner:
                return _name(inner.group(1) or inner.group(2))
    return None


def _name(text: str) -> str:
    """Return the project's name within the rest of a title, empty where only title words are left."""
    return "" if _ORDINAL.fullmatch(text) else clean_name(strip_ordinal(text))


def clean_name(text: str) -> str:
    """Return a name without label, quotes around it and title words; empty where nothing else is left."""
    name = _LABELLED.sub("", text, count=1).strip(" \t:：—-－_、，,。.;；")
    quoted = _QUOTED.fullmatch(name)
    name = quoted.group(1) if quoted else name
    for word in ("支出", "预算"):
        if name.endswith("项目" + word):
            name = name[: -len(word)]
    return "" if vocabulary().generic.fullmatch(normalise(name)) else name
