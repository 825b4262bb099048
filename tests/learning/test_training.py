"""Training: reproducible to the byte, open to an office's own rows, wary of wrong labels."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from auditor.errors import ConfigError, OutputError
from auditor.learning import factory
from auditor.learning.baselines import held_out
from auditor.learning.classifier import read
from auditor.learning.corpus import fold
from auditor.learning.training import Recipe, Sample, save, train
from tests.learning import tiny

FILES = {"README.md", "config.json", "examples.json", "metadata.json", "weights.npz"}
FOLDERS = {"field-v1", "category-v1"}
CLEAR = {"甲": ("a", "b"), "乙": ("c", "d"), "丙": ("e", "f")}

_SCRIPT = """
import sys
from pathlib import Path
import pytest
from auditor.learning import factory
from tests.learning import tiny
with pytest.MonkeyPatch.context() as patch:
    tiny.instead(Path(sys.argv[1]), patch)
    list(factory.train_all(Path(sys.argv[2])))
"""


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.corpora(tmp_path_factory.mktemp("corpora") / "corpora")


@pytest.fixture(scope="module")
def shipped(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[str]]]:
    """Both models trained on the tiny corpora, with the lines told meanwhile."""
    folder = tmp_path_factory.mktemp("models")
    with pytest.MonkeyPatch.context() as patch:
        tiny.instead(base, patch)
        yield folder, list(factory.train_all(folder))


def test_writes_two_whole_models(shipped: tuple[Path, list[str]]) -> None:
    folder, told = shipped
    assert {path.name for path in folder.iterdir()} == FOLDERS
    for name in FOLDERS:
        assert {path.name for path in (folder / name).iterdir()} == FILES
        assert read(folder / name).name == name
    assert [line.partition("：")[0] for line in told] == ["field-v1", "category-v1"]
    assert read(folder / "field-v1").labels == ("交通运输", "卫生健康", "教育", "通用")
    assert read(folder / "category-v1").labels == ("成本", "数量", "时效", "满意度", "质量")


def test_same_corpus_same_bytes(base: Path, shipped: tuple[Path, list[str]], tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "77"
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, "-c", _SCRIPT, str(base), str(tmp_path)], cwd=root, env=env, check=True, timeout=300)
    first = _digests(tmp_path)
    assert set(first) == {f"{name}/{file}" for name in FOLDERS for file in FILES}
    assert first == _digests(shipped[0])


def test_figures_of_card_and_metadata_agree(shipped: tuple[Path, list[str]]) -> None:
    for name in FOLDERS:
        folder = shipped[0] / name
        metadata, card = json.loads((folder / "metadata.json").read_text("utf-8")), (folder / "README.md").read_text("utf-8")
        assert f"| 本模型 | {metadata['held_out_accuracy']:.4f} |" in card
        assert f"宏平均F1 {metadata['held_out_macro_f1']:.4f}" in card
        for method, figure in metadata["baselines"].items():
            assert f"| {method} | {figure:.4f} |" in card
        assert len(metadata["corpus_sha256"]) == 64
        assert set(metadata["libraries"]) == {"numpy", "scikit-learn"}
        assert "## 局限" in card
    assert "领域词表" in (shipped[0] / "field-v1" / "README.md").read_text("utf-8")
    assert "领域" not in (shipped[0] / "category-v1" / "README.md").read_text("utf-8")


def test_own_rows_are_trained_on(
    base: Path, shipped: tuple[Path, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.instead(base, monkeypatch)
    topics = ("储备粮仓", "粮食轮换", "粮库熏蒸", "军粮供应")
    own = tiny.table(tmp_path / "own.csv", [row for topic in topics for row in tiny.rows("粮油物资储备", topic)])
    list(factory.train_all(tmp_path / "models", [own]))
    model, before = read(tmp_path / "models" / "field-v1"), read(shipped[0] / "field-v1")
    assert set(model.labels) - set(before.labels) == {"粮油物资储备"}
    assert ("粮油物资储备", "粮库熏蒸个数") in model.examples
    assert model.predict(["粮", "粮库"]).label == "粮油物资储备"
    hashes = {_metadata(folder)["corpus_sha256"] for folder in (tmp_path / "models", shipped[0])}
    assert len(hashes) == 2


def _metadata(folder: Path) -> dict[str, str]:
    return dict(json.loads((folder / "field-v1" / "metadata.json").read_text("utf-8")))


def test_a_place_that_cannot_be_written_is_told_first(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.instead(base, monkeypatch)
    monkeypatch.setattr(factory, "train", lambda *_: pytest.fail("trained before the folder was made"))
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="模型写不进"):
        list(factory.train_all(tmp_path / "file" / "models"))


def test_own_file_that_is_missing_is_told(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.instead(base, monkeypatch)
    with pytest.raises(ConfigError, match="读不出语料文件"):
        list(factory.train_all(tmp_path / "models", [tmp_path / "none.csv"]))
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize("balanced", [True, False])
def test_two_labels_are_enough(tmp_path: Path, balanced: bool) -> None:
    clear = {label: CLEAR[label] for label in ("甲", "乙")}
    trained = train(tiny.samples(clear), Recipe("toy-v1", balanced=balanced, prune=True))
    assert all(label == guess for label, guess, _ in trained.held_out)
    model = read(save(trained, tmp_path, {}, {}))
    assert [model.predict(words).label for words in clear.values()] == ["甲", "乙"]
    assert trained.bias.shape == (2,)


def test_a_rare_label_needs_balance() -> None:
    """The same word stands under a frequent and a rare label: balanced it counts for both alike."""
    samples = [
        *(Sample(("common", "word"), "甲", f"a{i}") for i in range(60)),
        *(Sample(("word",), "乙", f"b{i}") for i in range(10)),
        *(Sample(("word",), "甲", f"c{i}") for i in range(15)),
        *(Sample(("other",), "丙", f"d{i}") for i in range(20)),
    ]
    column = {}
    for balanced in (True, False):
        trained = train(samples, Recipe("toy-v1", balanced=balanced))
        guesses = {guess for label, guess, _ in trained.held_out if label == "乙"}
        column[balanced] = guesses
    assert column == {True: {"乙"}, False: {"甲"}}


def test_each_project_is_measured_by_a_model_that_has_not_seen_it() -> None:
    """A word of one's own tells the label only to a model trained on that very project."""
    samples = [Sample((f"own{i}",), "甲乙丙"[i % 3], f"p{i}") for i in range(90)]
    trained = train(samples, Recipe("toy-v1", least=1))
    right = sum(label == guess for label, guess, _ in trained.held_out) / len(trained.held_out)
    assert len(trained.held_out) == 90
    assert right < 0.6
    heaviest = [trained.labels[trained.weights[trained.vectoriser.vocabulary[f"own{i}"]].argmax()] for i in range(90)]
    assert heaviest == [sample.label for sample in samples]


