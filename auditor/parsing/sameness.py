"""Whether two value cells say the same, however their units are written (1.6万㎡, 16000平方米)."""

from __future__ import annotations

from auditor.parsing.composites import find_unit
from auditor.parsing.quantity import quantities
from auditor.text.normalise import bare
from auditor.types.quantity import Quantity

#: Numbers that differ by less are the same number in another unit.
_ROUNDING = 1e-9


def same_value(left: str, right: str) -> bool:
    """Tell whether two value cells hold the same numbers in the same measure; False where either is empty.

    Words without a number are compared as they stand. Nothing is raised.
    """
    if not bare(left) or not bare(right):
        return False
    if bare(left) == bare(right):
        return True
    ours, theirs = quantities(left), quantities(right)
    return len(ours) == len(theirs) and all(map(_equal, ours, theirs))


def _equal(left: Quantity, right: Quantity) -> bool:
    if (left.kind, left.operator, left.dimension) != (right.kind, right.operator, right.dimension):
        return False
    if left.low is None or right.low is None or left.high is None or right.high is None:
        return False
    factors = _scale(left), _scale(right)
    pairs = ((left.low, right.low), (left.high, right.high))
    return all(abs(a * factors[0] - b * factors[1]) <= _ROUNDING * max(1.0, abs(a * factors[0])) for a, b in pairs)


def _scale(quantity: Quantity) -> float:
    unit = find_unit(quantity.unit) if quantity.unit else None
    return unit.scale if unit else 1.0


def cut_short(left: tuple[str, str], right: tuple[str, str], least: int = 4) -> bool:
    """Tell whether one (description, value) repeats the other with less said in front: 裂缝修补面积, 路面裂缝修补面积."""
    short, long = sorted((bare(left[0]), bare(right[0])), key=len)
    return len(short) >= least and long.endswith(short) and same_value(left[1], right[1])
