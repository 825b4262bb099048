"""The spool beside the report that is to be written: what was finished stays when the run is interrupted.

It begins with a line that says which program under which rules and settings wrote it; under others nothing of it is used.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from auditor import __version__
from auditor.errors import OutputError
from auditor.output import output_error
from auditor.spool import SUFFIX
from auditor.spool.lock import lock
from auditor.spool.spool import Spool
from auditor.spool.store import Store

_FORMAT = "auditor-unfinished-1"
#: No first line is longer, in bytes.
_LONGEST = 4096
_ANEW = "没有沿用，从头开始"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A spool that outlives an interruption.

    Attributes:
        spool: to be filled.
        notice: what to tell the user of an earlier run, empty for nothing.
    """

    spool: Spool
    notice: str = ""


def beside(target: Path) -> Path:
    """Return the journal of a report: beside its file, or within its folder (what has no suffix is one)."""
    folder = target.is_dir() or not target.suffix
    return target / f"疑点报告{SUFFIX}" if folder else target.with_name(target.name + SUFFIX)


@contextmanager
def unfinished(path: Path, identity: str, *, fresh: bool = False) -> Iterator[Unfinished]:
    """Give the spool in ``path``; remove it when the block succeeds, keep it when the block fails with something finished.

    Args:
        path: of the journal; missing folders are made.
        identity: of program, rules and settings; what was written under another is not used.
        fresh: whether to begin anew whatever is there.

    Raises:
        OutputError: the place cannot be written, or another run is using it.
    """
    begun = _begin(path, identity, fresh=fresh)
    try:
        yield begun
    except BaseException as error:
        if begun.spool.lasting:
            error.add_note(f"已读完的 {begun.spool.lasting} 份文件的结果保存在 {path}，再次运行同一条命令即可接着做。")
            begun.spool.close()
        else:
            _remove(path, begun.spool)
        raise
    _remove(path, begun.spool)


def _begin(path: Path, identity: str, *, fresh: bool) -> Unfinished:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        file = path.open("r+b", buffering=0)
        if not lock(file):
            file.close()
            raise OutputError(f"另一个审核正在运行，也要写 {path}", "请等它结束，或用 -o 换一个文件名。")
        return _opened(file, path, identity, fresh=fresh)
    except OSError as error:
        raise output_error(path, error) from error


def _opened(file: IO[bytes], path: Path, identity: str, *, fresh: bool) -> Unfinished:
    """Go on with what is in the file, or begin it."""
    head = {"format": _FORMAT, "version": __version__, "identity": identity}
    line = json.dumps(head).encode("ascii") + b"\n"
    found = b"" if fresh else file.read(_LONGEST)
    refused = _refused(found, head, path)
    if not found or refused:
        file.truncate(0)
        file.seek(0)
        file.write(line)
        return Unfinished(Spool(path, Store(file, len(line), durable=True)), refused)
    store = Store(file, durable=True)
    known = {source: (content, slot) for source, content, slot in store.scan(len(line)) if content}
    torn = file.seek(0, os.SEEK_END) > store.end
    file.truncate(store.end)
    return Unfinished(Spool(path, store, known), _resumed(len(known), torn=torn))


def _refused(found: bytes, head: dict[str, str], path: Path) -> str:
    """Return why what was found cannot be used, empty where it can."""
    if not found:
        return ""
    try:
        earlier: Any = json.loads(found.partition(b"\n")[0])
        same = {key: earlier.get(key) == value for key, value in head.items()}
    except (ValueError, AttributeError):
        same = {}
    if not same.get("format"):
        return f"上次中断留下的 {path} 已损坏或不是本程序写的，{_ANEW}。"
    if not same["version"]:
        return f"上次中断的运行是另一个版本的程序，已读完的结果{_ANEW}。"
    return "" if same["identity"] else f"程序、规则或设置与上次中断时不同，已读完的结果{_ANEW}。"


def _resumed(number: int, *, torn: bool) -> str:
    if not number:
        return f"上次运行中断，没有读完的文件，{_ANEW}。" if torn else ""
    dropped = "；最后没有写完整的部分已舍去" if torn else ""
    return f"上次运行中断，已有 {number} 份结果沿用，内容改过的文件重新读取{dropped}。"


def _remove(path: Path, spool: Spool) -> None:
    """Remove the journal; what cannot be removed is begun anew or used by the next run, and harms nobody."""
    with suppress(FileNotFoundError):
        try:
            path.unlink()
        except PermissionError:  # Windows keeps what is open
            spool.close()
            with suppress(PermissionError):
                path.unlink()
    spool.close()
