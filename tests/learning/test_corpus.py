"""The shipped corpora keep what their data card promises, and an office's own files are read or refused with a reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from auditor.errors import ConfigError
from auditor.learning import corpus
from auditor.learning.corpus import (
    GENERIC,
    LabelledProject,
    LabelledRow,
    category,
    corpus_files,
    corpus_hash,
    fold,
    load_corpus,
)
from auditor.resources import data_dir, load_yaml
from auditor.text.lexicon import FieldTerms
from tests.learning import tiny

LEVEL2 = {
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济效益指标",
    "社会效益指标",
    "生态效益指标",
    "可持续影响指标",
    "服务对象满意度指标",
}
ALIKE = 90


@cache
def _corpus() -> tuple[list[LabelledRow], list[LabelledProject]]:
    return load_corpus()


def _fields() -> dict[str, str]:
    """Code and name of the 类, by the field lexicons."""
    folder = data_dir("rules") / "lexicons" / "fields"
    return {path.stem: load_yaml(path, FieldTerms).field for path in folder.glob("2*.yaml")}


def test_columns_and_labels() -> None:
    for path in corpus_files():
        assert path.read_text(encoding="utf-8").splitlines()[0].split(",") == list(tiny.COLUMNS), path.name
    rows, _ = _corpus()
    assert {row.level2 for row in rows} == LEVEL2
    assert {row.field for row in rows} == {*_fields().values(), GENERIC}
    assert [row for row in rows if not (row.section and row.project and row.name and row.value)] == []


def test_each_file_holds_its_own_field() -> None:
    named = _fields()
    for path in corpus_files():
        expected = named.get(path.name[:3], GENERIC)
        assert {row.field for row in corpus.read_rows(path)} == {expected}, path.name


def test_enough_rows_projects_and_sections_a_field() -> None:
    rows, _ = _corpus()
    for field in _fields().values():
        own = [row for row in rows if row.field == field]
        assert len({(row.name, row.description) for row in own}) >= 220, field
        assert len({row.project for row in own}) >= 30, field
        assert len({row.section for row in own}) >= 3, field
        assert {row.level2 for row in own} == LEVEL2, field
        assert 0.1 <= sum(not row.description for row in own) / len(own) <= 0.6, field
    assert sum(row.field == GENERIC for row in rows) >= 500


def test_each_project_of_a_field_has_a_unit_and_a_goal() -> None:
    rows, projects = _corpus()
    told = {(item.field, item.section, item.project) for item in projects if item.unit and len(item.goal) >= 8}
    assert {(row.field, row.section, row.project) for row in rows if row.field != GENERIC} - told == set()
    assert {item.project for item in projects} - {row.project for row in rows} == set()


def test_a_project_name_stands_for_one_field() -> None:
    rows, projects = _corpus()
    fields = defaultdict(set)
    for item in (*rows, *projects):
        fields[item.project].add(item.field)
    assert {name: found for name, found in fields.items() if len(found) > 1} == {}
    assert [name for name, count in Counter(item.project for item in projects).items() if count > 1] == []


def _alike(texts: Sequence[str]) -> list[str]:
    """Return the texts to which another of them is nearly the same, in the order of their length."""
    # Sorted by length, a chunk need only be compared with texts up to the length at which 90 is out of reach.
    ordered = sorted(texts, key=len)
    lengths = np.array([len(text) for text in ordered])
    found = np.zeros(len(ordered), dtype=bool)
    for start in range(0, len(ordered), 500):
        chunk = ordered[start : start + 500]
        end = int(np.searchsorted(lengths, len(chunk[-1]) * (200 - ALIKE) / ALIKE, side="right"))
        likeness = process.cdist(chunk, ordered[start:end], scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.float32)
        near = (likeness >= ALIKE) & ~np.eye(len(chunk), end - start, dtype=bool)
        found[start : start + len(chunk)] |= near.any(axis=1)
        found[start:end] |= near.any(axis=0)
    return [ordered[i] for i in np.flatnonzero(found)]


def test_likeness_is_seen() -> None:
    twins = ["农村公路养护里程达标的公里数", "农村公路养护里程达标的公里", "客运站候车厅座椅更换数量"]
    assert _alike(twins) == [twins[1], twins[0]]
    assert _alike([twins[2], twins[2]]) == [twins[2], twins[2]]


def test_few_rows_are_nearly_the_same() -> None:
    rows, _ = _corpus()
    texts = [row.name + row.description for row in rows]
    alike = _alike(texts)
    assert len(alike) / len(texts) < 0.05, alike[:20]
    assert [text for text, count in Counter((row.name, row.description) for row in rows).items() if count > 1] == []


def test_a_split_by_project_leaks_nothing() -> None:
    rows, projects = _corpus()
    parts = defaultdict(set)
    for item in (*rows, *projects):
        parts[item.project].add(fold(item.project))
    assert {len(found) for found in parts.values()} == {1}
    assert set().union(*parts.values()) == {0, 1, 2, 3, 4}
    sizes = Counter(fold(row.project) for row in rows)
    assert min(sizes.values()) > len(rows) / 10
    texts = defaultdict(set)
    for row in rows:
        texts[row.name, row.description, row.value].add(fold(row.project))
    assert [text for text, found in texts.items() if len(found) > 1] == []


@pytest.mark.parametrize(
    ("level2", "expected"),
    [
        ("数量指标", "数量"),
        ("产出质量", "质量"),
        ("经济成本指标", "成本"),
        ("社会成本指标", "成本"),
        ("生态环境成本指标", "成本"),
        ("经济效益指标", "经济"),
        ("社会效益", "社会"),
        ("生态环境效益指标", "生态"),
        ("社会效益可持续影响指标", "可持续"),
        ("服务对象满意度指标", "满意度"),
        ("产出指标", ""),
        ("", ""),
    ],
)
def test_category_of_a_declared_label(level2: str, expected: str) -> None:
    assert category(level2) == expected


def test_own_rows_are_added(tmp_path: Path) -> None:
    base = tiny.corpora(tmp_path / "corpora")
    own = tiny.table(
        tmp_path / "own.csv", [("教育", "校服采购套数", "≥900套")], ("field", "level3", "value"), encoding="utf-8-sig"
    )
    before, _ = load_corpus(base)
    after, _ = load_corpus(base, [own])
    assert after[: len(before)] == before
    assert after[len(before) :] == [LabelledRow("教育", "", "", "", "校服采购套数", "", "≥900套")]


@pytest.mark.parametrize(
    ("content", "reason", "advice"),
    [
        (b"\xc1\xec\xd3\xf2,name\n\xbd\xcc\xd3\xfd,\xd0\xa3\xb7\xfe\n", "读不出语料文件", "UTF-8"),
        ("领域,指标\n教育,校服\n".encode(), "没有 name", "列名应为"),
        ("name,领域\n校服套数,教育\n".encode(), "没有标注好的行", "field"),
        (b"name,field\n", "没有标注好的行", "level2"),
    ],
)
def test_own_files_that_do_not_fit_are_refused(tmp_path: Path, content: bytes, reason: str, advice: str) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_corpus(tiny.corpora(tmp_path / "corpora"), [path])
    assert reason in caught.value.reason
    assert "own.csv" in caught.value.reason
    assert advice in caught.value.advice


@pytest.mark.parametrize(
    ("field", "near"), [("农林水利", "农林水"), ("社会保障与就业", "社会保障和就业"), ("通 用", "通用"), ("abc", "")]
)
def test_a_misspelt_field_is_no_class_of_its_own(tmp_path: Path, field: str, near: str) -> None:
    own = tiny.table(tmp_path / "own.csv", [("教育", "校服采购套数"), ("", "会议次数"), (field, "灌渠清淤")], ("field", "name"))
    with pytest.raises(ConfigError) as caught:
        load_corpus(tiny.corpora(tmp_path / "corpora"), [own])
    assert f"own.csv 第 4 行的领域“{field}”" in caught.value.reason
    assert caught.value.advice.startswith(f"是不是“{near}”？" if near else "可用：")
    assert "一般公共服务、" in caught.value.advice


def test_a_misspelt_field_of_a_project_is_refused_too(tmp_path: Path) -> None:
    base = tiny.corpora(tmp_path / "corpora")
    line = "交通运翰,,便桥,青禾县某局,修好便桥"
    (base / "projects.csv").write_text(f"field,section,project,unit,goal\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="第 2 行的领域“交通运翰”"):
        load_corpus(base)


def test_missing_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="没有足够的语料"):
        load_corpus(tmp_path)
    with pytest.raises(ConfigError, match="读不出语料文件"):
        corpus.read_rows(tmp_path / "none.csv")


def test_hash_covers_all_that_is_trained_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tiny.corpora(tmp_path / "here" / "corpora")
    lexicon = tmp_path / "rules" / "lexicons" / "fields" / "205.yaml"
    lexicon.parent.mkdir(parents=True)
    lexicon.write_text("field: 教育\nterms: [校服]\n", encoding="utf-8")
    monkeypatch.setattr(corpus, "data_dir", lambda name: tmp_path / name)
    seen = {corpus_hash(base)}
    assert corpus_hash(tiny.corpora(tmp_path / "there" / "corpora")) in seen
    for path in (base / "generic.csv", base / "projects.csv", base / "fields" / "0.csv", lexicon):
        path.write_bytes(path.read_bytes() + b"\n")
        assert corpus_hash(base) not in seen, path
        seen.add(corpus_hash(base))
    own = tiny.table(tmp_path / "own.csv", tiny.rows("教育", "校服"))
    assert corpus_hash(base, [own]) not in seen
