"""The truth: every text compared with every other by rapidfuzz; and words from which texts are made."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

NAMES = ("养护路灯", "清运垃圾", "疏浚河道", "培训村医", "改造厕所", "巡查水库", "修缮校舍", "检修电梯", "购置课桌", "补贴校车")
WHAT = (
    "按合同约定完成",
    "经现场验收合格",
    "纳入年度计划",
    "由乡镇逐户核实",
    "以台账登记为准",
    "每季度抽查一次",
    "列入民生实事",
    "群众反映较多",
)
WHERE = ("城区主次干道", "偏远山区", "沿河各村", "老旧小区", "乡镇集市", "易地搬迁点", "产业园区", "农村学校")


def near_pairs(texts: Sequence[str], threshold: float) -> dict[tuple[int, int], float]:
    """Return the similarity of each pair i < j with ``fuzz.ratio`` / 100 ≥ threshold."""
    scores = process.cdist(texts, texts, scorer=fuzz.ratio, dtype=np.float64) / 100
    left, right = np.nonzero(np.triu(scores >= threshold, 1))
    return dict(zip(zip(left.tolist(), right.tolist(), strict=True), scores[left, right].tolist(), strict=True))


def rows(count: int, seed: int = 1) -> list[str]:
    """Return rows of about thirty characters, a third of them copies of earlier ones with one or two edits."""
    chance = random.Random(seed)
    made: list[str] = []
    while len(made) < count:
        if made and chance.random() < 1 / 3:
            made.append(edited(chance.choice(made), chance.randint(1, 2), chance))
        else:
            parts = chance.choice(NAMES), chance.choice(WHERE), chance.choice(WHAT), chance.choice(WHAT)
            made.append(f"{parts[0]}{chance.randint(1, 9999)} {parts[1]}{chance.randint(1, 99)}处，{parts[2]}，{parts[3]}")
    return made


def edited(text: str, edits: int, chance: random.Random) -> str:
    """Return the text with so many characters replaced."""
    for _ in range(edits):
        place = chance.randrange(len(text))
        text = text[:place] + chance.choice("新旧大小多少甲乙丙丁0123456789") + text[place + 1 :]
    return text
