"""From corpora to model folders with their cards, and from labelled rows to scores."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from auditor.errors import ConfigError
from auditor.learning.baselines import held_out
from auditor.learning.corpus import category, corpus_hash, load_corpus, read_rows
from auditor.learning.evaluation import Scores, as_text, score
from auditor.learning.models import RECIPES, category_of_row, category_samples, field_of_row, field_samples
from auditor.learning.training import Sample, Trained, save, train
from auditor.resources import data_dir

_TITLES = {"fields": "领域模型：一行指标说的是哪个领域的事", "categories": "类别模型：一行指标衡量的是什么"}


def train_all(folder: Path | None = None, extra: Sequence[Path] = ()) -> Iterator[str]:
    """Train both models into ``folder`` (models/ by default); yield a line on each for the terminal.

    Raises:
        ConfigError: a corpus file is missing or wrong.
    """
    target = folder or data_dir("models")
    rows, projects = load_corpus(extra=extra)
    samples = {"fields": field_samples(rows, projects), "categories": category_samples(rows)}
    for which, recipe in RECIPES.items():
        trained = train(samples[which], recipe)
        scores = score(trained.held_out)
        baselines = held_out(samples[which])
        path = save(trained, target, _metadata(trained, scores, baselines, extra), {})
        (path / "README.md").write_text(_card(which, trained, scores, baselines, samples[which]), encoding="utf-8")
        yield f"{path.name}：{len(samples[which])} 条语料，按项目留出检验准确率 {scores.accuracy:.4f}"


def _metadata(trained: Trained, scores: Scores, baselines: dict[str, float], extra: Sequence[Path]) -> dict[str, object]:
    return {
        "model": trained.recipe.name,
        "corpus_sha256": corpus_hash(extra=extra),
        "libraries": {name: version(name) for name in ("numpy", "scikit-learn", "jieba")},
        "python": platform.python_version().rpartition(".")[0],
        "features": len(trained.vectoriser.vocabulary),
        "held_out_accuracy": round(scores.accuracy, 4),
        "held_out_macro_f1": round(scores.macro_f1, 4),
        "baselines": {name: round(value, 4) for name, value in baselines.items()},
        "pruned": list(trained.pruned),
    }


def _card(which: str, trained: Trained, scores: Scores, baselines: dict[str, float], samples: Sequence[Sample]) -> str:
    lines = [
        f"# {trained.recipe.name}",
        "",
        f"{_TITLES[which]}。多项逻辑回归，输入为名称、描述、指标值的字符片段和词；权重为 int8 数组，加载时不执行任何代码。",
        "",
        f"- 语料：{len(samples)} 条，全部自行编写（见 corpora/README.md），含疑似错标而未用的 {len(trained.pruned)} 条",
        f"- 特征：{len(trained.vectoriser.vocabulary)} 个；温度 {trained.temperature}；判定阈值 {trained.thresholds['decide']}",
        "- 以下数字按项目五折留出：同一项目的行从不同时出现在训练和检验中。语料有意求异，真实文件的用语更集中。",
        "",
        "| 方法 | 准确率 |",
        "|---|---|",
        f"| 本模型 | {scores.accuracy:.4f} |",
        *(f"| {name} | {value:.4f} |" for name, value in baselines.items()),
        "",
        "```",
        as_text(scores),
        "```",
        "",
        "局限：没见过的专门用语会判为“通用”或相近领域；一行只说通用事务时不应据此判断领域。",
        "",
    ]
    return "\n".join(lines)


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
    rows = read_rows(labelled)
    results = []
    for row in rows:
        if which == "fields":
            label, judged = row.field, field_of_row(row.name, row.description, row.value, models)
        elif which == "categories":
            label, judged = category(row.level2), category_of_row(row.name, row.description, row.value, models)
        else:
            raise ConfigError(f"没有名为“{which}”的模型", "可用：fields、categories。")
        if label:
            results.append((label, judged.label, judged.prediction.score))
    if not results:
        raise ConfigError(f"{labelled} 里没有标注好的行", "检验领域要有 field 列，检验类别要有 level2 列。")
    return score(results)
