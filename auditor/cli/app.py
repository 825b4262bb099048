"""Puts the commands together; importing it must stay cheap, since every call of the program does."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

import auditor
from auditor import cli
from auditor.errors import ContractError

_EPILOG = "示例：auditor audit 报送材料/ -o 疑点报告.xlsx    配置：当前目录的 auditor.toml"


def build() -> typer.Typer:
    """Return the application with every command found in this package.

    Raises:
        ContractError: a module here has neither a function ``command`` nor an ``app`` of several.
    """
    _speak_chinese()
    app = typer.Typer(
        cls=_Group,
        name="auditor",
        help="绩效目标表审核：读入报送材料，找出该退回的指标，说明原因、位置和改法。全程离线。",
        epilog=_EPILOG,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    app.callback()(_root)
    for info in sorted(pkgutil.iter_modules(cli.__path__), key=lambda item: item.name):
        if info.name.startswith("_") or info.name == "app":
            continue
        module = importlib.import_module(f"auditor.cli.{info.name}")
        _add(app, info.name.rstrip("_"), module)
    return app


def _add(app: typer.Typer, name: str, module: ModuleType) -> None:
    """Add a module's ``command``, or the commands of its ``app``."""
    if hasattr(module, "app"):
        for command in module.app.registered_commands:
            command.cls = _Command
        app.add_typer(module.app, name=name, cls=_Group)
    elif hasattr(module, "command"):
        app.command(name=name, cls=_Command)(module.command)
    else:
        raise ContractError(f"模块 {module.__name__} 缺少 command 或 app", "请对照 CONTRIBUTING.md 补齐。")


_HELP = {
    "Show this message and exit.": "显示本说明后退出。",
    "Install completion for the current shell.": "为当前终端安装命令补全。",
    "Show completion for the current shell, to copy it or customize the installation.": "显示补全脚本，供自行安装。",
}


class _Chinese:
    """Translates the options that Typer adds by itself."""

    def get_params(self, ctx: Any) -> list[Any]:
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            param.help = _HELP.get(getattr(param, "help", ""), getattr(param, "help", ""))
        return params


class _Group(_Chinese, TyperGroup):
    pass


class _Command(_Chinese, TyperCommand):
    pass


def _version(value: bool) -> None:
    if value:
        typer.echo(auditor.__version__)
        raise typer.Exit


def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="显示版本号后退出。"),
) -> None:
    """Hold the options of the program itself."""


def _speak_chinese() -> None:
    """Typer's own words in Chinese, and data in UTF-8 on stdout whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.ERRORS_PANEL_TITLE = "出错了"
    rich_utils.DEFAULT_STRING = "[默认：{}]"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
    rich_utils.RICH_HELP = "用 [blue]'{command_path} {help_option}'[/] 查看帮助。"
