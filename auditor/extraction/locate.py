"""Which rows of a table are header blocks, headers and indicators: a sheet may hold several indicator tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.extraction.guess import guess_header
from auditor.extraction.headers import Header, match_header
from auditor.extraction.lines import Line
from auditor.extraction.titles import is_title
from auditor.extraction.vocabulary import label_key, level_key, vocabulary
from auditor.text.normalise import normalise


@dataclass(frozen=True, slots=True)
class Found:
    """One indicator table within a strip, or rows that belong to none.

    Attributes:
        block: rows above the header that no table took: captions, project, goal, budget.
        header: None for rows after the last table of the strip.
        top: first row of the header.
        body: rows below it, without repeated headers, footnotes and totals.
    """

    block: tuple[Line, ...]
    header: Header | None = None
    top: Line | None = None
    body: tuple[Line, ...] = ()


def find_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield the indicator tables among the rows of one strip, in order, and last the rows left over, if any."""
    block: list[Line] = []
    index, any_header = 0, False
    while index < len(lines):
        header = match_header(lines, index)
        if header is None:
            block.append(lines[index])
            index += 1
            continue
        any_header = True
        body, end = _body(lines, index + header.depth, header)
        yield Found(tuple(block), header, lines[index], tuple(body))
        block, index = [], end
    if not any_header:
        guessed = guess_header(lines)
        if guessed:
            header, first = guessed
            body, end = _body(lines, first, header)
            yield Found(tuple(lines[:first]), header, lines[first], tuple(body))
            block = list(lines[end:])
    if block:
        yield Found(tuple(block))


def _body(lines: Sequence[Line], index: int, header: Header) -> tuple[list[Line], int]:
    """Collect the rows of a table from ``index`` on; return them and where the next thing begins."""
    body: list[Line] = []
    while index < len(lines):
        line = lines[index]
        if repeats(line, header):
            if _restarts(lines, index + header.depth, body, header):
                break
            index += max(1, _repeated_rows(lines, index, header))
            continue
        if ends(line, header) or (line.filled and match_header(lines, index) is not None):
            break
        if line.filled and not is_footnote(line) and not is_total(line):
            body.append(line)
        index += 1
    return body, index


def _repeated_rows(lines: Sequence[Line], index: int, header: Header) -> int:
    again = match_header(lines, index)
    return again.depth if again else 1


def repeats(line: Line, header: Header) -> bool:
    """Tell whether a row is the header once more (at the top of a page)."""
    filled = [piece for piece in line.filled if piece.fresh]
    same = sum(
        piece.key != "" and piece.start < len(header.texts) and piece.key == header.texts[piece.start] for piece in filled
    )
    return same >= 2 and same * 10 >= len(filled) * 6


def _restarts(lines: Sequence[Line], index: int, body: list[Line], header: Header) -> bool:
    """Tell whether a repeated header begins a new table: the rows before it ended with 满意度 and 产出 comes again."""
    if not body or header.flat or index >= len(lines):
        return False
    families = [family for line in body for piece in line.filled[:1] if (family := _family(piece.text))]
    first = next((_family(piece.text) for piece in lines[index].filled[:1]), "")
    return bool(families) and families[-1] == "满意度" and first == "产出"


def _family(text: str) -> str:
    return vocabulary().level1.get(level_key(text), "")


def ends(line: Line, header: Header) -> bool:
    """Tell whether a row begins something else: a title, or the header block of the next table."""
    words = vocabulary()
    own = [piece for piece in line.filled if piece.fresh]
    if not own:
        return False
    if len(own) == 1 and is_title(own[0].text):
        return True
    first = own[0]
    if header.flat or first.start > header.start:
        return False
    label = first.key if first.key in words.facts else label_key(normalise(first.text[:24]).partition(":")[0])
    return label in words.facts and level_key(first.text) not in words.level1


def is_footnote(line: Line) -> bool:
    """Tell whether a row is a note or a signature below the table."""
    own = [piece for piece in line.filled if piece.fresh]
    return bool(own) and normalise(own[0].text).startswith(vocabulary().footnotes)


def is_total(line: Line) -> bool:
    """Tell whether a row sums up weights and scores."""
    filled = line.filled
    return bool(filled) and filled[0].key in vocabulary().totals
