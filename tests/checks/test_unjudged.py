"""EX903: a missing or damaged model is told on every document with tables, and the other rules still run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.config import Settings
from auditor.learning import belonging, classifier, models
from auditor.pipeline import check_all
from auditor.resources import data_dir
from auditor.rulebook import load_rules
from auditor.types.finding import Finding
from auditor.types.indicator import Extraction, Indicator, IndicatorTable

TABLE = IndicatorTable(
    source="申报表.docx",
    number=1,
    project="乡村道路照明",
    goal="在12个村安装太阳能路灯。",
    roles=frozenset({"level1", "level2", "level3", "description", "value", "goal"}),
    rows=(
        Indicator(row=1, level1="产出指标", level2="数量指标", level3="安装路灯数量", description="太阳能路灯", value="≥260盏"),
        Indicator(row=2, level1="产出指标", level2="质量指标", level3="亮灯率", description="夜间亮灯", value="≥98"),
    ),
)
DOCUMENT = Extraction("申报表.docx", "docx", "青禾县交通运输局", 2025, (TABLE,))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty models folder in place of the program's own, with nothing remembered from it before or after."""
    own = data_dir

    def elsewhere(name: str) -> Path:
        return tmp_path if name == "models" else own(name)

    monkeypatch.setattr(classifier, "data_dir", elsewhere)
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    for module in (classifier, models, belonging):
        for item in vars(module).values():
            if hasattr(item, "cache_clear"):
                item.cache_clear()


def _told(*documents: Extraction, **settings: tuple[str, ...]) -> tuple[Finding, ...]:
    return tuple(item for item in check_all(documents, Settings(**settings)) if item.code == "EX903")  # type: ignore[arg-type]


def _listed() -> dict[str, str]:
    """The models that the rule rests on, with what they judge."""
    rule = next(rule for rule in load_rules() if rule.code == "EX903")
    return dict(rule.options["models"])


def test_says_nothing_while_the_models_load() -> None:
    assert _told(DOCUMENT) == ()


def test_tells_each_missing_model(folder: Path) -> None:
    found = _told(DOCUMENT)
    assert {item.evidence for item in found} == {f"找不到模型 {name}" for name in _listed()}
    for item in found:
        assert (item.source, item.table, item.row, item.column) == ("申报表.docx", None, None, "")
        assert "重新安装" in item.suggestion
    field = next(item for item in found if item.evidence == "找不到模型 field")
    assert field.message == "分类模型不可用（找不到模型 field），跨领域套用（BP101）、目标与项目无关（GO705）没有用模型判断"


def test_tells_only_the_model_that_is_missing(folder: Path) -> None:
    for path in data_dir("models").iterdir():
        if path.is_dir() and not path.name.startswith("field-"):
            shutil.copytree(path, folder / path.name)
    assert [item.evidence for item in _told(DOCUMENT)] == ["找不到模型 field"]


def test_tells_a_damaged_model(folder: Path) -> None:
    for path in data_dir("models").iterdir():
        if path.is_dir():
            shutil.copytree(path, folder / path.name)
    damaged = next(folder.glob("field-*"))
    weights = damaged / "weights.npz"
    weights.write_bytes(weights.read_bytes()[: weights.stat().st_size // 2])
    found = _told(DOCUMENT)
    assert len(found) == 1
    assert found[0].evidence.startswith(f"模型 {damaged.name} 已损坏或不完整")


def test_tells_every_document_with_tables(folder: Path) -> None:
    other = Extraction("另一份.docx", "docx", tables=(TABLE,))
    sources = {item.source for item in _told(DOCUMENT, other)}
    assert sources == {"申报表.docx", "另一份.docx"}


def test_leaves_documents_without_tables_alone(folder: Path) -> None:
    assert _told(Extraction("说明.docx", "docx", "青禾县交通运输局", 2025)) == ()


def test_can_be_switched_off(folder: Path) -> None:
    assert _told(DOCUMENT, ignore=("EX903",)) == ()


def test_the_other_rules_still_run(folder: Path) -> None:
    found = check_all((DOCUMENT,), Settings())
    assert ("UN301", 1, 2) in {(item.code, item.table, item.row) for item in found}


def test_words_alone_still_tell_foreign_rows(folder: Path) -> None:
    row = Indicator(row=3, level1="产出指标", level2="数量指标", level3="培训学员人数", description="参训学员", value="≥90人")
    table = IndicatorTable(
        source="申报表.docx", number=1, project=TABLE.project, goal=TABLE.goal, roles=TABLE.roles, rows=(*TABLE.rows, row)
    )
    found = check_all((Extraction("申报表.docx", "docx", tables=(table,)),), Settings(select=("BP101",)))
    assert [(item.code, item.table, item.row) for item in found if item.code != "EX903"] == [("BP101", 1, 3)]
