"""One format a file: SUFFIX, write(report, path). Reports arrange, they never compute findings."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType

from auditor.discovery import modules
from auditor.errors import OutputError
from auditor.output import atomic, output_error
from auditor.types.finding import Report

#: Name, without suffix, of the files that are written into a folder.
FILE_NAME = "疑点报告"


def save(report: Report, path: str | Path) -> tuple[Path, ...]:
    """Write the report in the format that the suffix names, or in every format where ``path`` is a folder.

    A folder is what exists as one, ends with a slash, or has no suffix.

    Returns:
        The files written.

    Raises:
        OutputError: unknown suffix, or a place that cannot be written; a file already there is then left as it was.
    """
    target = Path(path)
    if _is_folder(path):
        return tuple(_save_one(report, target / f"{FILE_NAME}{suffix}", module) for suffix, module in formats().items())
    module = formats().get(target.suffix.lower())
    if module is None:
        raise OutputError(
            f"不认识的输出格式“{target.suffix}”（{path}）", f"可用的后缀：{'、'.join(formats())}；写文件夹名则各种格式都输出。"
        )
    return (_save_one(report, target, module),)


def formats() -> dict[str, ModuleType]:
    """Return the modules of all formats by suffix."""
    return {module.SUFFIX: module for module in modules("auditor.reports").values()}


def _is_folder(path: str | Path) -> bool:
    separators = tuple(filter(None, (os.sep, os.altsep)))
    target = Path(path)
    try:
        return str(path).endswith(separators) or target.is_dir() or (not target.suffix and not target.exists())
    except OSError as error:
        raise output_error(target, error) from error


def _save_one(report: Report, path: Path, module: ModuleType) -> Path:
    with atomic(path) as draft:
        module.write(report, draft)
    return path
