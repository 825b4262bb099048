"""A quantity in canonical writing, which the grammar reads back as the same quantity."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from auditor.parsing.view import view
from auditor.types.quantity import Quantity

_LARGEST_DENOMINATOR = 9999
_DATES = {"季度": "第{}季度", "日": "每月{}日"}
_APPROXIMATE = "约"


def render(quantity: Quantity) -> str:
    """Return the value in canonical writing: ``≥95%``, ``3-5天``, ``约200人``, ``≤12月``, ``2/3``.

    A point in time that names no month, quarter, day or year, and words without a number, are given in half width.
    """
    if quantity.kind == "empty":
        return ""
    sign = _APPROXIMATE if quantity.operator == "±" else quantity.operator
    if quantity.kind in ("grade", "text"):
        return sign + quantity.rest
    if quantity.low is None or quantity.high is None:
        return view(quantity.raw).text
    if quantity.kind == "date" and quantity.unit in _DATES:
        return sign + _DATES[quantity.unit].format(number(quantity.low))
    if quantity.dimension == "ratio" and not quantity.unit:
        return sign + _fraction(quantity.low)
    bounds = number(quantity.low) if quantity.low == quantity.high else f"{number(quantity.low)}-{number(quantity.high)}"
    return f"{sign}{bounds}{quantity.unit}"


def number(value: float) -> str:
    """Return a number without exponent and without needless zeros: ``120000``, ``0.5``."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _fraction(value: float) -> str:
    ratio = Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)
    return f"{ratio.numerator}{'/' if ratio < 1 else ':'}{ratio.denominator}"
