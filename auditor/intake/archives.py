"""Looks into zip archives with bounds on everything that an archive can inflate."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from auditor.errors import UnreadableError
from auditor.intake.items import MAX_FILE, natural

#: Largest archive inside an archive, which is held in memory as a whole.
MAX_NESTED = 256 * 1024 * 1024
#: What all members of one archive may expand to.
MAX_TOTAL = 4 * 1024 * 1024 * 1024
#: Documents are rarely packed to less than a fiftieth; a large member beyond this is a bomb.
MAX_RATIO, RATIO_FROM = 200, 32 * 1024 * 1024

_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_DOCUMENT_MEMBERS = frozenset({"[content_types].xml", "mimetype", "ofd.xml"})
_DRIVE = re.compile(r"^[A-Za-z]:")
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)
DAMAGED = UnreadableError("压缩包已损坏或不完整", "请用解压软件核对，或请报送单位重新压缩发送。")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive.

    Attributes:
        name: the key under which zipfile finds it.
        label: its path in readable spelling, always relative and inside the archive.
        encrypted: whether it needs a password.
        outside: whether its stored path points outside the archive.
        excessive: whether it would expand beyond all measure.
    """

    name: str
    label: str
    encrypted: bool
    outside: bool
    excessive: bool


def members(archive: zipfile.ZipFile) -> list[Member]:
    """Return the files of ``archive`` sorted by label.

    Raises:
        UnreadableError: the members together expand beyond MAX_TOTAL.
    """
    files = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if sum(info.file_size for info in files) > MAX_TOTAL:
        raise UnreadableError(f"压缩包异常：解压后超过 {MAX_TOTAL >> 30} GB", "请核实来源；确属正常材料时请拆分后重试。")
    return sorted(_told_apart(map(_member, files)), key=lambda member: natural(member.label))


def _told_apart(found: Iterable[Member]) -> Iterator[Member]:
    """Number the members whose labels are alike once their paths lead inside: everything is known by its label."""
    seen: Counter[str] = Counter()
    for member in found:
        seen[member.label] += 1
        path = PurePosixPath(member.label)
        number = seen[member.label]
        label = member.label if number == 1 else str(path.with_name(f"{path.stem}（{number}）{path.suffix}"))
        yield replace(member, label=label)


def _member(info: zipfile.ZipInfo) -> Member:
    spelt = _DRIVE.sub("/", readable_name(info).replace("\\", "/"))
    parts = spelt.split("/")
    ratio = info.file_size / max(1, info.compress_size)
    return Member(
        name=info.filename,
        label="/".join(part for part in parts if part not in {"", ".", ".."}) or "未命名",
        encrypted=bool(info.flag_bits & _ENCRYPTED_FLAG),
        outside=spelt.startswith("/") or ".." in parts,
        excessive=info.file_size > MAX_FILE or (info.file_size > RATIO_FROM and ratio > MAX_RATIO),
    )


def readable_name(info: zipfile.ZipInfo) -> str:
    """Return the member's name; without the UTF-8 mark Chinese systems mean GBK where the standard says cp437."""
    name = info.orig_filename.partition("\0")[0]
    if info.flag_bits & _UTF8_FLAG or name.isascii():
        return name
    raw = name.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def is_document(archive: zipfile.ZipFile) -> bool:
    """Whether the zip file is itself a document (docx, xlsx, ods, ofd) and not an archive of documents."""
    return any(name.replace("\\", "/").lower() in _DOCUMENT_MEMBERS for name in archive.namelist())


def read_member(archive: zipfile.ZipFile, name: str, limit: int = MAX_FILE) -> bytes:
    """Return the bytes of a member.

    Raises:
        UnreadableError: missing, encrypted, damaged, or larger than ``limit`` bytes, whatever its declared size.
    """
    try:
        info = archive.getinfo(name)
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableError("压缩包设有密码", "请解压后去掉密码重新压缩，或直接审核解压出的文件夹。")
        with archive.open(info) as stream:
            data = stream.read(limit + 1)
    except (*_ERRORS, KeyError) as error:
        raise UnreadableError("在压缩包中已损坏或不完整", DAMAGED.advice) from error
    if len(data) > limit:
        raise too_large(limit)
    return data


def read_head(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the first 8 bytes of a member, empty where they cannot be read."""
    try:
        with archive.open(name) as stream:
            return stream.read(8)
    except (*_ERRORS, KeyError):
        return b""


def too_large(limit: int = MAX_FILE) -> UnreadableError:
    """Return the error for a file of more than ``limit`` bytes."""
    return UnreadableError(f"文件过大（超过 {limit >> 20} MB）", "请核实来源；确属正常材料时请拆分后重试。")


def opened(file: Path | IO[bytes]) -> zipfile.ZipFile:
    """Open a zip file by path or file object.

    Raises:
        UnreadableError: damaged or no zip file.
        OSError: unreadable on disk.
    """
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OverflowError) as error:
        raise DAMAGED from error