def test_lexicon_terms_are_trained_on_but_never_measured() -> None:
    term = Sample(("z",), "丁", "", weight=0.5)
    trained = train([*tiny.samples(CLEAR), term], Recipe("toy-v1", least=1))
    assert "丁" in trained.labels
    assert len(trained.held_out) == 30
    assert {label for label, _, _ in trained.held_out} == set(CLEAR)
    column = trained.vectoriser.vocabulary["z"]
    assert trained.weights[column].argmax() == trained.labels.index("丁")


def test_a_wrong_label_is_left_out_but_measured() -> None:
    wrong = Sample(("a", "b"), "乙", "乙99", "标错的一行")
    samples = [*tiny.samples(CLEAR, groups=30), wrong]
    trained = train(samples, Recipe("toy-v1", prune=True))
    assert trained.pruned == ("标错的一行",)
    assert "标错的一行" not in [text for _, text in trained.examples]
    assert [(label, guess) for label, guess, _ in trained.held_out if label != guess] == [("乙", "甲")]
    kept = train(samples, Recipe("toy-v1", prune=False))
    assert kept.pruned == ()
    assert ("乙", "标错的一行") in kept.examples


def test_threshold_keeps_its_precision() -> None:
    clear = np.random.default_rng(5).random(300) < 0.6
    samples = [Sample(("甲乙丙"[i % 3] if clear[i] else "grey",), "甲乙丙"[i % 3], f"p{i}") for i in range(300)]
    trained = train(samples, Recipe("toy-v1", precision=0.95))
    passing = [label == guess for label, guess, score in trained.held_out if score >= trained.thresholds["decide"]]
    assert sum(passing) / len(passing) >= 0.95
    assert 0.4 < len(passing) / 300 < 0.75


def test_a_precision_out_of_reach_lets_nothing_pass() -> None:
    samples = [Sample(("same",), "甲乙丙"[i % 3], f"p{i}") for i in range(100)]
    trained = train(samples, Recipe("toy-v1", precision=0.97))
    assert trained.thresholds["decide"] == 0.99
    assert [score for _, _, score in trained.held_out if score >= 0.99] == []


def test_saved_weights_are_those_trained(tmp_path: Path) -> None:
    trained = train(tiny.samples(CLEAR), Recipe("toy-v1"))
    model = read(save(trained, tmp_path, {}, {"further": 0.25}))
    for label, words in CLEAR.items():
        assert model.predict(words).label == label
    assert model.config["temperature"] == trained.temperature
    assert (model.threshold("decide"), model.threshold("further")) == (trained.thresholds["decide"], 0.25)
    assert model.vectoriser.vocabulary == trained.vectoriser.vocabulary


def test_folds_are_fixed_and_even() -> None:
    parts = [fold(f"项目{i}") for i in range(1000)]
    assert parts == [fold(f"项目{i}") for i in range(1000)]
    assert all(150 < parts.count(part) < 250 for part in range(5))


def test_baselines_on_hand_made_samples() -> None:
    """Pairs of characters tell every label, lexicon votes half of them, single characters nothing; most rows are 甲."""
    samples = [
        *(Sample(("ab", "L:甲", "x"), "甲", f"a{i}") for i in range(30)),
        *(Sample(("cd", "y"), "乙", f"b{i}") for i in range(20)),
        *(Sample((f"t{i}",), "乙", "") for i in range(100)),
    ]
    found = held_out(samples)
    assert found == {"多数类": 0.6, "语料词表": 1.0, "领域词表": 0.6, "朴素贝叶斯": 1.0}
    assert "领域词表" not in held_out([Sample(("ab", "x"), "甲", f"a{i}") for i in range(10)])
