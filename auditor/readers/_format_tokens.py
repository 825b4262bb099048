"""Takes a spreadsheet number format apart: sections, conditions, literals, digit and date places (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | [_*](?P<padding>.)                                   # a blank as wide as the sign, or a filler: nothing a reader sees
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式|常规)
    | (?P<noon>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<fraction>(?:[\#0?]+[ ]+)?[\#0?]+[ ]?/[ ]?(?:[1-9]\d*|[\#0?]+))
    | (?P<date>y+|m+|d+|h+|s+|e+|g+|a{3,4})
    | (?P<digit>[\#0?])
    | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<at>@) | (?P<semicolon>;)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?(?:E[+-]?\d+)?)", re.IGNORECASE)
_LITERAL = ("quoted", "escaped", "other")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a section.

    Attributes:
        kind: ``text``, ``digit``, ``point``, ``comma``, ``percent``, ``exponent``, ``fraction``, ``date``, ``elapsed``,
            ``noon``, ``general`` or ``at``.
        text: the literal, or the sign as written.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts that semicolons divide.

    Attributes:
        tokens: in order, without colours, paddings and conditions.
        condition: operator and number of ``[>=10]``, None where none is stated.
        numerals: 1-3 for ``[DBNum1]`` to ``[DBNum3]``, else 0.
        locale: hexadecimal language of ``[$-804]`` in lower case, empty where none is stated.
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    numerals: int = 0
    locale: str = ""

    def has(self, *kinds: str) -> bool:
        """Tell whether a token of one of these kinds stands in the section."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether the section shows a date or a time."""
        return self.has("date", "elapsed", "noon")


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[Section, ...]:
    """Return the sections of a format code, at least one; any text is accepted, as Excel files hold invalid codes too."""
    parts: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match.lastgroup == "semicolon":
            parts.append([])
        else:
            parts[-1].append(match)
    return tuple(_section(part) for part in parts)


def _section(matches: list[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition: tuple[str, float] | None = None
    numerals, locale = 0, ""
    for match in matches:
        kind, text = match.lastgroup or "other", match.group(match.lastgroup or 0)
        if kind in _LITERAL:
            tokens.append(Token("text", text))
        elif kind == "bracket":
            found = _CONDITION.fullmatch(text.strip())
            if found:
                condition = (found[1], float(found[2]))
            elif re.fullmatch("DBNum[123]", text, re.IGNORECASE):
                numerals = int(text[-1])
            elif text.startswith("$"):
                symbol, _, locale = text[1:].lower().partition("-")
                tokens.append(Token("text", text[1 : 1 + len(symbol)]))
            elif re.fullmatch("h+|m+|s+", text, re.IGNORECASE):
                tokens.append(Token("elapsed", text.lower()))
        elif kind != "padding":
            tokens.append(Token(kind, text.lower() if kind == "date" else text))
    return Section(tuple(tokens), condition, numerals, locale)
