"""What a clerk should do, by the kind of row."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.text.normalise import bare
from auditor.types.parsed import ParsedRow


def by_category(row: ParsedRow, advice: Mapping[str, str]) -> str:
    """Return the advice for the row's 二级指标, or else for its 一级指标, by the first word in it; empty for none."""
    levels = (bare(row.indicator.level2), bare(row.indicator.level1))
    return next((text for level in levels for word, text in advice.items() if word in level), "")
