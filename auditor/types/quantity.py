"""What a value cell means, and what a basis cell cites."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One value of a cell: operator, number, unit. Spans are character offsets into the raw text.

    Attributes:
        raw: the cell's text.
        kind: ``number``, ``range``, ``date`` (a point in time), ``grade`` (qualitative words), ``text`` (no value), ``empty``.
        operator: one of ``≥ ≤ > < = ±`` or empty; words such as 不低于 are mapped to their sign.
        low, high: bounds in the standard unit's scale of the number itself (万 and 亿 multiplied in only where
            they belong to the number, not to 万元); equal for a single number; None where there is none.
        unit: the unit as standardised by rules/lexicons/units.yaml (``%``, ``人``, ``万元``, ``元/人``), empty for none.
        raw_unit: the unit as written.
        dimension: dimension of the unit (``ratio``, ``people``, ``money`` …), empty for none or unknown.
        standard: whether the unit is written in its standard form.
        operator_span, number_span, unit_span: where each part stands in raw; (0, 0) for none.
        rest: text that the grammar did not take up.
    """

    raw: str
    kind: str
    operator: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    raw_unit: str = ""
    dimension: str = ""
    standard: bool = True
    operator_span: Span = (0, 0)
    number_span: Span = (0, 0)
    unit_span: Span = (0, 0)
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One source named in a basis cell.

    Attributes:
        kind: ``document`` (文号), ``law``, ``title`` (《…》), ``record`` (named record or statistic), ``survey``,
            ``contract``, ``plan`` (a plan with a year), ``budget`` (预算控制数), ``vague``, ``none``.
        text: as written.
        span: where it stands in the cell.
        issuer, year, serial: parts of a 文号, empty/None where missing.
        missing: what a 文号 lacks, of ``issuer``, ``year``, ``serial``, ``hao``; ``misspelt`` for the issuer (of any source).
    """

    kind: str
    text: str
    span: Span
    issuer: str = ""
    year: int | None = None
    serial: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What a name and description say is measured.

    Attributes:
        dimensions: dimensions that a value may have (``ratio``, ``people`` …); empty where the words do not tell.
        strict: True where only these dimensions are possible.
        direction: ``up`` where more is better, ``down`` where less is, empty where unknown.
        words: the words that decided.
        unit: the unit to suggest, empty where none is certain.
    """

    dimensions: frozenset[str] = frozenset()
    strict: bool = False
    direction: str = ""
    words: tuple[str, ...] = ()
    unit: str = ""
