"""``auditor explain``: one rule with its reasons."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import _common as common


def command(
    code: Annotated[str, typer.Argument(help="规则代码，如 UN302。", show_default=False)],
    config: common.ConfigFile = None,
) -> None:
    """说明一条规则：是什么、为什么、依据、怎么改、正反例。"""
    with common.told_in_chinese():
        from auditor.cli import _rule_text
        from auditor.config import load_settings
        from auditor.errors import ConfigError
        from auditor.rulebook import load_rules

        rules = {rule.code: rule for rule in load_rules(Path(item) for item in load_settings(file=config).rules)}
        if code.upper() not in rules:
            raise ConfigError(f"没有代码为“{code}”的规则", "运行 auditor rules 可以列出全部规则代码。")
        _rule_text.print_rule(rules[code.upper()])
