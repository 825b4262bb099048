"""What a basis cell cites: documents, laws, records, surveys, contracts, plans; or only vague words, or no source at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.parsing.document_numbers import Number, find_numbers
from auditor.parsing.issuers import names_misspelt
from auditor.parsing.source_kinds import NONE, REACH, is_law, phrase_kind
from auditor.parsing.values import words
from auditor.parsing.view import View, view
from auditor.types.quantity import Citation

_CACHED = 256
_BLANK = re.compile(r"[/\\\-_~.。·、,]*")
_TITLE = re.compile(r"《[^《》]{1,200}》?")
_STOP = re.compile(r"[、,;；。!?\n:]+")
_AND = re.compile(r"和|及其?|以及|与|或")


def citations(text: str, satisfaction: bool = False) -> tuple[Citation, ...]:
    """Return the sources that a basis cell names, in order; empty for an empty cell.

    Args:
        text: the cell.
        satisfaction: whether the row measures satisfaction, for which any 调查 is a survey.

    A document number inside or behind a title is a citation of its own. ``missing`` tells what it lacks. Kind ``none`` is the
    judgement of the cell alone: that a basis repeats the row's name only the row can tell. Nothing is raised; time is linear.
    """
    return _remembered(text, satisfaction) if len(text) <= _CACHED else _parse(text, satisfaction)


@lru_cache(maxsize=8192)
def _remembered(text: str, satisfaction: bool) -> tuple[Citation, ...]:
    return _parse(text, satisfaction)


def _parse(raw: str, satisfaction: bool) -> tuple[Citation, ...]:
    seen = view(raw)
    text = seen.text
    if text in words().empty or _BLANK.fullmatch(text):
        return ()
    taken: list[tuple[int, int, Citation]] = []
    for number in find_numbers(text):
        taken.append((number.start, number.end, _document(seen, number)))
    for title in _TITLE.finditer(text):
        if not any(start < title.end() and title.start() < end for start, end, _ in taken):
            kind = "law" if _is_law(title[0]) else "title"
            taken.append((*title.span(), _cited(seen, title.start(), title.end(), kind)))
    taken.sort(key=lambda item: item[0])
    found = [*taken, *_phrases(seen, taken, satisfaction)]
    return tuple(item for _, _, item in sorted(found, key=lambda item: item[0]))


def _is_law(title: str) -> bool:
    """《…法》 and 《…条例》 are laws, 《…办法》 is not."""
    name = title.strip("《》")
    return is_law(name) or name.endswith("条例")


def _document(seen: View, number: Number) -> Citation:
    span = seen.span(number.start, number.end)
    kind = "law" if number.decree else "document"
    return Citation(kind, seen.raw[slice(*span)], span, number.issuer, number.year, number.serial, number.missing)


def _cited(seen: View, first: int, last: int, kind: str) -> Citation:
    """A source without a number; only its issuer can be wrong."""
    span = seen.span(first, last)
    missing = ("misspelt",) if names_misspelt(seen.text[first : min(last, first + _CACHED)].lstrip("《")) else ()
    return Citation(kind, seen.raw[slice(*span)], span, missing=missing)


def _phrases(seen: View, taken: list[tuple[int, int, Citation]], satisfaction: bool) -> Iterator[tuple[int, int, Citation]]:
    """Citations of the words between documents and titles; remnants of a citation (文件, 要求) are passed over."""
    done = 0
    for start, end in [*((start, end) for start, end, _ in taken), (len(seen.text), len(seen.text))]:
        for first, last, kind in _split(seen.text, done, start, satisfaction):
            if taken and kind in (NONE, "vague"):
                continue
            yield first, last, _cited(seen, first, last, kind)
        done = max(done, end)


def _split(text: str, start: int, end: int, satisfaction: bool) -> Iterator[tuple[int, int, str]]:
    """Phrases of ``text[start:end]`` with their kinds; a piece that is no source belongs to the piece behind it."""
    pending = start
    for stop in [*_STOP.finditer(text, start, end), None]:
        last = stop.start() if stop else end
        if not text[pending : min(last, pending + REACH)].strip("()[]〔〕【】“”\"'"):
            pending = stop.end() if stop else end
            continue
        kind = phrase_kind(text[max(pending, last - REACH) : last], satisfaction)
        if kind == NONE and stop is not None and text[stop.end() : end]:
            continue
        yield from _joined(text, pending, last, kind, satisfaction)
        pending = stop.end() if stop else end


def _joined(text: str, start: int, end: int, kind: str, satisfaction: bool) -> Iterator[tuple[int, int, str]]:
    """Two sources joined by 和, where each is a source by itself."""
    joints = _AND.finditer(text, start + 2, max(start + 2, end - 2)) if end - start <= REACH else ()
    for joint in joints:
        left, right = phrase_kind(text[start : joint.start()], satisfaction), phrase_kind(text[joint.end() : end], satisfaction)
        if NONE not in (left, right):
            yield start, joint.start(), left
            yield joint.end(), end, right
            return
    yield start, end, kind
