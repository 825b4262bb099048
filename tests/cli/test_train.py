"""``auditor train``: models from corpora and an office's own rows, or a reason why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from auditor.cli.app import build
from auditor.learning import classifier
from tests.learning import tiny


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tiny corpora in place of the shipped ones."""
    folder = tiny.corpora(tmp_path / "corpora")
    tiny.instead(folder, monkeypatch)
    return folder


def _train(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build(), ["train", *map(str, arguments)])


def test_writes_both_models_and_tells_how_good_they_are(tmp_path: Path) -> None:
    own = tiny.table(tmp_path / "本单位.csv", tiny.rows("教育", "校服采购"))
    done = _train(own, "-o", tmp_path / "models")
    assert (done.exit_code, done.stdout) == (0, "")
    for name, label in (("field", "教育"), ("category", "数量")):
        model = classifier.load(name, tmp_path / "models")
        assert (label, "校服采购个数") in model.examples
        assert f"{model.name}：" in done.stderr
    assert "按项目留出检验准确率" in done.stderr
    rows, projects = 4 * 6 * 5 + 5, 3 * 6
    assert f"field-v1：{rows + 2 * projects} 条语料" in done.stderr, "a project counts by its name and by its goal"
    assert f"category-v1：{rows} 条语料" in done.stderr


def test_a_model_that_was_trained_can_be_used_at_once(tmp_path: Path) -> None:
    _train("-o", tmp_path / "models")
    labelled = tiny.table(tmp_path / "标注.csv", tiny.rows("卫生健康", "村卫生室"))
    done = CliRunner().invoke(build(), ["evaluate", "fields", str(labelled), "--models", str(tmp_path / "models")])
    assert done.exit_code == 0
    assert done.stdout.startswith("行数 5  准确率 1.0000")


@pytest.mark.parametrize(
    ("content", "reason", "advice"),
    [
        (None, "读不出语料文件", "UTF-8"),
        ("领域,指标\n教育,校服\n", "没有 name", "project,level2,name"),
        ("name,领域\n校服套数,教育\n", "没有标注好的行", "field"),
    ],
)
def test_own_file_that_does_not_fit(tmp_path: Path, content: str | None, reason: str, advice: str) -> None:
    path = tmp_path / "本单位.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    done = _train(path, "-o", tmp_path / "models")
    assert done.exit_code == 2
    assert reason in done.stderr
    assert advice in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "models").exists()


def test_corpora_without_rows(base: Path, tmp_path: Path) -> None:
    for path in base.rglob("*.csv"):
        path.unlink()
    done = _train("-o", tmp_path / "models")
    assert done.exit_code == 2
    assert "没有足够的语料" in done.stderr


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "占用").write_text("x", encoding="utf-8")
    done = _train("-o", tmp_path / "占用" / "models")
    assert done.exit_code == 2
    assert "模型写不进" in done.stderr
    assert "-o" in done.stderr
    assert "Traceback" not in done.stderr
