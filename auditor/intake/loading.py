"""Loads the bytes of one input, in whatever process the reading takes place."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from auditor.intake.archives import MAX_NESTED, opened, read_member, too_large
from auditor.intake.items import MAX_FILE, Input, disk_error


def load(item: Input) -> bytes:
    """Return the bytes of ``item``.

    Raises:
        UnreadableError: missing, not permitted, damaged in its archive, or larger than 512 MB.
    """
    if item.data is not None:
        return item.data
    try:
        if not item.member:
            return _file(item.path)
        if len(item.member) == 1:
            with opened(item.path) as archive:
                return read_member(archive, item.member[0])
        with opened(io.BytesIO(_nested(item.path, item.path.stat().st_mtime_ns, item.member[0]))) as archive:
            return read_member(archive, item.member[-1])
    except OSError as error:
        raise disk_error(error) from error


def _file(path: Path) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise too_large()
    return data


@lru_cache(maxsize=1)
def _nested(path: Path, changed: int, member: str) -> bytes:
    """Return an archive inside an archive; kept (until ``path`` changes) because its members are asked for in turn."""
    with opened(path) as archive:
        return read_member(archive, member, MAX_NESTED)
