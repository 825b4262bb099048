"""Writing what the user asked for: whole files or none, and data on stdout in UTF-8 whatever the locale."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from auditor.errors import OutputError


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """Give a temporary path in the folder of ``path``; move it there when the block succeeds, remove it when it fails.

    Missing folders are made. Who reads ``path`` meanwhile sees the old file or the new one, never a half.

    Raises:
        OutputError: the place cannot be written, is a folder, or the file is held by another program.
    """
    target = Path(os.path.realpath(path))  # through a link, the file behind it is replaced and not the link
    draft = target.with_name(f".auditor-{secrets.token_hex(6)}{target.suffix}")
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "目标是一个文件夹")
        target.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        draft.replace(target)
    except OSError as error:
        raise output_error(path, error) from error
    finally:
        # The error that stopped the block matters more than a draft that cannot be removed.
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def output_error(path: Path, error: OSError) -> OutputError:
    """Return the error in the words of a clerk, with what to do next."""
    if isinstance(error, PermissionError):
        reason, advice = "文件被占用或没有写入权限", "请先关闭正在打开它的 Excel 或 WPS，确认所在文件夹可以写入，再重试。"
    elif isinstance(error, IsADirectoryError):
        reason, advice = "这个名字已是一个文件夹", "请换一个文件名，或在末尾加上“/”以写入该文件夹。"
    elif isinstance(error, FileExistsError | NotADirectoryError):
        reason, advice = "路径中间有一段是文件而不是文件夹", "请检查输出路径。"
    elif error.errno == errno.ENOSPC:
        reason, advice = "磁盘空间不足", "请清理磁盘，或用 -o 换一个磁盘，再重试。"
    else:
        reason, advice = error.strerror or str(error), "请用 -o 换一个可以写入的位置，再重试。"
    return OutputError(f"无法写入 {path}：{reason}", advice)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write text lines to a UTF-8 file.

    Raises:
        OSError: the place cannot be written.
    """
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in lines)


def print_lines(lines: Iterable[str]) -> None:
    """Write text lines to stdout in UTF-8; ends quietly where the reader of a pipe has gone (``| head``)."""
    try:
        for line in lines:
            sys.stdout.buffer.write(f"{line}\n".encode("utf-8", errors="replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # What is still buffered must not raise once more when the interpreter closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
