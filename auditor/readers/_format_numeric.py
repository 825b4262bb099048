"""Shows numbers by the digit places of a number format: grouping, scaling, percentages, exponents and fractions."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from auditor.readers._chinese_numerals import digitwise, in_words
from auditor.readers._format_tokens import Section, Token

_FRACTION = re.compile(r"(?:([#0?]+) +)?([#0?]+) ?/ ?(.+)")
#: Digits that a double holds for certain; more are noise of binary fractions.
_DIGITS = 15
#: Decimals that General shows in a cell of usual width.
_GENERAL_DECIMALS = 9


def exact(value: float) -> Decimal:
    """Return the number without the noise of its binary fraction (0.30000000000000004 is 0.3)."""
    return Decimal(f"{value:.{_DIGITS}g}")


def general(value: float) -> str:
    """Return the number as the format General shows it in a cell wide enough.

    Unlike Excel, whole numbers of more than 11 digits stay in full: they are amounts or codes, never 1.2E+11.
    """
    if not math.isfinite(value):
        return "#NUM!"
    if abs(value) < 10**_DIGITS and value == int(value):
        return str(int(value))
    short = repr(value)
    # short enough to hold neither noise nor too many decimals, which saves most numbers the exact way
    if len(short) <= _GENERAL_DECIMALS + 2 and "e" not in short:
        return short
    number = exact(value)
    if not number:
        return "0"
    if not -_GENERAL_DECIMALS <= number.adjusted() <= 20:
        mantissa = f"{value:.5e}".partition("e")[0].rstrip("0").rstrip(".")
        return f"{mantissa}E{number.adjusted():+03d}"
    if -4 <= number.adjusted() < _DIGITS:
        number = round(number, _GENERAL_DECIMALS)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_number(value: float, section: Section, signed: bool) -> str:
    """Return the number as the section shows it.

    Args:
        value: finite.
        section: has no date places.
        signed: whether a negative number gets a minus; False where the section itself stands for the negative ones.
    """
    sign = "-" if value < 0 and signed else ""
    number = abs(exact(value))
    if section.has("general"):
        return sign + "".join(_general(number, section) if t.kind == "general" else t.text for t in section.tokens)
    if section.has("fraction"):
        number *= 100 ** sum(token.kind == "percent" for token in section.tokens)
        return sign + "".join(_fraction(number, t.text) if t.kind == "fraction" else t.text for t in section.tokens)
    with localcontext() as context:
        context.prec = 400  # quantize must hold every digit of 1E+308
        return sign + digitwise("".join(_Places(section.tokens).fill(number)), section.numerals)


def _general(number: Decimal, section: Section) -> str:
    text = general(float(number))
    whole, point, decimals = text.partition(".")
    if not section.numerals or not whole.isdigit():
        return text
    return in_words(int(whole), section.numerals) + point + digitwise(decimals, section.numerals)


def _fraction(number: Decimal, code: str) -> str:
    """``# ?/?`` and its kin: the nearest fraction whose denominator fits the places, or is the one stated."""
    match = _FRACTION.fullmatch(code)
    assert match is not None  # the tokeniser matched the same shape
    whole = int(number) if match[1] else 0
    rest = Fraction(number) - whole
    if match[3].isdigit() and int(match[3]):
        bottom = int(match[3])
        top = int(rest * bottom + Fraction(1, 2))
    else:
        near = rest.limit_denominator(10 ** len(match[3]) - 1)
        top, bottom = near.numerator, near.denominator
    if match[1] and top == bottom:
        whole, top = whole + 1, 0
    part = f"{top}/{bottom}" if top or not match[1] else ""
    return " ".join(filter(None, [str(whole) if whole or not part else "", part]))


class _Places:
    """The digit places of one section, filled from the point outwards."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        kinds = [token.kind for token in tokens]
        self.exponent = kinds.index("exponent") if "exponent" in kinds else len(kinds)
        self.point = kinds.index("point") if "point" in kinds[: self.exponent] else self.exponent
        digits = [i for i, kind in enumerate(kinds) if kind == "digit"]
        self.whole = [i for i in digits if i < self.point]
        self.decimals = [i for i in digits if self.point < i < self.exponent]
        self.powers = [i for i in digits if i > self.exponent]
        commas = [i for i, kind in enumerate(kinds) if kind == "comma"]
        last = self.whole[-1] if self.whole else -1
        self.grouped = any(i < last for i in commas)
        scales = sum(i > last for i in commas)
        self.shift = 2 * kinds.count("percent") - 3 * scales

    def fill(self, number: Decimal) -> list[str]:
        """Return the text of every token, digits in their places."""
        out = [token.text if token.kind not in ("digit", "comma", "exponent") else "" for token in self.tokens]
        if not (self.whole or self.decimals):
            return out
        number = number.scaleb(self.shift)
        power = 0
        if self.exponent < len(self.tokens):
            number, power = self._normalised(number)
            sign = "-" if power < 0 else "+" if self.tokens[self.exponent].text[1] == "+" else ""
            out[self.exponent] = "E" + sign
            self._fill_whole(out, self.powers, str(abs(power)), grouped=False)
        whole, _, decimals = f"{self._rounded(number):f}".partition(".")
        self._fill_whole(out, self.whole, whole.lstrip("0"), self.grouped)
        if not self.whole:
            out[self.point] = whole.lstrip("0") + out[self.point]
        self._fill_decimals(out, decimals)
        return out

    def _rounded(self, number: Decimal) -> Decimal:
        return number.quantize(Decimal(1).scaleb(-len(self.decimals)), ROUND_HALF_UP)

    def _normalised(self, number: Decimal) -> tuple[Decimal, int]:
        """Mantissa and power of ten; several whole places step in their number (``##0.0E+0``)."""
        if not number:
            return number, 0
        step = max(len(self.whole), 1)
        power = number.adjusted() // step * step
        mantissa = self._rounded(number.scaleb(-power))
        if mantissa.adjusted() >= step:
            mantissa, power = mantissa.scaleb(-step), power + step
        return mantissa, power

    def _fill_whole(self, out: list[str], slots: list[int], digits: str, grouped: bool) -> None:
        """From the right: one digit a place, the rest at the first place; a 0 asks for zeros at all places right of it."""
        for count, slot in enumerate(reversed(slots)):
            part, digits = (digits, "") if slot == slots[0] else (digits[-1:], digits[:-1])
            if not part and any(self.tokens[i].text == "0" for i in slots if i <= slot):
                part = "0"
            out[slot] = _group(part, count) if grouped else part

    def _fill_decimals(self, out: list[str], digits: str) -> None:
        """From the left; ``#`` and ``?`` drop the zeros at the end, and the point goes with the last digit."""
        shown = False
        for slot, digit in reversed(list(zip(self.decimals, digits, strict=False))):
            shown = shown or digit != "0" or self.tokens[slot].text == "0"
            out[slot] = digit if shown else ""
        if self.point < self.exponent and not shown:
            out[self.point] = out[self.point].removesuffix(".")


def _group(part: str, count: int) -> str:
    """Commas after every third digit, where ``count`` digits stand to the right of ``part``."""
    out = ""
    for place, digit in enumerate(reversed(part), start=count):
        out = digit + ("," if place and place % 3 == 0 else "") + out
    return out
