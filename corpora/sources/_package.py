"""Office files and zip files whose bytes depend on their content only."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

#: The earliest time that a zip file can state.
_TIME = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip file of these members, in their order, without the time of day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, data)
    return out.getvalue()


def settled(package: bytes) -> bytes:
    """Return a docx or xlsx file without the times at which its library wrote it."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    return zipped(
        (name, _STAMP.sub(rb"\g<1>2025-01-15T08:00:00Z\g<3>", data) if name == "docProps/core.xml" else data)
        for name, data in members
    )
