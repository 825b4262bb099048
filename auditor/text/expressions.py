"""Regular expressions that stand in rules."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=256)
def compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one expression that matches wherever one of ``patterns`` does, nowhere if there is none.

    Raises:
        ValueError: one is not well-formed; says in Chinese which.
    """
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"正则表达式“{pattern}”写得不对（第{(error.pos or 0) + 1}个字符处）") from error
    return re.compile("|".join(f"(?:{item})" for item in patterns) or r"(?!)")
