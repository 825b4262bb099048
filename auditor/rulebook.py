"""The rules of a run: YAML files joined with their checks, options validated, switched on and off by the settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from auditor.config import Settings
from auditor.discovery import checks
from auditor.errors import ConfigError
from auditor.resources import data_dir, load_yaml, section, validate
from auditor.types.finding import RuleNote
from auditor.types.rule import Rule

FAMILIES: Mapping[str, str] = {
    "BP": "套用照搬",
    "DU": "重复",
    "UN": "计量单位",
    "BA": "确定依据",
    "ST": "结构",
    "VA": "指标值",
    "GO": "绩效目标",
    "CO": "一致性",
    "EX": "读取",
}

_CODE = re.compile(r"[A-Z]{2}\d{3}[A-Z]?")


@dataclass(frozen=True, slots=True)
class ActiveRule:
    """A rule with its check and validated options.

    Attributes:
        rule: as the YAML and the settings give it.
        scope: what the check receives, one of discovery.SCOPES.
        module: the check.
        options: instance of the check's OPTIONS.
    """

    rule: Rule
    scope: str
    module: ModuleType
    options: Any


def load_rules(folders: Iterable[Path] = ()) -> tuple[Rule, ...]:
    """Return all rules that ship with the program and those in ``folders`` (or single files), by code.

    A rule of the office with a known code replaces the shipped one.

    Raises:
        ConfigError: a file does not fit Rule, a code stands twice in one place, or the file's name contradicts the code.
    """
    found = dict(_shipped())
    for folder in folders:
        own: dict[str, Rule] = {}
        for path in _rule_files(folder):
            _add(own, _read(path))
        found.update(own)
    return tuple(found[code] for code in sorted(found))


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Rule]:
    found: dict[str, Rule] = {}
    for family in FAMILIES:
        for path in sorted((data_dir("rules") / family).glob("*.yaml")):
            rule = _read(path)
            if not path.stem.startswith(f"{rule.code}-") or rule.family != family:
                raise ConfigError(
                    f"{path} 的文件名与规则代码 {rule.code} 不符", "文件名应为 代码-缺陷名.yaml，放在同名的大类目录下。"
                )
            _add(found, rule)
    return found


def _add(found: dict[str, Rule], rule: Rule) -> None:
    if rule.code in found:
        raise ConfigError(f"规则代码 {rule.code} 出现两次：{found[rule.code].path} 与 {rule.path}", "请给其中一条换一个代码。")
    found[rule.code] = rule


def _rule_files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    if place.is_dir():
        return sorted(place.rglob("*.yaml"))
    raise ConfigError(f"找不到规则目录 {place}", "请检查 auditor.toml 里 rules 一项的路径。")


def _read(path: Path) -> Rule:
    rule = load_yaml(path, Rule)
    if not _CODE.fullmatch(rule.code):
        raise ConfigError(f"{_line(path, 'code')} code 应为两个大写字母加三位数字", "请改正后重试。")
    if not 0 < rule.confidence <= 1:
        raise ConfigError(f"{_line(path, 'confidence')} confidence 应在 0 与 1 之间", "请改正后重试。")
    return replace(rule, path=str(path))


def _line(path: Path, key: str) -> str:
    """File and line of a key of a rule."""
    return f"{path}:{section(path, key).start_mark.line + 1}"


def active_rules(settings: Settings) -> tuple[ActiveRule, ...]:
    """Return the rules that this run applies, by code.

    Raises:
        ConfigError: a setting names an unknown rule, a rule names an unknown check, or options do not fit.
    """
    rules = load_rules(Path(item) for item in settings.rules)
    _refuse_unknown(settings, rules)
    return tuple(_activate(rule, settings) for rule in rules if _wanted(rule, settings))


def _wanted(rule: Rule, settings: Settings) -> bool:
    if settings.ignore and rule.code.startswith(settings.ignore):
        return False
    if settings.select:
        return rule.code.startswith(settings.select) or rule.family == "EX"
    return rule.enabled or rule.code in settings.options


def _activate(rule: Rule, settings: Settings) -> ActiveRule:
    known = checks()
    if rule.check not in known:
        place = _line(Path(rule.path), "check")
        raise ConfigError(f"{place} 没有名为“{rule.check}”的检查", f"可用的检查：{'、'.join(sorted(known))}。")
    scope, module = known[rule.check]
    options = _options(rule, module.OPTIONS, settings.options.get(rule.code, {}))
    return ActiveRule(replace(rule, severity=settings.severity.get(rule.code, rule.severity)), scope, module, options)


def _options(rule: Rule, kind: Any, changed: Mapping[str, Any]) -> Any:
    """Return the rule's options, some changed by the settings; what is wrong in the rule's file is told with its line."""
    if changed:
        return validate({**rule.options, **changed}, kind, f"规则 {rule.code} 的 options")
    return validate(dict(rule.options), kind, rule.path, lambda: section(Path(rule.path), "options"))


def _refuse_unknown(settings: Settings, rules: tuple[Rule, ...]) -> None:
    """A mistyped code must not silently mean 'nothing'."""
    codes = [rule.code for rule in rules]
    for name in (*settings.select, *settings.ignore, *settings.severity, *settings.options):
        if not any(code.startswith(name) for code in codes):
            raise ConfigError(f"没有以“{name}”开头的规则", "运行 auditor rules 可以列出全部规则代码。")


def note(rule: Rule) -> RuleNote:
    """Return the rule as the reports show it."""
    return RuleNote(
        code=rule.code,
        name=rule.name,
        family=FAMILIES.get(rule.family, "自定义"),
        severity=rule.severity,
        why=rule.why,
        how=rule.how,
        basis=rule.basis,
        bad=rule.bad.text,
        good=rule.good.text,
    )
