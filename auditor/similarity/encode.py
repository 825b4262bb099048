"""Texts as arrays: hashed character pairs for the buckets, parity sketches for comparing without reading the texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from auditor.similarity.arrays import Floats, Hashes, Ints, Words
from auditor.similarity.settings import Search

_BITS = 64
#: Characters that one 64-bit word of a sketch serves before most of its bits collide.
_CHARACTERS_PER_WORD = 24
_MOST_WORDS = 8
#: Bits of a Unicode code point.
_CODE_BITS = np.uint64(21)
_CODE = (np.uint64(1) << _CODE_BITS) - np.uint64(1)
_ODD = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True, slots=True)
class Encoded:
    """n texts as arrays.

    Attributes:
        tokens: uint32 (m,), the hashed pairs of neighbouring characters of one text after the other; the beginning and
            the end of a text count as characters, so that every text has at least one pair.
        starts: int64 (n+1,), where the tokens of each text begin.
        sketch: uint64 (w, n), bit b of a text tells whether an odd number of its characters hash to b; the second 路 of a
            text hashes to another bit than the first, since descriptions repeat names. Inserting or deleting a character
            flips one bit: two texts differ in at most as many bits as insertions and deletions lead from one to the other
            (the Indel distance of ``fuzz.ratio``).
        lengths: int64 (n,), characters of each text.
    """

    tokens: Hashes
    starts: Ints
    sketch: Words
    lengths: Ints

    def slack(self, threshold: float) -> Floats:
        """Return float32 (n,): sketches of two texts with ratio ≥ threshold differ in at most the sum of their slacks."""
        return (self.lengths * (1 - threshold) + 1e-3).astype(np.float32)


def encode(texts: Sequence[str], search: Search) -> Encoded:
    """Return the arrays of the texts; beside the result, memory is taken for ``search.block_rows`` texts at a time."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = np.concatenate([[0], np.cumsum(lengths + 1)])
    words = int(np.clip(np.ceil(lengths.mean() / _CHARACTERS_PER_WORD), 1, _MOST_WORDS)) if len(texts) else 1
    tokens = np.empty(starts[-1], np.uint32)
    sketch = np.empty((words, len(texts)), np.uint64)
    for low in range(0, len(texts), search.block_rows):
        high = min(low + search.block_rows, len(texts))
        # The mark at the end of a text also stands before the next one.
        marked = "\0".join(texts[low:high]) + "\0"
        codes = np.frombuffer(marked.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        tokens[starts[low] : starts[high]] = _pairs(codes)
        sketch[:, low:high] = _sketch(codes, starts[low:high] - starts[low], words)
    return Encoded(tokens, starts, sketch, lengths)


def _pairs(codes: Words) -> Hashes:
    before = np.concatenate([np.zeros(1, np.uint64), codes[:-1]])
    mixed = ((before << _CODE_BITS) | codes) * _ODD[0]
    mixed ^= mixed >> np.uint64(29)
    mixed *= _ODD[1]
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _sketch(codes: Words, starts: Ints, words: int) -> Words:
    numbered = _numbered(codes, starts)
    mixed = numbered * _ODD[0]
    mixed ^= mixed >> np.uint64(31)
    mixed *= _ODD[2]
    bit = np.uint64(1) << (mixed >> np.uint64(58))
    bit[(numbered & _CODE) == 0] = 0
    word = (mixed >> np.uint64(40)) % np.uint64(words)
    sketch = np.empty((words, len(starts)), np.uint64)
    for number in range(words):
        sketch[number] = np.bitwise_xor.reduceat(np.where(word == number, bit, np.uint64(0)), starts)
    return sketch


def _numbered(codes: Words, starts: Ints) -> Words:
    """Return the characters of each text in ascending order, each with how many of the same came before it in its text."""
    sizes = np.diff(starts, append=len(codes))
    keys = np.sort(codes | np.repeat(np.arange(len(starts), dtype=np.uint64) << _CODE_BITS, sizes))
    place = np.arange(len(keys))
    first = np.concatenate([[True], keys[1:] != keys[:-1]])
    before = place - np.maximum.accumulate(np.where(first, place, 0))
    numbered: Words = (keys & _CODE) | (before.astype(np.uint64) << _CODE_BITS)
    return numbered
