"""What a person should look at in the original: the troubles of a table (EX902)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.extraction.guess import is_level1, is_level2, is_value
from auditor.extraction.headers import Header
from auditor.extraction.templates import Template
from auditor.types.grid import Trouble
from auditor.types.indicator import Indicator

_LOOK = "请对照原文件核对本表。"
#: A table of which fewer rows than this share have a known 二级指标 and something like a value is doubtful
#: where its borders were guessed.
_PLAUSIBLE = 0.6


def doubts(rows: Sequence[Indicator], header: Header, template: Template | None) -> Iterator[Trouble]:
    """Yield what is doubtful about a table that was read."""
    if not rows:
        yield Trouble("找到了绩效指标的表头，但表头下没有指标行", "请核对原文件是否漏填，或表格是否被截断。", fatal=True)
        return
    if template is None:
        yield Trouble("未登记的表式，各栏按表头字样推断", _LOOK + "如经常收到这种表，可在 rules/templates/ 增加一个表式文件。")
    if header.guessed:
        yield Trouble(f"部分栏目没有规范的表头，按内容推断（{'、'.join(header.guessed)}）", _LOOK)
    shifted = [row.row for row in rows if is_shifted(row)]
    if shifted:
        yield Trouble(f"第 {'、'.join(map(str, shifted))} 行的内容与栏目不符，疑似错列", _LOOK)


def is_shifted(row: Indicator) -> bool:
    """Tell whether the cells of a row seem to stand in their neighbours' columns.

    So they do where a level column holds a value, or where the name of a level stands in a column of text while its own
    column does not hold one.
    """
    if any(text and is_value(text) for text in (row.level1, row.level2)):
        return True
    if row.level1 and is_level2(row.level1) and not is_level1(row.level1) and not is_level2(row.level2):
        return True
    strays = (row.description, row.value, row.basis)
    return not is_level2(row.level2) and any(is_level2(text) and text.endswith("指标") for text in strays if text)


def doubtful(rows: Sequence[Indicator]) -> bool:
    """Tell whether the rows of a table with guessed borders look unlike indicators."""
    plausible = sum(is_level2(row.level2) and bool(row.level3) and bool(row.value) for row in rows)
    return plausible < len(rows) * _PLAUSIBLE
