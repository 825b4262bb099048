"""What a row says, reduced to a key by which copies find each other.

Numbers and names of places are masked, since a copied row often differs from its original in nothing else. Keys stand
in libraries on disk: whoever changes what they are made of raises ``library_file.VERSION``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from auditor.similarity.masking import mask_numbers
from auditor.text.normalise import bare, normalise
from auditor.types.indicator import Indicator

#: What looks like a place masks alike on both sides, so that 小区 may be taken for one without harm.
_PLACE = re.compile("[\u4e00-\u9fff]{2}[县市区镇乡]")
#: 2024年, 2024-2026年, 2024-12-31; a bare 2024 may be an amount and stays.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年|学年|[-—~至](?:19|20)\d{2}年|[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))")


def masked(text: str) -> str:
    """Return the text without punctuation and with every number as ``#``."""
    return mask_numbers(bare(text))


def yearless(text: str) -> str:
    """Return the normalised text with the years in it (``2024年``) as ``#``; other numbers stay."""
    return _YEAR.sub("#", normalise(text))


def row_text(row: Indicator) -> str:
    """Return what the row says: name and description, numbers and places masked; empty where it says nothing."""
    name, description = (_PLACE.sub("@", masked(text)) for text in (row.level3, row.description))
    return f"{name}\t{description}" if name or description else ""


def row_key(row: Indicator) -> int | None:
    """Return a signed 64-bit number that is the same for rows of the same ``row_text``; None for a row that says nothing."""
    text = row_text(row)
    return _number(text) if text else None


def keys_of(rows: Iterable[Indicator]) -> tuple[int, ...]:
    """Return the keys of the rows that say something, in order."""
    return tuple(key for key in map(row_key, rows) if key is not None)


def signature(keys: Iterable[int]) -> int:
    """Return a signed 64-bit number that is the same for tables whose rows say the same, in whatever order."""
    return _number(",".join(map(str, sorted(keys))))


@lru_cache(maxsize=65536)
def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
