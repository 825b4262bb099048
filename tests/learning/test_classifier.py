"""Models are loaded without running anything, refused with a reason where they are not whole, and predict as fitted."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from auditor.errors import ModelError
from auditor.learning.classifier import FORMAT, Classifier, load, read
from auditor.learning.training import Recipe, Trained, save
from auditor.learning.vectors import Vectoriser, fit
from tests.learning import tiny


def _arrays(folder: Path) -> dict[str, Any]:
    with np.load(folder / "weights.npz") as arrays:
        return dict(arrays)


def _rewrite(folder: Path, **changes: Any) -> None:
    np.savez(folder / "weights.npz", **{**_arrays(folder), **changes})


def _configure(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    change(config)
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no weights": lambda folder: (folder / "weights.npz").unlink(),
    "no config": lambda folder: (folder / "config.json").unlink(),
    "no examples": lambda folder: (folder / "examples.json").unlink(),
    "weights cut": lambda folder: _cut(folder / "weights.npz"),
    "weights empty": lambda folder: (folder / "weights.npz").write_bytes(b""),
    "weights of another kind": lambda folder: (folder / "weights.npz").write_bytes(b"<html>404</html>"),
    "config cut": lambda folder: _cut(folder / "config.json"),
    "config a list": lambda folder: (folder / "config.json").write_text("[]", encoding="utf-8"),
    "examples cut": lambda folder: _cut(folder / "examples.json"),
    "examples of three": lambda folder: (folder / "examples.json").write_text('[["a","b","c"]]', encoding="utf-8"),
    "no labels": lambda folder: _configure(folder, lambda config: config.pop("labels")),
    "no temperature": lambda folder: _configure(folder, lambda config: config.pop("temperature")),
    "no thresholds": lambda folder: _configure(folder, lambda config: config.pop("thresholds")),
    "no vote": lambda folder: _configure(folder, lambda config: config.pop("vote")),
    "temperature zero": lambda folder: _configure(folder, lambda config: config.update(temperature=0)),
    "temperature no number": lambda folder: _configure(folder, lambda config: config.update(temperature="热")),
    "other thresholds": lambda folder: _configure(folder, lambda config: config.update(thresholds={"else": 0.5})),
    "a label too many": lambda folder: _configure(folder, lambda config: config["labels"].append("丙")),
    "a feature too few": lambda folder: _rewrite(folder, features=_arrays(folder)["features"][:-2]),
    "bias too long": lambda folder: _rewrite(folder, bias=np.zeros(3, dtype=np.float32)),
    "idf too short": lambda folder: _rewrite(folder, idf=np.ones(2, dtype=np.float16)),
    "scale too long": lambda folder: _rewrite(folder, scale=np.ones(3, dtype=np.float32)),
    "weights turned": lambda folder: _rewrite(folder, weights=_arrays(folder)["weights"].T),
    "weights in words": lambda folder: _rewrite(folder, weights=np.array([["a", "b"]])),
    "scale not a number": lambda folder: _rewrite(folder, scale=np.array([np.nan, 1], dtype=np.float32)),
    "bias endless": lambda folder: _rewrite(folder, bias=np.array([np.inf, 0], dtype=np.float32)),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_told_with_advice(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    folder = tiny.model(tmp_path)
    read(folder)
    damage(folder)
    with pytest.raises(ModelError) as caught:
        load("toy", tmp_path)
    assert caught.value.reason.startswith("模型 toy-v1 ")
    assert "auditor train" in caught.value.advice


@pytest.mark.parametrize("number", [FORMAT - 1, FORMAT + 1])
def test_another_format_is_refused_by_its_number(tmp_path: Path, number: int) -> None:
    folder = tiny.model(tmp_path)
    _configure(folder, lambda config: config.update(format=number))
    with pytest.raises(ModelError, match=f"第 {number} 版格式，本程序读第 {FORMAT} 版"):
        read(folder)


def test_a_missing_model_is_told_by_name(tmp_path: Path) -> None:
    for base in (tmp_path, tmp_path / "none"):
        with pytest.raises(ModelError, match="找不到模型 toy") as caught:
            load("toy", base)
        assert "auditor train" in caught.value.advice


class _Trap:
    """Unpickled, it writes a file: what a model from elsewhere could do."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


def test_nothing_runs_on_load(tmp_path: Path) -> None:
    folder, mark = tiny.model(tmp_path), tmp_path / "ran"
    _rewrite(folder, weights=np.array([_Trap(mark)], dtype=object))
    with np.load(folder / "weights.npz", allow_pickle=True) as arrays:
        assert arrays["weights"] is not None
    assert mark.exists(), "the trap must work, or the test shows nothing"
    mark.unlink()
    with pytest.raises(ModelError, match="已损坏"):
        read(folder)
    assert not mark.exists()


