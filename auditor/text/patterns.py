"""Patterns over words instead of characters, in the notation of spaCy's Matcher, loaded only when a rule asks for them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from auditor.text.segment import cut

#: Text as it stands, of one word or more, or what spaCy's Matcher takes for a word: {"TEXT": {"IN": [...]}}, {"OP": "*"}.
Word = str | Mapping[str, Any]


def find(text: str, patterns: Sequence[Sequence[Word]]) -> tuple[tuple[int, int], ...]:
    """Return the stretches of the text (half-open, in characters, ascending) that a pattern fits.

    Where two overlap, the longer one counts. Unlike characters, words have borders: 会所 is not found in 协会所属.

    Raises:
        ValueError: a pattern is not well-formed.
    """
    from spacy.tokens import Doc
    from spacy.util import filter_spans

    matcher, vocabulary = _matcher(json.dumps(patterns, ensure_ascii=False, default=dict))
    words = cut(text)
    document = Doc(vocabulary, words=words, spaces=[False] * len(words))
    return tuple((span.start_char, span.end_char) for span in filter_spans(matcher(document, as_spans=True)))


def check(patterns: Sequence[Sequence[Word]]) -> None:
    """Raise ValueError, in Chinese, where a pattern is not well-formed."""
    _matcher(json.dumps(patterns, ensure_ascii=False, default=dict))


@lru_cache(maxsize=64)
def _matcher(patterns: str) -> tuple[Any, Any]:
    """Return spaCy's Matcher with its vocabulary; the patterns come as JSON because lists cannot be remembered."""
    from spacy.errors import MatchPatternError
    from spacy.matcher import Matcher
    from spacy.vocab import Vocab

    vocabulary = Vocab()
    matcher = Matcher(vocabulary, validate=True)
    for number, pattern in enumerate(json.loads(patterns), start=1):
        tokens = [token for word in pattern for token in _tokens(word)]
        try:
            matcher.add(f"{number}", [tokens])
        except (MatchPatternError, ValueError) as error:
            raise ValueError(f"第{number}个词语模式写得不对：{json.dumps(pattern, ensure_ascii=False)}") from error
    return matcher, vocabulary


def _tokens(word: Word) -> list[dict[str, Any]]:
    return [{"TEXT": part} for part in cut(word)] if isinstance(word, str) else [dict(word)]
