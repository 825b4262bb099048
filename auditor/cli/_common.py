"""Options and endings that several commands share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.errors import AuditorError

if TYPE_CHECKING:
    from auditor.config import Settings
    from auditor.spool.spool import Spool

#: Exit status where something could not be read or was misconfigured.
UNREAD = 2

Paths = Annotated[list[Path], typer.Argument(help="要读的文件、文件夹或压缩包，可以给多个。", show_default=False)]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="使用这个配置文件，不再查找 auditor.toml。")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", help="并行的进程数；0 为自动。", show_default=False)]
Select = Annotated[str | None, typer.Option("--select", help="只运行这些规则，如 BP,DU201。", show_default=False)]
Ignore = Annotated[str | None, typer.Option("--ignore", help="不运行这些规则，如 BA403。", show_default=False)]
Profile = Annotated[
    str | None, typer.Option("--profile", help="审核方案：default、strict、lenient 或一个 .yaml 文件。", show_default=False)
]
Engine = Annotated[
    str | None,
    typer.Option("--engine", help="在哪里算：local（本机多进程，默认）或 spark（集群，见 docs/集群.md）。", show_default=False),
]
Master = Annotated[
    str | None,
    typer.Option(
        "--master", help="Spark 的地址：yarn、spark://主机:7077 或 local[2]；与 --engine spark 同用。", show_default=False
    ),
]
Library = Annotated[
    Path | None, typer.Option("--library", help="指标库所在的文件夹；默认用 auditor.toml 的 library。", show_default=False)
]


Fresh = Annotated[bool, typer.Option("--fresh", help="不沿用上次中断时已读完的结果，从头开始。")]


@contextmanager
def kept(target: Path | None, settings: Settings, what: str, *, fresh: bool) -> Iterator[Spool]:
    """Give what holds the documents: beside the file to be written, and left there where the run is interrupted.

    Args:
        target: the file or folder to be written; None for stdout, where nothing can be left.
        settings: of the run.
        what: the command.
        fresh: whether what an earlier run left is not to be used.

    Raises:
        ConfigError: wrong rules or settings.
        OutputError: the place cannot be written, or another run is writing it.
    """
    from auditor.spool.identity import identity
    from auditor.spool.journal import beside, unfinished
    from auditor.spool.spool import private

    if target is None:
        yield private()
        return
    with unfinished(beside(target), identity(settings, what), fresh=fresh) as begun:
        if begun.notice:
            typer.echo(begun.notice, err=True)
        yield begun.spool


def library_folder(given: Path | None, config: Path | None) -> Path:
    """Return the folder of the library to work on.

    Raises:
        ConfigError: neither the command line nor a configuration file names one.
    """
    from auditor.config import load_settings
    from auditor.errors import ConfigError

    named = str(given or load_settings(file=config).library)
    if not named:
        raise ConfigError("没有指定指标库", '请用 --library 给出文件夹，或在 auditor.toml 里写 library = "文件夹"。')
    return Path(named)


def codes(text: str | None) -> tuple[str, ...] | None:
    """Split ``BP,DU201`` into codes; None where the option was not given."""
    if text is None:
        return None
    return tuple(part.strip().upper() for part in text.replace("，", ",").split(",") if part.strip())


@contextmanager
def told_in_chinese() -> Iterator[None]:
    """Print an AuditorError as one line on stderr and leave with status 2 instead of a traceback.

    A defect of the program shows its traceback, but leaves with 2 as well: 1 would say that findings were written.
    """
    try:
        yield
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except AuditorError as error:
        typer.secho(f"错误：{error}", err=True, fg=typer.colors.RED)
        _tell_notes(error)
        raise typer.Exit(UNREAD) from error
    except KeyboardInterrupt as error:
        typer.secho("已中断，没有写出报告。", err=True)
        _tell_notes(error)
        raise typer.Exit(UNREAD) from error
    except Exception as error:
        import traceback

        traceback.print_exc()
        typer.secho(
            f"程序错误（{type(error).__name__}），没有做完。请把以上内容发给程序维护方。", err=True, fg=typer.colors.RED
        )
        raise typer.Exit(UNREAD) from error


def _tell_notes(error: BaseException) -> None:
    """Print what was added to an error on its way, such as what is kept of the run."""
    for text in getattr(error, "__notes__", ()):
        typer.echo(text, err=True)


def print_line(data: dict[str, Any]) -> None:
    """Print one record as a line of JSON on stdout."""
    import json
    import sys

    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
