"""Header rows: which column of a grid plays which role, exactly first, then by weak spellings, then fuzzily."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auditor.extraction.lines import Line
from auditor.extraction.vocabulary import LABEL_LENGTH, Vocabulary, label_key, vocabulary
from auditor.text.normalise import normalise

#: A header this alike to a known spelling (0-100, rapidfuzz ratio) is taken for it; below SURE the user is told.
ALIKE, SURE = 75, 85


class Column(NamedTuple):
    """A role and the columns it covers, the end excluded."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """A header of an indicator table.

    Attributes:
        blocks: the columns of each block of indicators; nearly always one.
        names: name of each block (年度, 实施期), empty where there is but one.
        depth: number of header rows.
        texts: key of the header cell over each column, to know the header again.
        guessed: header texts that were matched only roughly, or columns told by content.
        start: leftmost column.
    """

    blocks: tuple[tuple[Column, ...], ...]
    names: tuple[str, ...]
    depth: int
    texts: tuple[str, ...]
    guessed: tuple[str, ...] = ()
    start: int = 0

    @property
    def roles(self) -> frozenset[str]:
        """All roles that have a column."""
        return frozenset(column.role for block in self.blocks for column in block)

    @property
    def flat(self) -> bool:
        """Whether each row names its project."""
        return "project" in self.roles


class _Title(NamedTuple):
    """The text heading a run of columns, and the text of the row above it where that is another cell."""

    start: int
    end: int
    text: str
    above: str


def match_header(lines: Sequence[Line], index: int) -> Header | None:
    """Return the header that begins at row ``index``, None where none does. One or two rows are looked at."""
    words = vocabulary()
    if not any(piece.key in words.exact or piece.key in words.weak for piece in lines[index].filled):
        return None
    rest = lines[index + 1] if index + 1 < len(lines) and lines[index + 1].grid is not lines[index].grid else None
    if rest and _completes(lines[index], rest, words):
        return _header(_mended(lines[index], rest), 2, words)
    single = _header(_titles(lines[index]), 1, words)
    if index + 1 < len(lines) and _is_second_row(lines[index], lines[index + 1], words):
        double = _header(_titles(lines[index + 1], lines[index]), 2, words)
        if double and (single is None or len(double.roles) > len(single.roles) or len(double.blocks) > 1):
            below = _header(_titles(lines[index + 1]), 1, words)
            if single or below is None or len(below.roles) < len(double.roles) or len(double.blocks) > 1:
                return double
    return single


def _titles(line: Line, above: Line | None = None) -> list[_Title]:
    titles: list[_Title] = []
    for piece in line.pieces:
        upper = above.text(piece.start, piece.end) if above else ""
        merged = above is not None and not piece.fresh
        if not piece.text and upper:
            titles.append(_Title(piece.start, piece.end, upper, ""))
        elif piece.text:
            titles.append(_Title(piece.start, piece.end, piece.text, "" if merged else upper))
    return titles


def _completes(first: Line, rest: Line, words: Vocabulary) -> bool:
    """Tell whether the first row of a page is what is left of a header that the page break cut (指标值确定依 | 据)."""
    keys = [_key(first.text(piece.start, piece.end) + piece.text) for piece in rest.filled]
    return bool(keys) and all(key in words.exact or key in words.weak for key in keys)


def _mended(first: Line, rest: Line) -> list[_Title]:
    pieces = first.filled
    return [_Title(piece.start, piece.end, piece.text + rest.text(piece.start, piece.end), "") for piece in pieces]


def _is_second_row(first: Line, second: Line, words: Vocabulary) -> bool:
    """Tell whether the row below holds nothing but header words, at least one of its own."""
    own = [piece for piece in second.filled if piece.fresh]
    return bool(own) and all(piece.key in words.exact or piece.key in words.weak or piece.key in words.blocks for piece in own)


def _header(titles: list[_Title], depth: int, words: Vocabulary) -> Header | None:
    """Match titles to roles and return the header, None where too few of them are those of an indicator table."""
    exact = [words.exact.get(_key(title.text), "") for title in titles]
    core = {role for role in exact if role in words.core}
    if not core:
        return None
    roles = exact[:]
    if "value" not in core:
        for position, title in enumerate(titles):
            if roles[position] in words.facts and "value" in words.weak.get(_key(title.text), ()) and "project" not in exact:
                roles[position] = ""
    _assign_weak(titles, roles, words)
    guessed = _assign_alike(titles, roles, words) if len(core) > 1 else []
    found = {role for role in roles if role in words.core}
    named = "level3" in found or "level2" in found
    if not named or not (len(core) > 1 or len(found) > 2) or not found & {"level1", "level2", "value", "description"}:
        return None
    blocks = _blocks(titles, roles)
    return Header(
        blocks=tuple(block for _, block in blocks),
        names=_names(blocks, titles, words),
        depth=depth,
        texts=_by_column(titles),
        guessed=tuple(guessed),
        start=min(column.start for _, block in blocks for column in block),
    )


def _key(text: str) -> str:
    return label_key(text) if len(text) <= LABEL_LENGTH else ""


def _assign_weak(titles: list[_Title], roles: list[str], words: Vocabulary) -> None:
    """Give titles with a weak spelling the first of its roles that nobody has."""
    taken = set(roles)
    for position, title in enumerate(titles):
        if not roles[position]:
            role = next((role for role in words.weak.get(_key(title.text), ()) if role not in taken), "")
            roles[position] = role
            taken.add(role)


def _assign_alike(titles: list[_Title], roles: list[str], words: Vocabulary) -> list[str]:
    """Give misspelt titles the role they are most alike to; return those that are doubtful."""
    if all(roles):
        return []
    from rapidfuzz import fuzz, process

    guessed = []
    for position, title in enumerate(titles):
        key = _key(title.text)
        if roles[position] or len(key) < 3 or key in words.blocks:
            continue
        free = {spelling: role for spelling, role in words.exact.items() if role not in roles and role not in words.facts}
        best = process.extractOne(key, free.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best:
            roles[position] = free[best[0]]
            if best[1] < SURE:
                guessed.append(title.text)
    return guessed


def _blocks(titles: list[_Title], roles: Iterable[str]) -> list[tuple[int, tuple[Column, ...]]]:
    """Split the columns where names of indicators begin anew; return each block with the position of its first title.

    A block without a column of its own for level1 or level2 shares that of the first.
    """
    blocks: list[tuple[int, list[Column]]] = [(0, [])]
    for position, (title, role) in enumerate(zip(titles, roles, strict=True)):
        mine = blocks[-1][1]
        same = next((column for column in mine if column.role == role), None)
        if not role:
            continue
        if same and same.end == title.start and normalise(titles[position - 1].text) == normalise(title.text):
            mine[mine.index(same)] = Column(role, same.start, title.end)
        elif same is None:
            mine.append(Column(role, title.start, title.end))
        elif role in ("level2", "level3") and any(column.role == "level3" for column in mine):
            blocks.append((position, [Column(role, title.start, title.end)]))
    first = blocks[0][1]
    for _, block in blocks[1:]:
        own = {column.role for column in block}
        block.extend(column for column in first if column.role in ("level1", "level2") and column.role not in own)
    return [(position, tuple(block)) for position, block in blocks]


def _names(blocks: list[tuple[int, tuple[Column, ...]]], titles: list[_Title], words: Vocabulary) -> tuple[str, ...]:
    """Name the blocks by the row above the header; unnamed ones are the 实施期 and then the 年度 indicators."""
    if len(blocks) == 1:
        return ("",)
    ends = [position for position, _ in blocks[1:]] + [len(titles)]
    names = [
        next((words.blocks[_key(title.above)] for title in titles[position:end] if _key(title.above) in words.blocks), "")
        for (position, _), end in zip(blocks, ends, strict=True)
    ]
    return tuple(name or ("年度" if number == len(names) - 1 else "实施期") for number, name in enumerate(names))


def _by_column(titles: list[_Title]) -> tuple[str, ...]:
    width = max((title.end for title in titles), default=0)
    texts = [""] * width
    for title in titles:
        for column in range(title.start, title.end):
            texts[column] = _key(title.text)
    return tuple(texts)
