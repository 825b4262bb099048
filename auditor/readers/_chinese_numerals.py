"""Arabic digits as Chinese numerals, the way the formats [DBNum1] to [DBNum3] show them."""

from __future__ import annotations

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_UNITS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟"), 3: ("", "十", "百", "千")}
_GROUPS = ("", "万", "亿", "兆")


def digitwise(text: str, style: int) -> str:
    """Replace each Arabic digit of ``text`` by the numeral of ``style`` (1-3); style 0 leaves it as it is."""
    return text.translate(str.maketrans("0123456789", _DIGITS[style])) if style in _DIGITS else text


def in_words(number: int, style: int) -> str:
    """Return a whole number from 0 to below 10**16 in words (``一百二十三``); a larger one digit by digit.

    A ten at the head is 一十, as Excel writes it outside dates.
    """
    if number >= 10**16:
        return digitwise(str(number), style)
    zero, out, gap = _DIGITS[style][0], "", False
    for power in range(3, -1, -1):
        group = number // 10 ** (4 * power) % 10000
        if not group:
            gap = bool(out)
            continue
        out += (zero if out and (gap or group < 1000) else "") + _below_ten_thousand(group, style) + _GROUPS[power]
        gap = False
    return out or zero


def _below_ten_thousand(group: int, style: int) -> str:
    digits, out, gap = _DIGITS[style], "", False
    for power in range(3, -1, -1):
        digit = group // 10**power % 10
        if digit:
            out += (digits[0] if gap else "") + digits[digit] + _UNITS[style][power]
        gap = bool(out) and not digit
    return out
