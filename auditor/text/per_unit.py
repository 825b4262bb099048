"""Words that only tell of what an amount is reckoned (每人每年, 按月): beside a name they say nothing of their own."""

from __future__ import annotations

import re

from auditor.text.normalise import bare

_PER_UNIT = re.compile(
    r"(?:[每按][\u4e00-\u9fff]{1,2}|[人户年月日天次亩]均|全年|年度|年|月|的|补助|补贴|发放|标准|金额|费用|成本|单价){1,6}"
)


def only_per_unit(text: str) -> bool:
    """Return whether ``text`` holds nothing but units of reckoning and words for an amount: 每人每月, 每户每年补助."""
    return _PER_UNIT.fullmatch(bare(text)) is not None
