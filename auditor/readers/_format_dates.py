"""Shows the day numbers of a spreadsheet as dates and times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from auditor.readers._chinese_numerals import digitwise, in_words
from auditor.readers._format_tokens import Section, Token

_DAYS_ZH = "一二三四五六日"
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LAST_DAY = 2958465  # 9999-12-31, the end of Excel's calendar
_DAYS_1904 = 1462  # between the two beginnings of the calendar
#: Year, month, day and weekday of the days 0 and 60 of the calendar of 1900, which were none.
_NEVER = {0: (1900, 1, 0, 5), 60: (1900, 2, 29, 2)}
#: Formats that stand for the system's own long date and time ([$-F800], [$-F400]), as a Chinese system shows them.
SYSTEM = {"f800": 'yyyy"年"m"月"d"日"', "f400": "h:mm:ss"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day number taken apart.

    Attributes:
        year, month, day: of the calendar.
        weekday: 0 for Monday.
        seconds: whole seconds since midnight.
        total: whole seconds since day 0, for elapsed times.
        decimals: digits of the second after the point.
    """

    year: int
    month: int
    day: int
    weekday: int
    seconds: int
    total: int
    decimals: str


def moment(serial: float, epoch_1904: bool, places: int = 0) -> Moment | None:
    """Return the moment of a day number, rounded to ``places`` digits of a second, None outside Excel's calendar.

    Excel counts a 29 February 1900 that never was (ECMA-376 part 1, 18.17.4.1): days before it are one off.
    """
    if not 0 <= serial < _LAST_DAY + 1 - _DAYS_1904 * epoch_1904:
        return None
    total, part = divmod(round(serial * 86400 * 10**places), 10**places)
    days, seconds = divmod(total, 86400)
    clock = (seconds, total, f"{part:0{places}d}")
    if not epoch_1904 and days in _NEVER:
        return Moment(*_NEVER[days], *clock)
    first = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 31 if days < 60 else 30)
    day = first + timedelta(days=min(days, (date.max - first).days))
    return Moment(day.year, day.month, day.day, day.weekday(), *clock)


def serial_of(text: str) -> float | None:
    """Return the day number (calendar of 1900) of an ISO 8601 date or date and time, None where the text is none."""
    try:
        at = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return None
    return (at.replace(tzinfo=None) - datetime(1899, 12, 30)).total_seconds() / 86400


def show_date(serial: float, section: Section, epoch_1904: bool) -> str | None:
    """Return the day number as the section shows it, None where it lies outside the calendar."""
    tokens = section.tokens
    at = moment(serial, epoch_1904, _fraction_places(tokens))
    if at is None:
        return None
    twelve = section.has("noon")
    return "".join(_show(tokens, i, at, section, twelve) for i in range(len(tokens)))


def _fraction_places(tokens: tuple[Token, ...]) -> int:
    """Digits after the point of the seconds (``ss.00``)."""
    after = [i for i, token in enumerate(tokens) if token.kind == "point"]
    return sum(token.kind == "digit" for token in tokens[after[0] :]) if after else 0


def _show(tokens: tuple[Token, ...], i: int, at: Moment, section: Section, twelve: bool) -> str:
    token = tokens[i]
    if token.kind == "date":
        sign = "minute" if token.text[0] == "m" and len(token.text) < 3 and _is_minute(tokens, i) else token.text
        return _part(sign, len(token.text), at, section, twelve)
    if token.kind == "elapsed":
        return str(at.total // {"h": 3600, "m": 60, "s": 1}[token.text[0]]).zfill(len(token.text))
    if token.kind == "noon":
        late = at.seconds >= 43200
        first, _, second = token.text.partition("/")
        return second if late else first
    if token.kind == "digit":
        place = sum(earlier.kind == "digit" for earlier in tokens[:i])
        return at.decimals[place : place + 1]
    return token.text


def _is_minute(tokens: tuple[Token, ...], i: int) -> bool:
    """An m is a minute right after an hour or right before a second."""
    before = [token.text[0] for token in tokens[:i] if token.kind in ("date", "elapsed")]
    after = [token.text[0] for token in tokens[i + 1 :] if token.kind in ("date", "elapsed")]
    return before[-1:] == ["h"] or after[:1] == ["s"]


def _part(sign: str, width: int, at: Moment, section: Section, twelve: bool) -> str:
    if sign == "minute":
        return _padded(at.seconds // 60 % 60, width, section)
    letter = sign[0]
    if letter in "ye":
        short = letter == "y" and width < 3
        return digitwise(f"{at.year % 100:02d}" if short else str(at.year), section.numerals)
    if letter == "g":
        return ""
    if letter == "a":
        return ("星期" if width > 3 else "") + _DAYS_ZH[at.weekday]
    if letter == "m" and width > 2:
        return _month_name(at.month, width, section)
    if letter == "d" and width > 2:
        return _day_name(at.weekday, width, section)
    hour = at.seconds // 3600
    shown = {"m": at.month, "d": at.day, "h": (hour % 12 or 12) if twelve else hour, "s": at.seconds % 60}
    return _padded(shown[letter], width, section)


def _padded(number: int, width: int, section: Section) -> str:
    if section.numerals in (1, 2) and width == 1:
        return _words(number, section.numerals)
    return digitwise(str(number).zfill(width), section.numerals)


def _words(number: int, style: int) -> str:
    """Words of a day, month or hour: 十二, not 一十二."""
    words = in_words(number, style)
    return words[1:] if 10 <= number < 20 else words


def _chinese(section: Section) -> bool:
    return section.locale.endswith("804")


def _month_name(month: int, width: int, section: Section) -> str:
    if _chinese(section):
        return f"{_words(month, 1)}月"
    name = _MONTHS_EN[month - 1]
    return {3: name[:3], 5: name[0]}.get(width, name)


def _day_name(weekday: int, width: int, section: Section) -> str:
    if _chinese(section):
        return ("周" if width == 3 else "星期") + _DAYS_ZH[weekday]
    return _DAYS_EN[weekday][:3] if width == 3 else _DAYS_EN[weekday]
