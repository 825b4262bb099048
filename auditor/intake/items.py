"""What intake finds: inputs to read, places that cannot be read, files that are no documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from auditor.errors import UnreadableError
from auditor.types.grid import Trouble
from auditor.types.indicator import Extraction

#: Largest file that is loaded.
MAX_FILE = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read; crosses process boundaries.

    Attributes:
        source: name as the user gave it; members of an archive as ``archive.zip!/inner/name.docx``.
        path: the file on disk.
        member: names of the members to open one inside the other, as the archives spell them; empty for a plain file.
        data: the document itself, where it is read on a machine that cannot reach ``path``; None to load it from there.
    """

    source: str
    path: Path
    member: tuple[str, ...] = ()
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file in a folder or archive that is no document of any known format."""

    source: str


Item = Input | Extraction | Skipped


def natural(name: str) -> str:
    """Return a sort key by which 2.docx stands before 10.docx."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(12), name)


def unread(source: str, reason: str, advice: str) -> Extraction:
    """Return the extraction of something that was not read."""
    return Extraction(source, troubles=(Trouble(reason, advice, fatal=True),))


def unread_for(source: str, error: UnreadableError) -> Extraction:
    """Return the extraction of something that could not be read because of ``error``."""
    return unread(source, error.reason, error.advice)


def disk_error(error: OSError) -> UnreadableError:
    """Return what went wrong on disk in words for a clerk."""
    if isinstance(error, FileNotFoundError):
        return UnreadableError("找不到文件", "请核对路径；文件可能已被移走、改名或删除。")
    if isinstance(error, PermissionError):
        return UnreadableError("没有权限读取", "请关闭正在使用它的程序，或请管理员开放读取权限后重试。")
    return UnreadableError(f"读取失败（系统错误 {error.errno}）", "请检查磁盘或网络连接，把文件复制到本机后重试。")
