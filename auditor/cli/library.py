"""``auditor library``: the collection of earlier documents that runs are compared with."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.cli import _common as common

app = typer.Typer(help="管理指标库：收存往年和各单位的材料，供 audit --library 查照搬和雷同。", no_args_is_help=True)

Names = Annotated[list[str], typer.Argument(help="来源、文件名或哈希的前六位以上，可以给多个。", show_default=False)]


@app.command("add")
def add(
    paths: common.Paths,
    library: common.Library = None,
    unit: Annotated[str, typer.Option("--unit", help="文件没有写明单位时，算作这个单位的。", show_default=False)] = "",
    year: Annotated[
        int | None, typer.Option("--year", min=1990, max=2100, help="文件没有写明年度时，算作这一年的。", show_default=False)
    ] = None,
    config: common.ConfigFile = None,
    jobs: common.Jobs = None,
) -> None:
    """把材料收进指标库；内容相同的文件只收一次。

    退出状态：0 全部收进或早已在库；2 有文件没有收进，或没有读全。
    """
    with common.told_in_chinese():
        from auditor.cli import _library_text as text
        from auditor.cli._console import print_unread, progress
        from auditor.pipeline import was_read
        from auditor.shelving import shelve

        folder = common.library_folder(library, config)
        with progress() as advance:
            shelved = shelve(paths, folder, unit=unit, year=year, jobs=jobs or 0, progress=advance)
        print_unread((*shelved.added, *shelved.unusable))
        text.print_shelved(shelved, folder)
        raise typer.Exit(0 if was_read((*shelved.added, *shelved.unusable)) else common.UNREAD)


@app.command("list")
def list_(library: common.Library = None, config: common.ConfigFile = None) -> None:
    """列出库中的文件：哈希、年度、单位、表数、行数、收存日期、来源。"""
    with common.told_in_chinese():
        from auditor.cli import _library_text as text
        from auditor.similarity.library import entries

        text.print_entries(entries(common.library_folder(library, config)))


@app.command("remove")
def remove(names: Names, library: common.Library = None, config: common.ConfigFile = None) -> None:
    """从库中移除文件；有一个对不上，就一个也不移除。"""
    with common.told_in_chinese():
        from auditor.cli import _library_text as text
        from auditor.similarity import library as store

        for entry in store.remove(common.library_folder(library, config), names):
            text.print_removed(entry)


@app.command("stats")
def stats(library: common.Library = None, config: common.ConfigFile = None) -> None:
    """按单位和年度统计库中的文件、表和指标行。"""
    with common.told_in_chinese():
        from auditor.cli import _library_text as text
        from auditor.similarity import library as store

        text.print_holdings(store.stats(common.library_folder(library, config)))
