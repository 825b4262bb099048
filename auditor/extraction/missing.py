"""Titles of indicator tables after which no table was read: told as loudly as what is wrong in those that were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.extraction.titles import title_name
from auditor.text.normalise import bare
from auditor.text.similarity import similarity
from auditor.types.grid import Document, Trouble
from auditor.types.indicator import IndicatorTable

#: Names at least this alike are the same project.
_SAME = 0.8
#: So many names are told; the rest is counted.
_TOLD = 3


def missing_tables(document: Document, tables: Sequence[IndicatorTable]) -> Iterator[Trouble]:
    """Yield a trouble where titles (…绩效目标表) name projects of which no table was read."""
    read = {bare(table.project) for table in tables if table.project}
    names = dict.fromkeys(name for paragraph in document.paragraphs if (name := _named(paragraph.text)))
    lost = [name for name in names if not _is_read(bare(name), read)]
    if lost:
        told = "、".join(f"“{name}”" for name in lost[:_TOLD]) + (f" 等 {len(lost)} 个" if len(lost) > _TOLD else "")
        yield Trouble(f"标题写有绩效目标表，但没有读到表格：{told}", "请人工核对原文件中的这些表，并把文件发给程序维护方。")


def _named(text: str) -> str:
    """Return the project that a title names, empty for text that is no title of a table."""
    if "表" not in text or "绩效" not in text:
        return ""
    name = title_name(text)
    return name if name and text.rstrip(" ：:）)0123456789.·…").endswith("表") else ""


def _is_read(name: str, read: set[str]) -> bool:
    return name in read or any(name in other or other in name or similarity(name, other) >= _SAME for other in read)
