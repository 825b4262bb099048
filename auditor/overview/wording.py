"""Small phrases that several reports share."""

from __future__ import annotations

from auditor.overview.reading import Reading, Status
from auditor.types.finding import Finding, Related


def related_text(finding: Finding) -> str:
    """Return the related places, one a line; the file is named where it is another one."""
    return "\n".join(_related(item, finding.source) for item in finding.related)


def _related(item: Related, source: str) -> str:
    where = f"表{item.table}" + ("" if item.row is None else f" 第{item.row}行")
    other = "" if item.source in ("", source) else f"{item.source} "
    return f"{other}{where}" + (f"（{item.note}）" if item.note else "")


def nothing_found(troubled: tuple[Reading, ...]) -> str:
    """Return the line that stands where no finding is; it never hides what was not read."""
    unread = sum(1 for reading in troubled if reading.status is Status.UNREAD)
    kinds = ((unread, "未读取"), (len(troubled) - unread, "只读取了一部分"))
    counts = "、".join(f"{number} 份{kind}" for number, kind in kinds if number)
    return f"已读取的内容中未发现疑点（另有文件 {counts}，须人工审核）" if counts else "未发现疑点"
