"""Which rows an office's own rule speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.text.expressions import compiled
from auditor.text.normalise import normalise
from auditor.types.indicator import COLUMNS
from auditor.types.parsed import Context, ParsedRow

#: What of the table a rule may ask for beside the row's own columns.
_OF_TABLE = ("project", "goal", "unit_name")


def refuse_unknown(columns: Mapping[str, str] | tuple[str, ...], of_table: bool = False) -> None:
    """Raise ValueError, in Chinese, where a column is unknown or its expression is not well-formed."""
    known = (*COLUMNS, *(_OF_TABLE if of_table else ()))
    for name in columns:
        if name not in known:
            raise ValueError(f"没有“{name}”这一栏，可用的有：{'、'.join(known)}")
    if isinstance(columns, Mapping):
        compiled(tuple(columns.values()))


def fits(row: ParsedRow, where: Mapping[str, str], context: Context) -> bool:
    """Tell whether every column named in ``where`` holds what its regular expression asks for."""
    return all(compiled((pattern,)).search(normalise(_text(row, role, context))) for role, pattern in where.items())


def _text(row: ParsedRow, role: str, context: Context) -> str:
    if role in _OF_TABLE:
        return str(getattr(context.table.table, role)) if context.table else ""
    return row.indicator.cell(role)
