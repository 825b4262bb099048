"""Numbers in Arabic or Chinese digits."""

from __future__ import annotations

import re
from functools import lru_cache

#: Longer runs of digits before or behind the point are account numbers or rubbish, not values.
MAX_DIGITS = 15
_MAX_DECIMALS = 20
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
CHINESE = (
    r"(?:半(?=个?[年月天日小周学])"
    r"|[零〇一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾][零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]{0,15}(?:点[零〇一二三四五六七八九]{1,9})?)"
)
_ARABIC = re.compile(DIGITS + r"\Z")
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟〇两", "一二三四五六七八九十百千零二")
_SCALES = {"十": 10.0, "百": 100.0, "千": 1000.0, "万": 1e4, "亿": 1e8}


def scale(text: str) -> float:
    """Return the product of 十, 百, 千, 万, 亿 in ``text``; 1 for none."""
    product = 1.0
    for char in text:
        product *= _SCALES[char]
    return product


def number(text: str) -> float | None:
    """Return the number that ``text`` writes (``1,200.5``, ``九十五点五``), None where it is none or too long to be a value."""
    if _ARABIC.match(text):
        whole, _, decimals = text.replace(",", "").partition(".")
        return float(f"{whole or 0}.{decimals or 0}") if len(whole) <= MAX_DIGITS and len(decimals) <= _MAX_DECIMALS else None
    return _chinese(text)


@lru_cache(maxsize=1024)
def _chinese(text: str) -> float | None:
    plain = text.translate(_FORMAL)
    if not plain or len(plain) > MAX_DIGITS + 10:
        return None
    if plain in ("零", "半"):
        return 0.0 if plain == "零" else 0.5
    import cn2an

    try:
        return float(cn2an.cn2an(plain, "normal"))
    except (ValueError, KeyError, IndexError, OverflowError):
        return None
