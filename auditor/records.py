"""Findings and rows as flat records with the keys that other programs rely on (DESIGN.md §5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from auditor.types.finding import Finding, Related, Report
from auditor.types.grid import Place
from auditor.types.indicator import Extraction, Indicator, IndicatorTable

if TYPE_CHECKING:
    import pandas

#: Keys of a finding, with the Chinese titles that people read.
FINDING_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "code": "代码",
        "name": "疑点",
        "severity": "严重程度",
        "confidence": "置信度",
        "source": "文件",
        "table": "表序",
        "row": "行序",
        "column": "问题栏目",
        "project": "项目",
        "message": "说明",
        "evidence": "判断依据",
        "suggestion": "修改建议",
        "related": "关联位置",
        "place": "位置",
    }
)

#: Keys of a row, with the Chinese titles that people read; the last three only where a template has them.
ROW_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "source": "文件",
        "unit_name": "单位",
        "year": "年度",
        "table": "表序",
        "project": "项目",
        "goal": "绩效目标",
        "row": "行序",
        "level1": "一级指标",
        "level2": "二级指标",
        "level3": "三级指标",
        "description": "绩效指标描述",
        "value": "指标值",
        "basis": "指标值确定依据",
        "place": "位置",
        "weight": "权重",
        "nature": "指标性质",
        "actual": "实际完成值",
    }
)

#: Columns that only some templates have.
OPTIONAL_ROLES = ("weight", "nature", "actual")
_CELLS = ("level1", "level2", "level3", "description", "value", "basis")
_WHOLE_NUMBERS = ("table", "row", "year")


def finding_record(finding: Finding) -> dict[str, Any]:
    """Return the finding with exactly the keys of FINDING_TITLES; ``related`` is a list of dicts, ``severity`` a plain text."""
    record = {key: getattr(finding, key) for key in FINDING_TITLES}
    record["severity"] = finding.severity.value
    record["related"] = [_related_record(item) for item in finding.related]
    return record


def _related_record(related: Related) -> dict[str, Any]:
    return {"source": related.source, "table": related.table, "row": related.row, "note": related.note}


def row_record(table: IndicatorTable, indicator: Indicator) -> dict[str, Any]:
    """Return one row with the keys of ROW_TITLES; OPTIONAL_ROLES only where the table's template has them."""
    record: dict[str, Any] = {
        "source": table.source,
        "unit_name": table.unit_name,
        "year": table.year,
        "table": table.number,
        "project": table.project,
        "goal": table.goal,
        "row": indicator.row,
    }
    record.update((role, indicator.cell(role)) for role in _CELLS)
    record["place"] = place_text(indicator.place, table.number, indicator.row)
    record.update((role, indicator.cell(role)) for role in OPTIONAL_ROLES if role in table.roles or indicator.cell(role))
    return record


def place_text(place: Place, table: int | None, row: int | None) -> str:
    """Say in Chinese where something stands, in the terms in which a person finds it in the original.

    Args:
        place: of the row, or of the table where ``row`` is None.
        table: 1-based indicator table, None for the document as a whole.
        row: 1-based row of the table, None for the table as a whole.

    Returns:
        Such as ``第3页 表5 第7行``, ``工作表“项目” 第12行``, ``第120行(文本)``; a table's place ends with 起.
    """
    start = "" if row is not None else "起"
    if place.sheet is not None:
        number = f"第{place.row}行{start}" if place.row else _table_text(table, row)
        return f"工作表“{place.sheet}” {number}".rstrip()
    if place.line is not None:
        return f"第{place.line}行{start}(文本)"
    page = f"第{place.page}页" if place.page is not None else ""
    return f"{page} {_table_text(table, row)}".strip() or "整个文件"


def _table_text(table: int | None, row: int | None) -> str:
    parts = ("" if table is None else f"表{table}", "" if row is None else f"第{row}行")
    return " ".join(part for part in parts if part)


def findings_frame(report: Report) -> pandas.DataFrame:
    """Return one line a finding, columns as FINDING_TITLES, also where there is no finding."""
    return _frame((finding_record(finding) for finding in report.findings), tuple(FINDING_TITLES))


def rows_frame(extractions: Iterable[Extraction]) -> pandas.DataFrame:
    """Return one line an indicator row, columns as ROW_TITLES; OPTIONAL_ROLES only where some row has them."""
    return _frame(row_records(extractions), tuple(key for key in ROW_TITLES if key not in OPTIONAL_ROLES))


def row_records(extractions: Iterable[Extraction]) -> Iterable[dict[str, Any]]:
    """Yield the record of every indicator row, in reading order."""
    return (row_record(table, row) for extraction in extractions for table in extraction.tables for row in table.rows)


def _frame(records: Iterable[dict[str, Any]], columns: tuple[str, ...]) -> pandas.DataFrame:
    import pandas

    rows = list(records)
    present = [*columns, *(role for role in OPTIONAL_ROLES if any(role in row for row in rows))]
    frame = pandas.DataFrame(rows, columns=present)
    # A missing number must not turn the whole column into 1.0, 2.0, NaN.
    return frame.astype({name: "Int64" for name in _WHOLE_NUMBERS if name in present})