def test_the_newest_version_is_taken_and_other_folders_are_passed_over(tmp_path: Path) -> None:
    for name in ("toy-v2", "toy-v10", "toy-v9", "toys-v11"):
        tiny.model(tmp_path, name)
    (tmp_path / "toy-v10-old").mkdir()
    (tmp_path / "toy-vorher").mkdir()
    assert load("toy", tmp_path).name == "toy-v10"


def _toy(tmp_path: Path) -> Classifier:
    return read(tiny.model(tmp_path))


def test_prediction_by_hand(tmp_path: Path) -> None:
    model = _toy(tmp_path)
    said = model.predict(["d", "unknown"])
    # Weights -1 and 1 on a vector of length 1, bias 0.1 and -0.1: the logits are 1.8 apart. int8 keeps two digits.
    assert (said.label, said.model) == ("乙", "toy-v1")
    assert said.score == pytest.approx(1 / (1 + math.exp(-1.8)), abs=0.01)
    assert sum(said.scores.values()) == pytest.approx(1.0, abs=1e-6)
    assert said.scores["乙"] == said.score


def test_nothing_known_leaves_it_to_the_priors(tmp_path: Path) -> None:
    for bag in ([], ["unknown"]):
        said = _toy(tmp_path).predict(bag)
        assert (said.label, said.words) == ("甲", ())
        assert said.score == pytest.approx(1 / (1 + math.exp(-0.2)), abs=1e-4)


def test_nearest_examples_are_of_the_label(tmp_path: Path) -> None:
    model = _toy(tmp_path)
    assert model.nearest("乙类的另一行", "乙", limit=1) == ("乙类的一行",)
    assert model.nearest("乙类的一行", "甲") == ("甲类的一行",)
    assert model.nearest("乙类的一行", "丙") == ()


def _matrix(vectoriser: Vectoriser, bags: list[tuple[str, ...]]) -> Any:
    matrix = np.zeros((len(bags), len(vectoriser.vocabulary)))
    for line, bag in enumerate(bags):
        columns, values = vectoriser.vector(bag)
        matrix[line, columns] = values
    return matrix


def _fitted(tmp_path: Path) -> tuple[Classifier, Any, list[tuple[str, ...]], Any]:
    """A model over three labels that scikit-learn fitted, saved and read, with the fit and its vectors."""
    from sklearn.linear_model import LogisticRegression

    chance = np.random.default_rng(7)
    names = [*"abcdefghij", "L:x", "t:词语"]
    bags = [tuple(chance.choice(names, size=6)) for _ in range(120)]
    truth = [0 if "a" in bag else 1 if "L:x" in bag else 2 for bag in bags]
    vectoriser = fit(bags, 2, 0.4)
    matrix = _matrix(vectoriser, bags)
    fitted = LogisticRegression(C=10.0, max_iter=200).fit(matrix, truth)
    trained = Trained(
        recipe=Recipe("fit-v1"),
        labels=("甲", "乙", "丙"),
        vectoriser=vectoriser,
        weights=fitted.coef_.T.astype(np.float32),
        bias=fitted.intercept_.astype(np.float32),
        temperature=1.0,
        thresholds={"decide": 0.5},
        held_out=(),
        pruned=(),
        examples=(),
    )
    return read(save(trained, tmp_path, {}, {})), fitted, bags, matrix


def test_predicts_as_scikit_learn_does_on_the_same_vectors(tmp_path: Path) -> None:
    model, fitted, bags, matrix = _fitted(tmp_path)
    ours = np.array([list(model.predict(bag).scores.values()) for bag in bags])
    theirs = fitted.predict_proba(matrix)
    # Weights are kept in 8 bits: a 127th of the greatest each.
    assert np.abs(ours - theirs).max() < 0.03
    clear = np.sort(theirs, axis=1)[:, -1] - np.sort(theirs, axis=1)[:, -2] > 0.06
    assert clear.sum() > 60
    assert (ours.argmax(axis=1) == theirs.argmax(axis=1))[clear].all()


def test_the_same_numbers_with_the_weights_as_kept(tmp_path: Path) -> None:
    model, fitted, bags, _ = _fitted(tmp_path)
    fitted.coef_, fitted.intercept_ = model.weights.T.astype(np.float64), model.bias.astype(np.float64)
    theirs = fitted.predict_proba(_matrix(model.vectoriser, bags))
    ours = np.array([list(model.predict(bag).scores.values()) for bag in bags])
    assert np.abs(ours - theirs).max() < 1e-5
    assert [model.predict(bag).label for bag in bags] == [model.labels[i] for i in theirs.argmax(axis=1)]


def test_words_are_those_that_spoke_for_the_label(tmp_path: Path) -> None:
    model, _, _, _ = _fitted(tmp_path)
    said = model.predict(["a", "b", "t:词语"])
    for word in said.words:
        column = model.vectoriser.vocabulary[f"t:{word}"]
        assert model.weights[column, model.labels.index(said.label)] > 0
    assert all(len(word) > 1 and ":" not in word for word in said.words)
