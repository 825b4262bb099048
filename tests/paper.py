"""Small documents written by the tests themselves, in the form of a text dump of a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

HEADER = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")

#: A table in which a reviewer finds nothing.
CLEAN = (
    ("产出指标", "数量指标", "改造供水管网长度", "更换老旧供水管网的长度", "≥12公里", "青水〔2024〕16号"),
    ("产出指标", "质量指标", "管网试压合格率", "一次试压合格的管段占全部管段的比例", "≥98%", "工程验收规范GB50268"),
    ("产出指标", "时效指标", "完工时间", "管网改造全部完工的时间", "10月底前", "施工合同"),
    ("产出指标", "成本指标", "每公里改造成本", "管材和人工平均到每公里的成本", "≤18万元/公里", "施工合同"),
    ("效益指标", "社会效益指标", "饮水安全受益人口", "喝上合格自来水的村民人数", "≥8600人", "2024年户籍人口统计"),
    ("满意度指标", "服务对象满意度指标", "用水户满意度", "对水质水压表示满意的用水户占比", "≥92%", "入户调查问卷"),
)


def table(project: str, goal: str, rows: Sequence[Sequence[str]]) -> str:
    """Return one table as text: a row is a block of lines, each cell begins with a tab."""
    blocks = [("绩效目标", goal), HEADER, *rows]
    return f"{project}绩效目标表\n\n" + "".join("\t" + "\n\t".join(cells) + "\n\n" for cells in blocks)


def write(folder: Path, name: str, *tables: str, unit: str = "青禾县水务局") -> Path:
    """Write a document of these tables and return its path."""
    path = folder / name
    path.write_text(f"{unit}2025年单位预算信息公开\n\n" + "\n".join(tables), encoding="utf-8")
    return path


def clean(project: str = "石桥镇饮水管网改造") -> str:
    """Return a table without faults."""
    return table(project, "更换12公里老旧管网，让8600名村民喝上合格水。", CLEAN)


def changed(number: int, *cells: str) -> tuple[tuple[str, ...], ...]:
    """Return the clean rows with row ``number`` (from 1) replaced."""
    return (*CLEAN[: number - 1], cells, *CLEAN[number:])
