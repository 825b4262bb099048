"""Walks files, folders and archives in a stable order and sorts what it finds."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath

from auditor import discovery
from auditor.errors import UnreadableError
from auditor.intake.archives import DAMAGED, MAX_NESTED, is_document, members, opened, read_head, read_member, too_large
from auditor.intake.items import Input, Item, Skipped, disk_error, natural, unread, unread_for
from auditor.similarity.library_file import FILE_NAME as LIBRARY
from auditor.spool import SUFFIX as JOURNAL
from auditor.types.grid import Trouble
from auditor.types.indicator import Extraction

#: One path may hold so many files; more is an archive made to stall the program.
MAX_ITEMS = 100_000
_ZIP = ".zip"
_PACKED = frozenset({".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".z", ".arj", ".lzh"})
_NOISE = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
#: PDF, Office 97-2003, Office since 2007: documents also where the suffix is missing or strange.
_DOCUMENT_HEADS = (b"%PDF", b"\xd0\xcf\x11\xe0", b"PK\x03\x04")
_SHOWN = 5


def gather(paths: Iterable[str | Path]) -> tuple[tuple[Input, ...], tuple[Extraction, ...]]:
    """Return the documents under ``paths`` in a stable order, and what cannot be read, each with its reason.

    Folders are walked without hidden and lock files; archives are opened, archives in archives once more. Files of
    unknown kind are told of (not as an error) unless they were named themselves.
    """
    inputs: dict[tuple[str, tuple[str, ...]], Input] = {}
    failed: list[Extraction] = []
    for given in paths:
        items = list(islice(_named(Path(given), str(given)), MAX_ITEMS))
        for item in items:
            if isinstance(item, Input):
                inputs.setdefault((os.path.realpath(item.path), item.member), item)
            elif isinstance(item, Extraction):
                failed.append(item)
        failed.extend(_summary(str(given), items))
    return tuple(inputs.values()), _joined(failed)


def _joined(failed: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """Return one extraction a source: reports know what they show by its source."""
    troubles: dict[str, list[Trouble]] = {}
    for extraction in failed:
        troubles.setdefault(extraction.source, []).extend(extraction.troubles)
    return tuple(Extraction(source, troubles=tuple(dict.fromkeys(own))) for source, own in troubles.items())


def _summary(source: str, items: list[Item]) -> Iterator[Extraction]:
    """Yield what is to be said of one path as a whole."""
    skipped = [item.source for item in items if isinstance(item, Skipped)]
    troubles = []
    if len(items) == len(skipped):
        advice = "请核对路径；支持 Word、Excel、PDF、网页、文本和 zip 压缩包。"
        troubles.append(Trouble("里面没有可以审核的文件", advice, fatal=True))
    if skipped:
        names = "、".join(skipped[:_SHOWN]) + (" 等" if len(skipped) > _SHOWN else "")
        advice = "如其中有应审核的材料（例如扫描图片），请索取 Word、Excel 或 PDF 版。"
        troubles.append(Trouble(f"跳过了 {len(skipped)} 个不支持的文件：{names}", advice, note=True))
    if len(items) == MAX_ITEMS:
        troubles.append(Trouble(f"文件超过 {MAX_ITEMS} 个，其余未读取", "请分批审核。", fatal=True))
    if troubles:
        yield Extraction(source, troubles=tuple(troubles))


def _named(path: Path, source: str) -> Iterator[Item]:
    """Yield what a path named by the user holds."""
    try:
        if path.is_dir():
            yield from _folder(path, source)
        elif path.is_file():
            yield from _file(path, source, named=True)
        elif path.exists():
            yield unread(source, "不是文件，也不是文件夹", "请给出文件或文件夹的路径。")
        else:
            yield unread(source, "找不到文件或文件夹", "请核对路径和文件名是否写对。")
    except (OSError, ValueError) as error:
        known = error if isinstance(error, OSError) else OSError(0, str(error))
        yield unread_for(source, disk_error(known))


def _folder(path: Path, source: str) -> Iterator[Item]:
    try:
        entries = sorted(path.iterdir(), key=lambda entry: natural(entry.name))
    except OSError as error:
        yield unread_for(source, disk_error(error))
        return
    for entry in entries:
        if not _is_noise(entry.name):
            yield from _entry(entry, f"{source.rstrip('/' + os.sep)}/{entry.name}")


def _entry(entry: Path, source: str) -> Iterator[Item]:
    """Yield what one entry of a folder holds."""
    try:
        # Linked folders are not entered: they may lead back to where the walk came from.
        folder, file = entry.is_dir() and not entry.is_symlink(), entry.is_file()
    except OSError as error:
        yield unread_for(source, disk_error(error))
        return
    if folder:
        yield from _folder(entry, source)
    elif file:
        yield from _file(entry, source, named=False)
    else:
        yield Skipped(source)


def _is_noise(name: str) -> bool:
    """Whether it is hidden, a lock file of Word or WPS, made by the system, or a library or journal of this program."""
    return name.startswith((".", "~$", LIBRARY)) or name.endswith(JOURNAL) or name.lower() in _NOISE


def _file(path: Path, source: str, *, named: bool) -> Iterator[Item]:
    item = Input(source, path)
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
        if head.startswith(b"PK") or path.suffix.lower() == _ZIP:
            yield from _zip(item, head)
            return
    except OSError as error:
        yield unread_for(source, disk_error(error))
        return
    yield _sorted(item, path.suffix.lower(), head, named=named)


def _sorted(item: Input, suffix: str, head: bytes, *, named: bool) -> Item:
    """Return what a file is that is no zip file: content where it tells, else the suffix."""
    if suffix in _suffixes() or head.startswith(_DOCUMENT_HEADS) or (named and suffix not in _PACKED):
        return item
    if suffix in _PACKED:
        return unread(item.source, f"不支持 {suffix} 压缩包", "请解压成文件夹，或改用 zip 压缩后重试。")
    return Skipped(item.source)


def _zip(item: Input, head: bytes) -> Iterator[Item]:
    """Yield a zip file itself where it is a document, else its members."""
    try:
        with opened(item.path) as archive:
            yield from [item] if is_document(archive) else _members(archive, item)
    except UnreadableError as error:
        # A document cut off in the middle goes to its reader, which can say what it was.
        broken_document = item.path.suffix.lower() != _ZIP and head.startswith(b"PK")
        yield item if broken_document else unread_for(item.source, error)
    except OSError:
        raise
    except Exception:  # zipfile stumbles over damaged archives in every way
        yield unread_for(item.source, DAMAGED)


def _members(archive: zipfile.ZipFile, root: Input) -> Iterator[Item]:
    found = [member for member in members(archive) if not any(map(_is_noise, member.label.split("/")))]
    if not found:
        yield unread(root.source, "压缩包是空的", "请核对是否发错文件，或请报送单位重新发送。")
    locked = sum(member.encrypted for member in found)
    if locked:
        advice = "请解压后去掉密码重新压缩，或直接审核解压出的文件夹。"
        yield unread(root.source, f"压缩包设有密码，其中 {locked} 个文件未能读取", advice)
    outside = sum(member.outside for member in found)
    if outside:
        reason = f"压缩包中有 {outside} 个文件的路径指向包外，已按包内文件处理，没有写出任何文件"
        yield Extraction(root.source, troubles=(Trouble(reason, "请核实压缩包来源。", note=True),))
    for member in found:
        item = Input(f"{root.source}!/{member.label}", root.path, (*root.member, member.name))
        if member.excessive:
            yield unread_for(item.source, too_large())
        elif not member.encrypted:
            yield from _member(archive, item)


def _member(archive: zipfile.ZipFile, item: Input) -> Iterator[Item]:
    suffix = PurePosixPath(item.source).suffix.lower()
    try:
        if suffix != _ZIP:
            head = b"" if suffix in _suffixes() else read_head(archive, item.member[-1])
            yield _sorted(item, suffix, head, named=False)
            return
        with opened(io.BytesIO(read_member(archive, item.member[-1], MAX_NESTED))) as inner:
            if is_document(inner):
                yield item
            elif len(item.member) > 1:
                yield unread(item.source, "压缩包套了三层以上", "请先解压里层的压缩包，再重新审核。")
            else:
                yield from _members(inner, item)
    except UnreadableError as error:
        yield unread_for(item.source, error)


@lru_cache(maxsize=1)
def _suffixes() -> frozenset[str]:
    """Return the suffixes that readers know."""
    return frozenset().union(*(module.SUFFIXES for module in discovery.modules("auditor.readers").values()))
