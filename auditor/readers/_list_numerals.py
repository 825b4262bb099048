"""Writes a paragraph's automatic number in the number formats of Word that Chinese documents use."""

from __future__ import annotations

from collections.abc import Callable

from auditor.readers._chinese_numerals import digitwise, in_words

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _chinese(value: int) -> str:
    words = in_words(value, 1) if 0 < value < 10000 else str(value)
    return words[1:] if words.startswith("一十") else words


def _letters(value: int) -> str:
    # Word repeats the letter: z is followed by aa, bb …
    return chr(96 + (value - 1) % 26 + 1) * ((value - 1) // 26 + 1) if 0 < value <= 780 else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    out = ""
    for size, sign in _ROMAN:
        times, value = divmod(value, size)
        out += sign * times
    return out


def _run(first: str, count: int) -> Callable[[int], str]:
    """Return a format whose signs stand one after another in Unicode, digits beyond ``count``."""
    return lambda value: chr(ord(first) + value - 1) if 0 < value <= count else str(value)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value > 0 else str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: digitwise(str(value), 3),
    "decimalEnclosedCircle": _run("①", 20),
    "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": lambda value: digitwise(str(value), 1),
    "taiwaneseDigital": lambda value: digitwise(str(value), 1),
    "chineseLegalSimplified": lambda value: in_words(max(value, 0), 2),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "bullet": lambda value: "",
    "none": lambda value: "",
}


def numeral(value: int, number_format: str) -> str:
    """Return ``value`` in Word's ``number_format`` (``w:numFmt``); digits for a format that is not known."""
    return _FORMATS.get(number_format, str)(value)
