"""Goal items without their ordinals, a line or a part of a line each: shared by the checks of goals."""

from __future__ import annotations

import re

_NUMERAL = "一二三四五六七八九十"
_VALUES = {char: index for index, char in enumerate(_NUMERAL, start=1)}
_GOAL = r"(?:总体|年度|绩效|具体|阶段性?)?目标(?:内容)?"
_ORDINAL = re.compile(
    rf"^[\s\"“]*(?:[（(]?(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*[）)]|(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*[.、．:：](?:(?!\d)|(?=20\d\d年))"
    rf"|[①-⑳⑴-⒇⒈-⒛]|{_GOAL}\s*[\d{_NUMERAL}]{{1,2}}\s*[：:、.]?|[{_NUMERAL}]是(?!否)|第[{_NUMERAL}]{{1,2}}[，,：:、])\s*[\"“]*"
)
#: How items that follow each other on one line are counted; each finds the number, as digits, a numeral or a sign.
_STYLES = tuple(
    re.compile(style)
    for style in (
        r"(?<![\d.．])(?P<number>\d{1,2})\s*[.．、)）](?:(?!\d)|(?=20\d\d年))",
        rf"[（(]\s*(?P<number>\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*[）)]",
        r"(?P<number>[①-⑳⑴-⒇⒈-⒛])",
        rf"{_GOAL}\s*(?P<number>\d{{1,2}}|[{_NUMERAL}]{{1,2}})\s*[：:、.．]?",
        rf"(?P<number>[{_NUMERAL}])是(?!否)",
        rf"(?P<number>[{_NUMERAL}]{{1,3}})[、.．](?![{_NUMERAL}])",
        rf"第(?P<number>[{_NUMERAL}]{{1,2}})[，,：:、]",
    )
)
#: What stands before an item's ordinal; behind a word it is no ordinal but a number or a part of the word (统一是) …
_BORDER = re.compile(r"(?:\A|[。；;！!：:，,、.\s”\"）)])\Z")
#: … unless the stop was forgotten: 道路硬化2.完成绿化.
_POINT = re.compile(r"\d{1,2}[.．]\Z")
#: A heading in front of the first item says nothing itself.
_HEADING = re.compile(rf"\s*{_GOAL}(?:如下|为|是|包括)?[:：]?\s*")


def goal_items(goal: str) -> list[str]:
    """Return the non-empty items of a goal in order, without ordinals and quotes.

    Items stand one a line, or after each other on a line where they are counted from one (1.…2.…, 一是…二是…).
    What introduces the first of them on its line belongs to it.
    """
    return [text for line in goal.splitlines() for item in _split(line) if (text := _plain(item))]


def _plain(item: str) -> str:
    previous = None
    while previous != item:
        previous, item = item, _ORDINAL.sub("", item, count=1)
    return item.strip(' "”“')


def _split(line: str) -> list[str]:
    """Cut a line before each ordinal of the longest count from one; the line as it is where there is none of two or more."""
    cuts = max((_count(style, line) for style in _STYLES), key=len)
    if len(cuts) < 2:
        return [line]
    introduction = line[: cuts[0][0]]
    ends = [start for start, _ in cuts[1:]] + [len(line)]
    items = [line[end:stop] for (_, end), stop in zip(cuts, ends, strict=True)]
    if not _HEADING.fullmatch(introduction):
        items[0] = introduction + items[0]
    return items


def _count(style: re.Pattern[str], line: str) -> list[tuple[int, int]]:
    """Where the ordinals 1, 2, 3 … of one style stand: each the next one at a border."""
    found: list[tuple[int, int]] = []
    for match in style.finditer(line):
        parted = _BORDER.search(line[max(0, match.start() - 1) : match.start()]) or (found and _POINT.match(match[0]))
        if parted and _number(match["number"]) == len(found) + 1:
            found.append(match.span())
    return found


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if text in _VALUES:
        return _VALUES[text]
    if text[0] in _VALUES:
        return 10 + _VALUES.get(text[-1], 0)
    return next(ord(text) - first + 1 for first in (0x2488, 0x2474, 0x2460) if ord(text) >= first)
