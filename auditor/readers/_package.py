"""Opens a zip container of an Office document with bounds on what its members may expand to."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from auditor.errors import UnreadableError

#: A member that expands to more than this is no office document; well-behaved ones stay under 30 MB.
MAX_MEMBER = 300 * 1024 * 1024

_DAMAGED = "请用 {} 或 WPS 打开原文件另存一份，或请报送单位重新发送。"
_NO_KEY = "请在 {} 或 WPS 中打开，去掉打开密码后另存，再重新审核。"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class Package:
    """A container held in memory; members are read one by one, nothing is written to disk."""

    def __init__(self, data: bytes, program: str = "Word") -> None:
        """Open ``data``; ``program`` is named in the advice on what to open a damaged file with.

        Raises:
            UnreadableError: not a zip file, or one whose directory is missing.
        """
        self._damaged, self._no_key = _DAMAGED.format(program), _NO_KEY.format(program)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, OverflowError, NotImplementedError) as error:
            raise UnreadableError("文件已损坏或不完整（压缩目录缺失，可能没有下载或复制完）", self._damaged) from error
        # Some writers use backslashes; names are compared without regard to case as the standard asks.
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._zip.namelist()}

    @property
    def names(self) -> frozenset[str]:
        """Names of all members in lower case with forward slashes."""
        return frozenset(self._names)

    def has(self, name: str) -> bool:
        """Whether there is a member ``name``."""
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """Return the expanded bytes of the member ``name``.

        Raises:
            UnreadableError: missing, encrypted, damaged, or expanding beyond MAX_MEMBER.
        """
        info = self._info(name, MAX_MEMBER)
        try:
            with self._zip.open(info) as stream:
                # The declared size may lie, so the stream itself is cut as well.
                data = stream.read(MAX_MEMBER + 1)
        except _BROKEN as error:
            raise self._broken(name) from error
        if len(data) > MAX_MEMBER:
            raise _too_large(name, MAX_MEMBER)
        return data

    def pieces(self, name: str, size: int, limit: int) -> Iterator[bytes]:
        """Yield the expanded bytes of the member ``name`` in pieces of at most ``size``, for members too large to hold.

        Raises:
            UnreadableError: missing, encrypted, damaged, or expanding beyond ``limit`` bytes.
        """
        info, left = self._info(name, limit), limit
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(size):
                    left -= len(piece)
                    if left < 0:
                        raise _too_large(name, limit)
                    yield piece
        except _BROKEN as error:
            raise self._broken(name) from error

    def _info(self, name: str, limit: int) -> zipfile.ZipInfo:
        if not self.has(name):
            raise UnreadableError(f"文件不完整（缺少 {name}）", self._damaged)
        info = self._zip.getinfo(self._names[name.lower()])
        if info.flag_bits & 1:
            raise UnreadableError("文件设有密码", self._no_key)
        if info.file_size > limit:
            raise _too_large(name, limit)
        return info

    def _broken(self, name: str) -> UnreadableError:
        return UnreadableError(f"文件已损坏或不完整（{name} 解压出错）", self._damaged)


def _too_large(name: str, limit: int) -> UnreadableError:
    size = limit // (1024 * 1024)
    return UnreadableError(f"文件异常：{name} 解压后超过 {size} MB", "正常的文档不会这样大，请核实文件来源。")


def relations_of(part: str) -> str:
    """Return the name of the member that holds the relationships of ``part`` (``""`` for the package itself)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def target_of(part: str, target: str) -> str:
    """Return the member that a relationship of ``part`` points at by ``target``, which may be relative."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
