"""``auditor evaluate``: how well a model does on labelled rows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import _common as common


def command(
    which: Annotated[str, typer.Argument(help="fields（领域）或 categories（指标类别）。", show_default=False)],
    labelled: Annotated[
        Path, typer.Argument(help="标注好的 CSV：name（或 level3）,description,value,level2,field。", show_default=False)
    ],
    models: Annotated[
        Path | None, typer.Option("--models", help="模型所在目录；默认用程序自带的。", show_default=False)
    ] = None,
) -> None:
    """用标注好的行检验模型：准确率、宏平均 F1、混淆和校准。"""
    with common.told_in_chinese():
        from auditor.learning.evaluation import as_text
        from auditor.learning.factory import evaluate

        typer.echo(as_text(evaluate(which, labelled, models)))
