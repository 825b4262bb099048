"""The text of a goal cell: its items, one a line."""

from __future__ import annotations

import re

from auditor.text.normalise import join_lines

_ITEM = re.compile(
    r"[\"“'‘]?(?:\d{1,2}\s*[.．、)）:：](?!\d)|[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[)）]|[一二三四五六七八九十]{1,3}\s*[、.．是]"
    r"|[①-⑳⑴-⒇⒈-⒛]|目标(?:内容)?\s*[\d一二三四五六七八九十]|第[一二三四五六七八九十]|[●■◆★•·-])"
)
_CLOSED = ("。", "；", ";", "！", "!", "”", '"', "：", ":")
#: A line is taken for wrapped only where lines are so long, and it is nearly as long as the longest (share).
_WRAPPED, _FULL = 10, 0.85


def is_item(text: str) -> bool:
    """Tell whether a line begins an item of a goal (``2.``, ``目标3：``, ``●``)."""
    return _ITEM.match(text) is not None


def join_goal(text: str) -> str:
    """Return the items of a goal, one a line: lines that a narrow cell wrapped are joined to their item."""
    lines = [line for raw in text.splitlines() if (line := join_lines(raw))]
    longest = max((len(line) for line in lines), default=0)
    items: list[str] = []
    last = ""
    for line in lines:
        wrapped = longest >= _WRAPPED and len(last) >= longest * _FULL and not last.endswith(_CLOSED)
        if items and wrapped and not is_item(line):
            items[-1] += line
        else:
            items.append(line)
        last = line
    return "\n".join(items)
