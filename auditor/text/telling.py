"""How much a row says of its own, beside words that fit any project."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from auditor.resources import data_dir, load_yaml
from auditor.text.lexicon import GENERIC, field_terms
from auditor.text.normalise import bare

_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Generic:
    """The file rules/lexicons/generic.yaml."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    words: tuple[str, ...]


def telling(text: str) -> int:
    """Return how many Chinese characters are left of a text without the words that fit any project."""
    return len(_HAN.findall(_pattern().sub("", bare(text))))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Return a pattern of these words and of the shared lexicon's; longer ones first, so that a shorter one cuts none."""
    words = load_yaml(data_dir("rules") / "lexicons" / "generic.yaml", _Generic).words
    shared = (term for term, fields in field_terms().items() if fields == (GENERIC,))
    return re.compile("|".join(re.escape(word) for word in sorted({*words, *shared}, key=len, reverse=True)))
