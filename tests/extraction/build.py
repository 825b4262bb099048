"""Documents built by hand: grids drawn as lists of rows, where ^ carries on the cell above and < the cell to the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.extraction import extract
from auditor.types.grid import Cell, Document, Grid, Paragraph
from auditor.types.indicator import Extraction, Indicator, IndicatorTable

SIX = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
FOUR = ["一级指标", "二级指标", "三级指标", "指标值"]

#: A complete set of rows in six columns, levels merged.
ROWS = [
    ["产出指标", "数量指标", "管护林木株数", "年内管护的行道树数量", "≥3200株", "青禾县2024年绿化台账"],
    ["^", "质量指标", "苗木成活率", "成活苗木占栽植苗木的比例", "≥92%", "绿化管护合同"],
    ["^", "时效指标", "完成时间", "春季补植完成时间", "4月底前", "绿化管护合同"],
    ["效益指标", "生态效益指标", "城区绿化覆盖率", "绿化面积占建成区面积的比例", "≥38%", "2024年统计年报"],
    ["满意度指标", "服务对象满意度指标", "居民满意度", "对绿化环境满意的居民比例", "≥90%", "问卷调查"],
]


def grid(
    rows: Sequence[Sequence[str]], *, number: int = 1, page: int | None = None, sheet: str | None = None, certain: bool = True
) -> Grid:
    """Return the grid that ``rows`` draw."""
    columns = max(len(row) for row in rows)
    cells: list[Cell] = []
    owner: dict[tuple[int, int], int] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == "^" and (r - 1, c) in owner:
                at = owner[r - 1, c]
                cells[at] = replace(cells[at], row_span=r - cells[at].row + 1)
            elif text == "<":
                at = owner[r, c - 1]
                cells[at] = replace(cells[at], column_span=c - cells[at].column + 1)
            else:
                at = len(cells)
                cells.append(Cell(text, r, c, page=page))
            owner[r, c] = at
    return Grid(tuple(cells), len(rows), columns, number, page, sheet, certain)


def document(*blocks: str | Paragraph | Grid, source: str = "青禾县园林所2024年预算.docx") -> Document:
    """Return a document; texts become paragraphs, grids are numbered in order."""
    made: list[Paragraph | Grid] = []
    count = 0
    for block in blocks:
        if isinstance(block, Grid):
            count += 1
            made.append(replace(block, number=count))
        else:
            made.append(Paragraph(block) if isinstance(block, str) else block)
    return Document(source, source.rpartition(".")[2], tuple(made))


def read(*blocks: str | Paragraph | Grid, source: str = "青禾县园林所2024年预算.docx") -> Extraction:
    """Extract a document made of ``blocks``."""
    return extract(document(*blocks, source=source))


def only(*blocks: str | Paragraph | Grid) -> IndicatorTable:
    """Return the one indicator table of a document made of ``blocks``."""
    (table,) = read(*blocks).tables
    return table


def six(row: Indicator) -> list[str]:
    """Return the six cells of a row."""
    return [row.level1, row.level2, row.level3, row.description, row.value, row.basis]


def filled(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return drawn rows with what ^ stands for."""
    out: list[list[str]] = []
    for row in rows:
        out.append([out[-1][c] if text == "^" else text for c, text in enumerate(row)])
    return out


def goal(text: str) -> Grid:
    """Return the grid of a goal above a table in six columns."""
    return grid([["绩效目标", text]])


def indicators(rows: Sequence[Sequence[str]] = ROWS, header: Sequence[str] = SIX) -> Grid:
    """Return a grid of a header and rows."""
    return grid([list(header), *rows])
