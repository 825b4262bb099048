"""The model card that ``auditor train`` writes beside the weights."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.learning.evaluation import Scores, as_text
from auditor.learning.models import UNKNOWN_WORDS
from auditor.learning.training import Trained

_TITLES = {
    "fields": "领域模型：一行指标说的是哪个政策领域的事，或是“通用”",
    "categories": "类别模型：一行指标衡量的是九类二级指标中的哪一类",
}

_USES = {
    "fields": "BP101（跨领域套用）用它比较一行与项目各属于哪个领域；输入只有这一行的名称、描述、指标值，不看项目和二级指标。",
    "categories": "ST503（内容与二级指标不符）用它与申报的二级指标对照；输入只有名称、描述、指标值，不看申报的二级指标。",
}

_TERMS = {"fields": "、领域词表的词", "categories": ""}

_LIMITS = {
    "fields": (
        f"上面按模型的原始判断计。使用时，没有任何领域用语、分值又低于 {UNKNOWN_WORDS} 的行一律判为“通用”。",
        "没见过的专门用语会判为“通用”或相近的领域。",
        "相邻领域（城乡社区与住房保障、节能环保与农林水、资源勘探与自然资源）的活常常说不清归谁，判错多出在这里。",
        "领域词表不分折：词表与语料是同一批人写的，留出检验的成绩会因此偏高。",
        "只说通用事务的行（会议、设备、人数）带着某一领域的字眼时，会被判到那个领域。",
    ),
    "categories": (
        "“社会效益”与“数量”“质量”“可持续影响”之间本来就有两可的行，判错多出在这里。",
        "名称不写明衡量什么、指标值又没有单位的行，模型多凭常见搭配猜测。",
        "语料里没有错填、漏填的行；这类行应先由别的规则指出。",
    ),
}


def card(which: str, trained: Trained, scores: Scores, baselines: Mapping[str, float]) -> str:
    """Return the card: what the model is for, figures measured on held-out projects, baselines, limits.

    Args:
        which: ``fields`` or ``categories``.
        trained: the model.
        scores: of ``trained.held_out``.
        baselines: accuracy by name, measured on the same folds.
    """
    evidence = sum(bool(text) for _, text in trained.examples)
    lines = [
        f"# {trained.recipe.name}",
        "",
        f"{_TITLES[which]}。{_USES[which]}",
        "",
        f"多项逻辑回归，特征是字符片段{_TERMS[which]}和指标值的形状；权重为 int8 数组，加载时不执行任何代码。",
        "本页由 `auditor train` 生成，请勿手改。",
        "",
        *_corpus(which, trained, scores),
        f"- 特征 {len(trained.vectoriser.vocabulary)} 个，温度 {trained.temperature}，可作佐证的语料行 {evidence} 条",
        f"- {_threshold(trained)}",
        "",
        "## 留出检验",
        "",
        "按项目分五折，同一项目的行从不同时出现在训练和检验中；疑似错标的行也计入。语料中多数题材只出现在一个项目里，",
        "所以下面说的是对没见过的题材的判断。在真实文件上表现如何，请用自己标注的行检验："
        f"`auditor evaluate {which} 标注.csv`。",
        "",
        "| 方法 | 准确率 |",
        "|---|---|",
        f"| 本模型 | {scores.accuracy:.4f} |",
        *(f"| {name} | {value:.4f} |" for name, value in baselines.items()),
        "",
        _baselines(baselines),
        "",
        "```",
        as_text(scores),
        "```",
        "",
        "## 局限",
        "",
        *(f"- {limit}" for limit in _LIMITS[which]),
        "",
    ]
    return "\n".join(lines)


def _corpus(which: str, trained: Trained, scores: Scores) -> list[str]:
    source = "行、项目名称和项目目标" if which == "fields" else "行"
    lines = [f"- 语料 {scores.count} 条（{source}），自行编写，见 corpora/README.md；本单位另加的语料一并计入"]
    if which == "fields":
        lines.append("- 另有领域词表（rules/lexicons/fields/）的词，以较低的权重参加训练，不参加检验")
        lines.append("- 除了通用词再没有词表里的词的领域行（如“受益群众满意度”）看不出领域，不参加训练和检验")
    left_out = (
        f"- 模型很不认同其标注的 {len(trained.pruned)} 条没有用于最终训练（置信学习），名单在 metadata.json；"
        "其中也有标注没错、只是难判的"
    )
    return [*lines, left_out] if trained.recipe.prune else lines


def _threshold(trained: Trained) -> str:
    least = trained.thresholds["decide"]
    passing = sum(chance >= least for _, _, chance in trained.held_out)
    share = passing / max(1, len(trained.held_out))
    right = sum(label == guess for label, guess, chance in trained.held_out if chance >= least) / max(1, passing)
    return f"判定阈值 {least}：留出检验中 {share:.0%} 的行分值达到它，其中判对的占 {right:.1%}"


def _baselines(baselines: Mapping[str, float]) -> str:
    known = {
        "多数类": "总判为行数最多的一类",
        "语料词表": "训练折中只出现在一类里的双字投票",
        "领域词表": "rules/lexicons/fields/ 的词投票，没有的判为通用",
        "朴素贝叶斯": "单字和双字的多项朴素贝叶斯",
    }
    return "；".join(f"{name}：{known[name]}" for name in baselines if name in known) + "。"
