"""One format a file: TITLE, SUFFIXES, sniff(data), read(data, source). Readers know nothing of indicators."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from types import ModuleType

from auditor import discovery
from auditor.errors import UnreadableError
from auditor.readers._foreign import foreign, unknown
from auditor.types.grid import Document, Trouble

_DAMAGED = "请用原来的软件打开核对，另存一份后重试；打不开时请报送单位重新发送。"


def read_document(data: bytes, source: str) -> Document:
    """Read one file by its content; where its suffix claims another format, a trouble of the document says so.

    Args:
        data: the file.
        source: its name as the user gave it; members of an archive as ``archive.zip!/inner/name.docx``.

    Raises:
        UnreadableError: empty, damaged, encrypted, or of a format that no reader takes; says what to do.
    """
    if not data:
        raise UnreadableError("文件是空的（0 字节）", "可能没有下载或复制完，请报送单位重新发送。")
    readers = discovery.modules("auditor.readers")
    suffix = PurePath(source).suffix.lower()
    name = _choose(data, suffix, readers)
    document = _guarded(readers[name], data, source)
    claimed = [other for other, reader in readers.items() if suffix in reader.SUFFIXES]
    if claimed and name not in claimed:
        reason = f"扩展名是 {suffix}，内容却是“{readers[name].TITLE}”，已按内容读取"
        trouble = Trouble(reason, "请核对是否发错文件或改错扩展名。", note=True)
        return replace(document, troubles=(*document.troubles, trouble))
    return document


def _choose(data: bytes, suffix: str, readers: dict[str, ModuleType]) -> str:
    """Return the name of the reader for ``data``: content decides, the suffix only between equals."""
    expected = [name for name, reader in readers.items() if suffix in reader.SUFFIXES]
    for name in expected:
        if _score(readers[name], data) == 2:  # nobody can be surer, and decoding a large file as text takes its time
            return name
    scores = {name: _score(reader, data) for name, reader in readers.items()}
    best = max(scores.values(), default=0)
    if best < 2 and (error := foreign(data)):
        raise error
    if best == 0:
        raise unknown(suffix)
    candidates = [name for name, score in scores.items() if score == best]
    fitting = [name for name in candidates if name in expected]
    # Text that could be several things and has no telling suffix is read as plain text.
    plain = [name for name in candidates if ".text" in readers[name].SUFFIXES]
    return (fitting or plain or candidates)[0]


def _score(reader: ModuleType, data: bytes) -> int:
    """Return what the reader says of ``data``, 0 where it stumbles over it."""
    try:
        return int(reader.sniff(data))
    except Exception:  # a sniffer that fails does not know the format
        return 0


def _guarded(reader: ModuleType, data: bytes, source: str) -> Document:
    """Read with ``reader``; whatever a damaged file makes it raise becomes an UnreadableError."""
    try:
        document: Document = reader.read(data, source)
    except UnreadableError:
        raise
    except MemoryError as error:
        raise UnreadableError("文件过大，内存不足", "请拆分文件，或在内存更大的电脑上重试。") from error
    except RecursionError as error:
        raise UnreadableError("文件结构异常（嵌套过深）", _DAMAGED) from error
    except Exception as error:  # damaged files fail in every way that parsing can
        reason = f"文件已损坏或不完整（按“{reader.TITLE}”读取时出错：{type(error).__name__}）"
        raise UnreadableError(reason, _DAMAGED) from error
    return document
