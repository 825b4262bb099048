"""``auditor audit``: documents in, findings out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import _common as common


def command(
    paths: common.Paths,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="报告文件（.xlsx、.html、.jsonl …）或目录；默认写到 疑点报告.xlsx。", show_default=False
        ),
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", help="jsonl：把疑点逐行打印到标准输出。", show_default=False)
    ] = None,
    select: common.Select = None,
    ignore: common.Ignore = None,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", help="达到此级别的疑点使退出状态为 1：error、warning、info、never。", show_default=False),
    ] = None,
    profile: common.Profile = None,
    library: common.Library = None,
    config: common.ConfigFile = None,
    fresh: common.Fresh = False,
    jobs: common.Jobs = None,
    engine: common.Engine = None,
    master: common.Master = None,
) -> None:
    """审核报送材料，写出疑点报告。

    退出状态：0 没有达到级别的疑点；1 有；2 有文件没读成或配置有误。
    """
    with common.told_in_chinese():
        from auditor.cli._console import print_summary, progress
        from auditor.config import load_settings
        from auditor.pipeline import audit, exit_status
        from auditor.records import finding_record
        from auditor.reports import save

        overrides = {
            "select": common.codes(select),
            "ignore": common.codes(ignore),
            "fail_on": fail_on,
            "profile": profile,
            "jobs": jobs,
            "library": library,
            "engine": engine,
            "master": master,
        }
        settings = load_settings(overrides, file=config)
        if master and settings.engine == "local":
            raise typer.BadParameter("本机运行没有地址；要在 Spark 上运行，请同时写 --engine spark。", param_hint="--master")
        to_stdout = _to_stdout(format, output)
        target = None if to_stdout else output or Path("疑点报告.xlsx")
        with common.kept(target, settings, "audit", fresh=fresh) as spool:
            with progress() as advance:
                report = audit(paths, settings, advance, spool)
            if target is not None:
                save(report, target)
            else:
                for finding in report.findings:
                    common.print_line(finding_record(finding))
            print_summary(report, target)
            status = exit_status(report, settings)
        raise typer.Exit(status)


def _to_stdout(format: str | None, output: Path | None) -> bool:
    """Only jsonl goes to stdout; with -o the suffix says the format."""
    if format not in (None, "jsonl"):
        raise typer.BadParameter(f"不认识的格式“{format}”，可用：jsonl；其他格式由 -o 的扩展名决定。", param_hint="--format")
    return format == "jsonl" and output is None
