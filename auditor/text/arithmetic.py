"""Arithmetic written out in a text (120台×0.25万元=30万元, 总数，其中…): what of it does not come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.text.normalise import normalise

_SCALES = (("万元", 1e4), ("亿元", 1e8), ("万", 1e4), ("亿", 1e8))
_NUMBER = r"(?<![\d.])\d+(?:\.\d+)?"
_FACTOR = rf"{_NUMBER}[^\d\s×xX*+=,，。;；、()（）]{{0,8}}"
_TERM = rf"{_FACTOR}(?:[×xX*]{_FACTOR}){{0,4}}"
_EQUATION = re.compile(rf"(?P<left>{_TERM}(?:\+{_TERM}){{0,8}})=(?P<right>{_FACTOR})")
_SPLIT = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>.*)")
#: 共300万元，其中省级200万元、县级100万元 up to the end of the sentence.
_WHOLE = re.compile(rf"(?P<whole>{_NUMBER}[^\d\s,，。;；、(（]{{1,4}})[,，(（]?其中[:：]?(?P<parts>[^。;；\n)）]{{1,200}})")
#: One part: a noun that opens no other breakdown (2025年安排, 女教师), and its number.
_PART = re.compile(rf"(?P<noun>[^\d,，、]{{0,8}})(?P<part>{_NUMBER}[^\d\s,，、]{{1,4}})")
#: No cell and no goal that says more than this says it in sums.
_LONGEST = 4000
#: What is counted out is not rounded.
_COUNT = re.compile(r"\d{1,4}")
_ASIDE = re.compile(r"[年已还另男女]|其中|累计")


def wrong_sums(text: str, tolerance: float) -> Iterator[str]:
    """Yield, in Chinese, what is wrong with each equation and each breakdown of ``text`` that does not come out.

    Args:
        text: any text.
        tolerance: relative difference that rounding may cause.
    """
    plain = normalise(text[:_LONGEST])
    for equation in _EQUATION.finditer(plain):
        if re.search(r"[×xX*+]", equation["left"]) and "%" not in equation[0]:
            yield from _wrong_equation(equation, tolerance)
    for breakdown in _WHOLE.finditer(plain):
        yield from _wrong_breakdown(breakdown["whole"], breakdown["parts"], tolerance)


def _wrong_equation(equation: re.Match[str], tolerance: float) -> Iterator[str]:
    """Compare in every scale that the units allow: 120×0.25=30万元 leaves the unit to the result."""
    terms = [re.split(r"[×xX*]", term) for term in equation["left"].split("+")]
    left = sum(_product(term) for term in terms)
    right, unscaled = _amount(equation["right"])
    results = [right, unscaled] if not any(scale(_unit(factor)) > 1 for term in terms for factor in term) else [right]
    if right and not any(near(left, result, tolerance) for result in results):
        yield f"“{equation[0]}”算得{left:,.10g}，写的是{right:,.10g}（以元或个计）"


def _wrong_breakdown(whole: str, parts: str, tolerance: float) -> Iterator[str]:
    """Parts may be left out, but together they cannot be more than the whole."""
    total, _ = _amount(whole)
    found = [(match["noun"], match["part"]) for match in _PART.finditer(parts)]
    kept = [part for noun, part in found if _plain_unit(part) == _plain_unit(whole)]
    if not kept or any(_ASIDE.search(noun + part) for noun, part in found):
        return
    together = sum(_amount(part)[0] for part in kept)
    exact = all(_COUNT.fullmatch(_parts(item)["number"]) and scale(_unit(item)) == 1 for item in (whole, *kept))
    if together > total * (1 + (0.0 if exact else tolerance)):
        yield f"“其中”各项（{'、'.join(kept)}）合计{together:,.10g}，超过总数“{whole}”"


def _product(factors: list[str]) -> float:
    value = 1.0
    for factor in factors:
        value *= _amount(factor)[0]
    return value


def _amount(factor: str) -> tuple[float, float]:
    """Return the number in yuan or pieces, and the number as written."""
    number = float(_parts(factor)["number"])
    return number * scale(_unit(factor)), number


def _parts(factor: str) -> re.Match[str]:
    found = _SPLIT.match(factor)
    assert found is not None
    return found


def _unit(factor: str) -> str:
    return _parts(factor)["unit"]


def _plain_unit(factor: str) -> str:
    return re.sub(r"^[万亿](?=.)", "", _unit(factor))[:1]


def scale(unit: str) -> float:
    """Return what a unit's 万 or 亿 multiplies by (万元, 万亩: 10,000), 1 where it has none."""
    return next((factor for name, factor in _SCALES if unit.startswith(name)), 1.0)


def near(left: float, right: float, tolerance: float) -> bool:
    """Tell whether two amounts differ by no more than ``tolerance`` of the larger."""
    return abs(left - right) <= tolerance * max(left, right)
