"""A corpora folder small enough to train on in a second, and models trained by hand on a few words."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from auditor.learning import corpus, models
from auditor.learning.training import Recipe, Sample, Trained, save
from auditor.learning.vectors import fit
from auditor.resources import data_dir

COLUMNS = ("field", "section", "project", "level2", "name", "description", "value")

#: What a field's projects are about; each is put together with each kind of row below.
TOPICS: Mapping[str, tuple[str, ...]] = {
    "教育": ("小学图书角", "中学实验室", "幼儿园玩教具", "课后服务", "学生食堂", "职校实训"),
    "卫生健康": ("村卫生室", "妇幼保健院", "疫苗接种", "医院床位", "家庭医生", "血站采血"),
    "交通运输": ("农村公路", "客运站", "公交候车亭", "危桥加固", "货车治超", "渡口码头"),
}
GENERIC_TOPICS = ("会务", "办公", "印刷", "保洁", "值班", "档案")

KINDS = (
    ("数量指标", "{}个数", "", "≥12个"),
    ("质量指标", "{}验收合格率", "验收合格的占全部的比例", "≥98%"),
    ("时效指标", "{}完成时间", "全部完成的时间", "11月底前"),
    ("成本指标", "{}单位成本", "平均每个的费用", "≤3万元/个"),
    ("服务对象满意度指标", "{}使用者满意度", "", "≥92%"),
)

#: A lexicon of field terms to train beside the rows, instead of the shipped one with its many thousands.
TERMS: Mapping[str, tuple[str, ...]] = {"学生": ("教育",), "疫苗": ("卫生健康",), "公路": ("交通运输",), "会务": ("通用",)}


def corpora(folder: Path) -> Path:
    """Write the corpora folder and return it."""
    (folder / "fields").mkdir(parents=True)
    for number, (field, topics) in enumerate(TOPICS.items()):
        table(folder / "fields" / f"{number}.csv", [row for topic in topics for row in rows(field, topic)])
    table(folder / "generic.csv", [row for topic in GENERIC_TOPICS for row in rows("通用", topic)])
    lines = [(field, "", f"{topic}建设", "青禾县某局", f"建好{topic}") for field, topics in TOPICS.items() for topic in topics]
    table(folder / "projects.csv", lines, ("field", "section", "project", "unit", "goal"))
    return folder


def rows(field: str, topic: str) -> list[tuple[str, ...]]:
    """Return one row of each kind for a topic."""
    return [
        (field, "", f"{topic}建设", level2, name.format(topic), description, value)
        for level2, name, description, value in KINDS
    ]


def table(path: Path, lines: Sequence[Sequence[str]], columns: Sequence[str] = COLUMNS, encoding: str = "utf-8") -> Path:
    """Write a CSV and return its path."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows([columns, *lines])
    return path


def instead(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Let the program take ``folder`` for its corpora and the few TERMS for its lexicons."""
    patch.setattr(corpus, "data_dir", lambda name: folder if name == "corpora" else data_dir(name))
    patch.setattr(models, "field_terms", lambda: dict(TERMS))


def model(folder: Path, name: str = "toy-v1") -> Path:
    """Write a model of two labels over five features, with weights given by hand; return its folder."""
    bags = (("a", "b"), ("a", "c"), ("d", "L:x"), ("d", "c"))
    vectoriser = fit(bags, 1, 0.4)
    weights = np.array([[2.0, -2.0] if feature in "ab" else [-1.0, 1.0] for feature in vectoriser.vocabulary], dtype=np.float32)
    trained = Trained(
        recipe=Recipe(name),
        labels=("甲", "乙"),
        vectoriser=vectoriser,
        weights=weights,
        bias=np.array([0.1, -0.1], dtype=np.float32),
        temperature=1.0,
        thresholds={"decide": 0.7},
        held_out=(),
        pruned=(),
        examples=(("甲", "甲类的一行"), ("乙", "乙类的一行"), ("乙", "完全两样的话")),
    )
    return save(trained, folder, {"model": name}, {})


def samples(labels: Mapping[str, Sequence[str]], groups: int = 10) -> list[Sample]:
    """Return ``groups`` projects of each label, each example made of the label's words and a word of its own."""
    return [
        Sample((*words, f"own{number}{label}"), label, f"{label}{number}", f"{label}的第{number}行")
        for label, words in labels.items()
        for number in range(groups)
    ]
