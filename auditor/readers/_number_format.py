"""Shows a cell's value as the spreadsheet program would: 0.95 by the format 0% is 95%, 100 by 0"人" is 100人."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import lru_cache

from auditor.readers._format_dates import SYSTEM, show_date
from auditor.readers._format_numeric import general, show_number
from auditor.readers._format_tokens import Section, sections

#: Formats that a file names by number only, as a Chinese system shows them (ECMA-376 part 1, 18.8.30, zh-cn).
BUILTIN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: "¥#,##0;¥-#,##0", 6: "¥#,##0;[Red]¥-#,##0", 7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;[Red]¥-#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

#: Numbers of BUILTIN whose look is the system's, not the file's, even where the file spells a format for them.
LOCAL = frozenset({14, 22, *range(27, 37), *range(50, 59)})

#: Formats that change nothing.
_PLAIN = frozenset({"", "General", "@"})

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip


def display(value: float | str, code: str = "General", epoch_1904: bool = False) -> str:
    """Return the value as displayed, without the blanks that only align it.

    Args:
        value: the number, or the text, that is stored.
        code: the format; an unknown or broken one never fails.
        epoch_1904: whether day numbers count from 1904 (old Macintosh workbooks).
    """
    if code in _PLAIN:
        return value if isinstance(value, str) else general(value)
    return _display(value, code, epoch_1904)


@lru_cache(maxsize=65536)
def _display(value: float | str, code: str, epoch_1904: bool) -> str:
    parts = sections(code)
    if isinstance(value, str):
        return _text(value, parts)
    if not math.isfinite(value):
        return general(value)
    chosen = _choose(value, parts)
    if chosen is None or chosen.has("at"):
        return general(value)
    section = _system(chosen)
    if section.is_date:
        shown = show_date(value, section, epoch_1904)
        return general(value) if shown is None else shown.strip()
    return show_number(value, section, _keeps_sign(value, chosen, parts)).strip()


def is_date(code: str) -> bool:
    """Whether the format shows numbers as dates or times."""
    return _system(sections(code)[0]).is_date


def _text(value: str, parts: tuple[Section, ...]) -> str:
    """Text is shown by the fourth section, or by a last one that has ``@``."""
    section = parts[3] if len(parts) > 3 else parts[-1]
    if len(parts) <= 3 and not section.has("at"):
        return value
    return "".join(value if token.kind == "at" else token.text for token in section.tokens)


def _system(section: Section) -> Section:
    return sections(SYSTEM[section.locale])[0] if section.locale in SYSTEM else section


def _numeric(parts: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections for numbers: a last one with ``@`` is for text."""
    return parts[:-1] if len(parts) > 1 and parts[-1].has("at") else parts[:3]


def _choose(value: float, parts: tuple[Section, ...]) -> Section | None:
    """Return the section for the number, None where no stated condition holds."""
    numeric = _numeric(parts)
    if not any(section.condition for section in numeric):
        if len(numeric) > 2 and value == 0:
            return numeric[2]
        return numeric[1] if len(numeric) > 1 and value < 0 else numeric[0]
    for section in numeric[:2]:
        if section.condition and _COMPARE[section.condition[0]](value, section.condition[1]):
            return section
    rest = [section for section in numeric if not section.condition]
    if len(rest) > 1:  # [>=10]…;…;…: the second is for the negative ones
        return rest[0] if value < 0 else rest[-1]
    return rest[0] if rest else None


def _keeps_sign(value: float, section: Section, parts: tuple[Section, ...]) -> bool:
    """A section that only negative numbers reach writes its own sign."""
    if section.condition:
        sign, limit = section.condition
        return not (sign in ("<", "<=", "=") and (limit < 0 or (limit == 0 and sign == "<")))
    numeric = _numeric(parts)
    if any(other.condition for other in numeric):
        rest = [other for other in numeric if not other.condition]
        return not (len(rest) > 1 and section is rest[0])
    return len(numeric) < 2 or section is not numeric[1]
