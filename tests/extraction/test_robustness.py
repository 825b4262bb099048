"""Whatever a reader hands on, extraction gives tables numbered in order and never raises."""

from __future__ import annotations

import random

import pytest

from auditor.extraction import extract
from auditor.types.grid import Cell, Document, Grid, Paragraph

HEADERS = (
    "一级指标 二级指标 三级指标 绩效指标描述 指标值 指标值确定依据 权重 度量单位 指标性质 备注 符号 值 优 良 单位名称 长期目标"
)
LABELS = "绩效目标 项目名称 年度目标 预算数 资金支出计划 3月底 项目名称：农田灌溉 单位：万元 101003青禾县水务站 （2024年度）"
CELLS = "产出指标 数量指标 效益指标 满意度指标 服务对象满意度指标 ≥95% ≥ 95 % 12月 合计 注：说明 35.6 —— 六、其他事项"
LINES = [
    "1、农田灌溉绩效目标表",
    "项目支出绩效目标表",
    "1.修渠。\n2.引水。",
    "目\n标",
    "二级指标一级指标 三级指标 绩效指标描述 指标值 指标值确定依据",
    "数量指标 渠道长度 ≥3 公里",
    "产出指标 质量指标 合格率 合格率 100% 合同",
]
WORDS = ["", "", "", *HEADERS.split(), *LABELS.split(), *CELLS.split(), *LINES]


def random_grid(chance: random.Random, number: int, page: int | None) -> Grid:
    rows, columns = chance.randint(1, 9), chance.randint(1, 9)
    taken: set[tuple[int, int]] = set()
    cells = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken or chance.random() < 0.05:
                continue
            height, width = chance.choice([1, 1, 1, 2, 4]), chance.choice([1, 1, 1, 1, 3])
            area = {(r + i, c + j) for i in range(height) for j in range(width)}
            if area & taken:
                height = width = 1
                area = {(r, c)}
            taken |= area
            cells.append(Cell(chance.choice(WORDS), r, c, height, width, page))
    return Grid(tuple(cells), rows, columns, number, page, certain=chance.random() < 0.8)


def random_document(seed: int) -> Document:
    chance = random.Random(seed)
    paged = chance.random() < 0.5
    blocks: list[Paragraph | Grid] = []
    page = 1
    for number in range(1, chance.randint(2, 14)):
        page += chance.random() < 0.4
        where = page if paged else None
        if chance.random() < 0.5:
            blocks.append(Paragraph(chance.choice(WORDS), where, number))
        else:
            blocks.append(random_grid(chance, number, where))
    return Document("乱.pdf", "pdf", tuple(blocks))


@pytest.mark.parametrize("block", range(20))
def test_random_documents(block: int) -> None:
    for seed in range(block * 25, block * 25 + 25):
        extraction = extract(random_document(seed))
        assert [table.number for table in extraction.tables] == list(range(1, len(extraction.tables) + 1))
        for table in extraction.tables:
            assert [row.row for row in table.rows] == list(range(1, len(table.rows) + 1))
            assert all(row.level3 or row.description or row.value or row.basis or row.actual for row in table.rows)
            assert 0.0 <= table.confidence <= 1.0


def test_a_huge_sheet_without_indicators_costs_little_memory() -> None:
    cells = tuple(Cell(f"{r}.{c}", r, c) for r in range(2000) for c in range(20))
    extraction = extract(Document("大表.xlsx", "xlsx", (Grid(cells, 2000, 20, sheet="数据"),)))
    assert extraction.tables == ()


@pytest.mark.parametrize(
    "text", ["", " ", "\u3000", "（", "绩效目标表" * 30, "1" * 500, "、、、", "\x00\x01", "一" * 300 + "绩效目标表"]
)
def test_odd_paragraphs(text: str) -> None:
    assert extract(Document("a.txt", "txt", (Paragraph(text),))).tables == ()
