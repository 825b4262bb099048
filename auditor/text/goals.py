"""Goal items without their ordinals: shared by the checks of goals."""

from __future__ import annotations

import re

_ORDINAL = re.compile(
    r"^[\s\"“]*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[）)]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[.、．:：](?!\d)"
    r"|[①-⑳]|(?:总体|年度|绩效)?目标(?:内容)?\s*[\d一二三四五六七八九十]{1,2}\s*[：:、.]?)\s*[\"“]*"
)


def goal_items(goal: str) -> list[str]:
    """Return the non-empty items of a goal, one a line, without ordinals and quotes."""
    items = []
    for line in goal.splitlines():
        previous = None
        while previous != line:
            previous, line = line, _ORDINAL.sub("", line, count=1)
        if line.strip(' "”“'):
            items.append(line.strip(' "”“'))
    return items
