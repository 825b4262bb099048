"""The handbook of all rules as Markdown, made from the rule files so that it cannot differ from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from itertools import groupby
from pathlib import PurePath

from auditor.overview.tally import SEVERITY_TITLES
from auditor.rulebook import FAMILIES, ActiveRule

_SCOPES = {"row": "指标行", "table": "整张表", "document": "整份文件", "corpus": "整批材料"}
_LONGEST = 60

_INTRODUCTION = """# 规则手册

本手册由 `auditor manual` 从规则文件生成，请不要手工修改；改了规则之后运行 `make docs`。

级别：**错误**（error，应退回修改）、**警告**（warning，须向报送单位核实）、**提示**（info，供参考）。
把握：审核人看过之后会同意该疑点的比例，由规则作者按样例估计；个别疑点的把握可能更低，见报告里的“置信度”。
选项可以在 `auditor.toml` 的 `[options.代码]` 里改，改法见 README。"""


def handbook(rules: Iterable[ActiveRule]) -> str:
    """Return the handbook: families in the order of the rulebook, those of the office's own last."""
    order = {family: place for place, family in enumerate(FAMILIES)}
    by_family = sorted(rules, key=lambda item: (order.get(item.rule.family, len(order)), item.rule.code))
    chapters = [(family, list(items)) for family, items in groupby(by_family, key=lambda item: item.rule.family)]
    parts = [_INTRODUCTION, "## 目录", _contents(chapters)]
    for family, items in chapters:
        parts.append(f"## {family} {_title(family)}")
        for item in items:
            parts.extend(_rule(item))
    return "\n\n".join(parts) + "\n"


def _title(family: str) -> str:
    return FAMILIES.get(family, "自定义")


def _contents(chapters: list[tuple[str, list[ActiveRule]]]) -> str:
    lines = ["| 大类 | 规则 |", "|---|---|"]
    for family, items in chapters:
        names = "<br>".join(f"{item.rule.code} {item.rule.name}" for item in items)
        lines.append(f"| {family} {_title(family)} | {names} |")
    return "\n".join(lines)


def _rule(item: ActiveRule) -> Iterator[str]:
    rule = item.rule
    yield f"### {rule.code} {rule.name}"
    off = "" if rule.enabled else "；默认不运行，在方案或 `auditor.toml` 里给出选项即启用"
    yield f"{SEVERITY_TITLES[rule.severity]}，把握 {rule.confidence:.0%}，看{_SCOPES[item.scope]}{off}。"
    told = (("为什么是问题", rule.why), ("怎么改", rule.how), ("依据", rule.basis or "（没有单列的条款，按常理判断）"))
    yield "\n".join(f"- **{title}**：{text}" for title, text in told)
    yield f"| 反例 | 正例 |\n|---|---|\n| {_cell(rule.bad.text)} | {_cell(rule.good.text)} |"
    yield f"检查：`{rule.check}`　规则文件：`{_place(rule.path)}`"
    if lines := list(_options(item)):
        yield "\n".join(("| 选项 | 取值 |", "|---|---|", *lines))


def _options(item: ActiveRule) -> Iterator[str]:
    for option in fields(item.options):
        yield f"| `{option.name}` | {_value(getattr(item.options, option.name))} |"


def _value(value: object) -> str:
    """Return a value as code; of a long one the beginning."""
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    if len(text) <= _LONGEST:
        return f"`{_cell(text)}`"
    size = f"，共 {len(value)} 项" if isinstance(value, tuple | list | dict) else ""
    return f"`{_cell(text[:_LONGEST].rstrip(chr(92)))}`……（全文见规则文件{size}）"


def _plain(value: object) -> object:
    """Return what JSON does not know (sets, dataclasses, mappings) as what it knows."""
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    if is_dataclass(value):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    return str(value)


def _place(path: str) -> str:
    """Return a shipped rule's path from rules/ on; the folders above differ from machine to machine."""
    parts = PurePath(path).parts
    return "/".join(parts[-3:]) if "rules" in parts[-3:-2] else PurePath(path).name


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")
