"""``auditor extract``: documents in, rows out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import _common as common


def command(
    paths: common.Paths,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写到这个文件；默认打印到标准输出。", show_default=False)
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", help="xlsx、csv 或 jsonl；默认看 -o 的扩展名。", show_default=False)
    ] = None,
    fresh: common.Fresh = False,
    jobs: common.Jobs = None,
) -> None:
    """只取出各张绩效目标表的指标行，不审核。"""
    with common.told_in_chinese():
        from auditor.cli._console import print_unread, progress
        from auditor.config import load_settings
        from auditor.exports import write_rows
        from auditor.pipeline import extract_all, was_read

        settings = load_settings({"jobs": jobs})
        with common.kept(output, settings, "extract", fresh=fresh) as spool:
            with progress() as advance:
                extractions = extract_all(paths, settings.jobs, advance, settings.time_limit, spool)
            write_rows(extractions, output, format or (output.suffix.lstrip(".").lower() if output else "jsonl"))
            print_unread(extractions)
            status = 0 if was_read(extractions) else common.UNREAD
        raise typer.Exit(status)
