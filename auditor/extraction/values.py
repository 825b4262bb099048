"""The displayed value of an indicator, joined from the columns over which a template splits it."""

from __future__ import annotations

from auditor.extraction.vocabulary import label_key, vocabulary
from auditor.text.normalise import normalise

#: Columns that may hold the operator, whatever their header says.
OPERATOR_ROLES = ("operator", "nature", "direction")


def operator_of(text: str) -> str:
    """Return the sign that a cell stands for (``≥`` for 大于等于), empty where it is no operator."""
    return vocabulary().operators.get(normalise(text), "")


def is_nature(text: str) -> bool:
    """Tell whether a cell says 定性 or 定量."""
    return label_key(text) in vocabulary().natures


def join_value(operator: str, number: str, unit: str) -> str:
    """Return ``operator``, ``number`` and ``unit`` as one value; parts that the number already shows are not repeated.

    Without a number there is no value: an operator or a unit alone says nothing.
    """
    if not number or number == unit:
        return number
    plain = normalise(number)
    sign = operator_of(operator)
    begins = any(plain.startswith(word) for word in vocabulary().operators)
    head = sign if sign and not begins else ""
    tail = unit if unit and not plain.endswith(normalise(unit)) else ""
    return f"{head}{number}{tail}"
