"""``auditor manual``: the handbook of all rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import _common as common


def command(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写到这个文件；默认打印到标准输出。", show_default=False)
    ] = None,
    config: common.ConfigFile = None,
) -> None:
    """把全部规则写成一本 Markdown 手册，包括本单位自己的规则。"""
    with common.told_in_chinese():
        from auditor.cli._manual_text import handbook
        from auditor.config import load_settings
        from auditor.output import atomic, print_lines, write_lines
        from auditor.rulebook import active_rules, load_rules

        settings = load_settings(file=config)
        every = tuple(rule.code for rule in load_rules(Path(item) for item in settings.rules))
        lines = handbook(active_rules(replace(settings, select=every, ignore=()))).splitlines()
        if output is None:
            print_lines(lines)
        else:
            with atomic(output) as draft:
                write_lines(draft, lines)
