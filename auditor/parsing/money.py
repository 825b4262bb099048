"""Money in yuan: of a value, and of a project's budget in the header of its table."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.parsing.quantity import quantities
from auditor.types.indicator import IndicatorTable
from auditor.types.quantity import Quantity

_YUAN = {"角": 0.1, "元": 1.0, "百元": 1e2, "千元": 1e3, "万元": 1e4, "百万元": 1e6, "亿元": 1e8}
#: What a budget without a unit is counted in: the larger of the two units in use, so that nothing is called too large wrongly.
_ASSUMED = 1e4
_BARE = re.compile(r"[\d,，.\s]+")
#: From so many tables on a budget that they share is that of the whole, or a filler, not the project's own.
_SHARED = 3


def yuan(quantity: Quantity) -> float:
    """Return an amount of money in yuan, of a range the upper bound; 0 where the value is none."""
    if not quantity.dimension.startswith("money") or quantity.high is None:
        return 0.0
    return quantity.high * _YUAN.get(re.split(r"[/\\每]", quantity.unit)[0], 0.0)


def budget(table: IndicatorTable, document: Iterable[IndicatorTable] = ()) -> float:
    """Return the project's budget in yuan, 0 where the table does not tell it or shares it with others of the document."""
    text = table.header.get("budget", "").strip()
    if not text or sum(other.header.get("budget", "").strip() == text for other in document) >= _SHARED:
        return 0.0
    found = quantities(text)
    if _BARE.fullmatch(text):
        scale = _YUAN.get(table.header.get("currency", "").strip(), _ASSUMED)
        return (found[0].high or 0.0) * scale if len(found) == 1 else 0.0
    return yuan(found[0]) if len(found) == 1 else 0.0
