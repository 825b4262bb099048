"""Text to features: character n-grams, lexicon terms and the shape of the value."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add

from auditor.text.lexicon import terms_in
from auditor.text.normalise import bare, normalise

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_VALUE = re.compile(r"([≥≤><=]?)\d+(?:\.\d+)?(.*)")


@lru_cache(maxsize=512)  # Some kilobytes each; enough for the second model and for the rows of one table.
def text_features(text: str) -> tuple[str, ...]:
    """Return character 1- to 4-grams with the ends marked; digits become 0.

    Repeats are kept: the classifier counts them. Segmented words beside them were measured and told nothing more.
    """
    plain = _DIGITS.sub("0", bare(text))
    if not plain:
        return ()
    marked = f"^{plain}$"
    singles = [character for character in plain if character not in "^$"]
    pairs = [*map(add, marked, marked[1:])]
    triples = [*map(add, pairs, marked[2:])]
    return (*singles, *pairs, *triples, *map(add, triples, marked[3:]))


def field_features(text: str) -> tuple[str, ...]:
    """Return one feature for each field that a term of the field lexicons in the text points to, and the term itself."""
    found = []
    for term, fields in terms_in(bare(text)):
        found.append(f"t:{term}")
        found.extend(f"L:{field}" for field in fields)
        if len(fields) == 1:
            found.append(f"S:{fields[0]}")
    return tuple(found)


def value_features(value: str) -> tuple[str, ...]:
    """Return operator, unit and kind of a value cell as features (``v:unit=%``).

    Operator and unit also stand together: ≥12月 is how long something lasts, ≤12月 when it is done.
    """
    plain = normalise(value)
    if not plain:
        return ("v:empty",)
    match = _VALUE.match(plain)
    if match is None:
        return ("v:words", *(f"v:{plain[i : i + 2]}" for i in range(len(plain) - 1)))
    operator, rest = match.groups()
    unit = _DIGITS.sub("0", rest)[:6]
    return (f"v:op={operator}", f"v:unit={unit}", f"v:{operator}{unit}", f"v:end={rest[-1:]}")


def row_features(name: str, description: str, value: str) -> tuple[str, ...]:
    """Return the features of a row: name and description apart, since the name's last word says what is measured."""
    heads = tuple(f"n:{bare(name)[-n:]}" for n in (1, 2, 3) if len(bare(name)) >= n)
    tails = tuple(f"d:{bare(description)[-n:]}" for n in (2, 3) if len(bare(description)) >= n)
    return (*text_features(name), *text_features(description), *heads, *tails, *value_features(value))
