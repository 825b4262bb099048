"""From corpora to model folders with their cards, and from labelled rows to scores."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from auditor.errors import ConfigError, OutputError
from auditor.learning.baselines import held_out
from auditor.learning.card import card
from auditor.learning.corpus import category, corpus_hash, load_corpus, read_rows
from auditor.learning.evaluation import Scores, score
from auditor.learning.models import RECIPES, category_of_row, category_samples, field_of_row, field_samples
from auditor.learning.training import Trained, save, train
from auditor.resources import data_dir


def train_all(folder: Path | None = None, extra: Sequence[Path] = ()) -> Iterator[str]:
    """Train both models into ``folder`` (models/ by default); yield a line on each for the terminal.

    Raises:
        ConfigError: a corpus file is missing or wrong.
        OutputError: the folder cannot be written.
    """
    target = folder or data_dir("models")
    rows, projects = load_corpus(extra=extra)
    samples = {"fields": field_samples(rows, projects), "categories": category_samples(rows)}
    try:
        target.mkdir(parents=True, exist_ok=True)  # Told before minutes of training, not after.
        for which, recipe in RECIPES.items():
            trained = train(samples[which], recipe)
            scores = score(trained.held_out)
            baselines = held_out(samples[which])
            path = save(trained, target, _metadata(trained, scores, baselines, extra), {})
            text = card(which, trained, scores, baselines)
            (path / "README.md").write_text(text, encoding="utf-8")
            yield f"{path.name}：{scores.count} 条语料，按项目留出检验准确率 {scores.accuracy:.4f}"
    except OSError as error:
        raise OutputError(f"模型写不进 {target}（{error}）", "请用 -o 指定一个能写入的目录。") from error


def _metadata(trained: Trained, scores: Scores, baselines: dict[str, float], extra: Sequence[Path]) -> dict[str, object]:
    return {
        "model": trained.recipe.name,
        "corpus_sha256": corpus_hash(extra=extra),
        "libraries": {name: version(name) for name in ("numpy", "scikit-learn")},
        "python": platform.python_version().rpartition(".")[0],
        "features": len(trained.vectoriser.vocabulary),
        "held_out_accuracy": round(scores.accuracy, 4),
        "held_out_macro_f1": round(scores.macro_f1, 4),
        "baselines": {name: round(value, 4) for name, value in baselines.items()},
        "pruned": [text for text in trained.pruned if text],
    }


def evaluate(which: str, labelled: Path, models: Path | None = None) -> Scores:
    """Return the scores of a model on a labelled CSV; only the row's own words are looked at.

    Args:
        which: ``fields`` (column field) or ``categories`` (column level2).
        labelled: CSV with columns name or level3, description, value and the label.
        models: folder of model folders; the shipped one by default.

    Raises:
        ConfigError: unknown model, no labelled rows, unreadable file.
        ModelError: the model is missing or damaged.
    """
    if which not in RECIPES:
        raise ConfigError(f"没有名为“{which}”的模型", f"可用：{'、'.join(RECIPES)}。")
    judge = field_of_row if which == "fields" else category_of_row
    results = []
    for row in read_rows(labelled):
        label = row.field if which == "fields" else category(row.level2)
        if label:
            judged = judge(row.name, row.description, row.value, models)
            results.append((label, judged.label, judged.prediction.score))
    if not results:
        raise ConfigError(f"{labelled} 里没有标注好的行", "检验领域要有 field 列，检验类别要有 level2 列。")
    return score(results)
