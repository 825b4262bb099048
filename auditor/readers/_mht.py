"""Takes the pages out of a web archive (.mht): a MIME message of HTML, pictures and style sheets (RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER = re.compile(rb"\s*(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.ASCII)
#: Parts beside the pages: headers and comments of Word, the tabs of Excel.
_BESIDE = re.compile(r"(?:header|tabstrip|filelist)\.(?:html?|xml)$", re.IGNORECASE)


def is_archive(data: bytes) -> bool:
    """Whether the bytes begin with the header of a MIME message that holds a page."""
    match = _HEADER.match(data[:8192])
    if not match:
        return False
    header = match[0].lower()
    return b"mime-version:" in header and (b"multipart/" in header or b"text/html" in header)


def pages(data: bytes) -> Iterator[tuple[bytes, str | None]]:
    """Yield content and stated charset of each page in order; an archive cut off gives what is there."""
    from email import message_from_bytes, policy

    message = message_from_bytes(data.lstrip(), policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and not _BESIDE.search(str(part.get("Content-Location") or "")):
            yield content, part.get_content_charset()
