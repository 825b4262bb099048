"""Looks into the container of Office 97-2003 files (OLE compound file)."""

from __future__ import annotations

import io

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def stream_names(data: bytes) -> frozenset[str] | None:
    """Return the names of the streams and folders in the root in lower case; none for other files, None for a damaged one."""
    if not data.startswith(MAGIC):
        return frozenset()
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return frozenset(entry[0].lower() for entry in container.listdir(streams=True, storages=True))
    except Exception:  # olefile raises whatever a damaged sector leads to
        return None


def has_stream(data: bytes, name: str) -> bool:
    """Whether the container is whole and has ``name`` in its root."""
    return name.lower() in (stream_names(data) or ())
