"""``auditor train``: corpora in, model folders out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import _common as common


def command(
    extra: Annotated[
        list[Path] | None,
        typer.Argument(
            help="本单位自己的语料（CSV：field,project,level2,name,description,value），可以不给。", show_default=False
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="模型写到这个目录；默认覆盖程序自带的 models/。", show_default=False)
    ] = None,
) -> None:
    """用语料重新训练两个分类模型；语料相同，结果逐字节相同。"""
    with common.told_in_chinese():
        from auditor.learning.factory import train_all

        for line in train_all(output, extra or []):
            typer.echo(line, err=True)
