"""Rows that any project may hold say nothing of their own."""

from __future__ import annotations

import pytest

from auditor.text.telling import telling


@pytest.mark.parametrize("text", ["", "任务完成率", "项目验收合格率 ≥98%", "按合同约定及时支付资金", "受益群众满意度"])
def test_generic_rows(text: str) -> None:
    assert telling(text) <= 1


@pytest.mark.parametrize(("text", "least"), [("列入抢救名录的皮影剧目完成复排", 8), ("养护路灯3200盏", 4)])
def test_telling_rows(text: str, least: int) -> None:
    assert telling(text) >= least
