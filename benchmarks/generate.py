"""Synthetic corpora of indicator rows with known copies, recombined from the words of corpora/."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

_CORPORA = Path(__file__).resolve().parents[1] / "corpora"
#: Invented places; a copied row often differs in nothing else.
_PLACES = (
    *("青禾县", "临沅市", "云溪区", "霞川县", "北屏区", "松岭县"),
    *("望湖市", "柳泉区", "平澜县", "石埠区", "沙洲县", "宁港市"),
)
#: What clerks put around a description; the long ones make many rows that share a third of their characters.
_OPENINGS = ("", "", "", "反映", "考核", "本年度", "反映和考核", "按照方案要求", "用于反映项目实施后")
_CLOSINGS = (
    *("", "", "的情况", "完成情况", "占应完成数量的比例", "的数量与计划数量之比"),
    *("，以验收资料为准", "，按实际支出统计", "，年底前全部完成"),
)
_INSERTIONS = ("全县", "年度", "累计", "实际", "本级", "重点", "（含新增）", "等", "及相关", "，", "工作", "项目")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a corpus is mixed.

    Attributes:
        exact: share of rows that repeat an original word for word.
        edited: share of rows that repeat an original with one to ``edits`` edits.
        generic: share of rows that any project may hold (群众满意度).
        edits: most edits of an edited row; one edit touches one to five characters.
        copies: most copies that one original can be drawn for.
    """

    exact: float = 0.20
    edited: float = 0.25
    generic: float = 0.05
    edits: int = 4
    copies: int = 60


@dataclass(frozen=True, slots=True)
class Corpus:
    """Rows of a synthetic corpus.

    Attributes:
        texts: name, description and value of each row, joined by blanks.
        origins: int64 (n,), index of the row that was copied, -1 for originals and generic rows.
        edits: int64 (n,), number of edits of a copy, 0 for all others.
    """

    texts: list[str]
    origins: Ints
    edits: Ints


@dataclass(frozen=True, slots=True)
class _Words:
    subjects: list[str]
    tails: list[str]
    descriptions: list[str]
    values: list[str]
    generic: list[str]


def generate(rows: int, seed: int = 1, shape: Shape | None = None) -> Corpus:
    """Return a corpus of ``rows`` rows in shuffled order; the same for the same arguments."""
    shape = shape or Shape()
    draws = np.random.default_rng(seed)
    exact, edited, generic = (int(rows * share) for share in (shape.exact, shape.edited, shape.generic))
    texts = list(_originals(rows - exact - edited - generic, draws))
    picked = _popular(len(texts), exact + edited, shape.copies, draws)
    edits = np.where(np.arange(exact + edited) < exact, 0, draws.integers(1, shape.edits + 1, exact + edited))
    chance = random.Random(seed)
    texts.extend(_edited(texts[origin], count, chance) for origin, count in zip(picked.tolist(), edits.tolist(), strict=True))
    texts.extend(_generic_rows(generic, draws))
    return _shuffled(texts, picked, edits, generic, draws)


def _shuffled(texts: list[str], picked: Ints, edits: Ints, generic: int, draws: np.random.Generator) -> Corpus:
    """Return the rows (originals, copies, generic rows) in random order, the origins renumbered."""
    order = draws.permutation(len(texts))
    place = np.empty(len(texts), np.int64)
    place[order] = np.arange(len(texts))
    copies = slice(len(texts) - generic - len(picked), len(texts) - generic)
    origins, counts = np.full(len(texts), -1, np.int64), np.zeros(len(texts), np.int64)
    origins[place[copies]] = place[picked]
    counts[place[copies]] = edits
    return Corpus([texts[index] for index in order.tolist()], origins, counts)


def _originals(count: int, draws: np.random.Generator) -> Iterator[str]:
    words = _words()
    parts: list[Sequence[str]] = [
        *(words.subjects, words.tails, _OPENINGS, words.descriptions, ("", "", "", "，"), words.descriptions),
        *(_CLOSINGS, words.values),
    ]
    picks = [draws.integers(0, len(part), count).tolist() for part in parts]
    for subject, tail, opening, first, joint, second, closing, value in zip(*picks, strict=True):
        glue = parts[4][joint]
        more = glue + words.descriptions[second] if glue else ""
        name = words.subjects[subject] + words.tails[tail]
        yield f"{name} {_OPENINGS[opening]}{words.descriptions[first]}{more}{_CLOSINGS[closing]} {words.values[value]}"


def _popular(originals: int, count: int, most: int, draws: np.random.Generator) -> Ints:
    """Return the original of each copy: most are copied once or twice, a few up to ``most`` times."""
    picked: list[Ints] = [np.empty(0, np.int64)]
    while (have := sum(map(len, picked))) < count:
        times = np.minimum(draws.lognormal(0.5, 1.1, max(1000, count - have) // 2).astype(np.int64) + 1, most)
        picked.append(np.repeat(draws.integers(0, originals, len(times)), times))
    return draws.permutation(np.concatenate(picked)[:count])


def _generic_rows(count: int, draws: np.random.Generator) -> Iterator[str]:
    generic = _words().generic
    for index in (len(generic) * draws.random(count) ** 2).astype(np.int64).tolist():
        yield generic[index]


def _edited(text: str, count: int, chance: random.Random) -> str:
    for _ in range(count):
        text = chance.choice(_EDITS)(text, chance)
    return text


def _change_number(text: str, chance: random.Random) -> str:
    digits = [place for place, char in enumerate(text) if char.isdigit()]
    if not digits:
        return _insert(text, chance)
    place = chance.choice(digits)
    return f"{text[:place]}{chance.randint(0, 9)}{text[place + 1 :]}"


def _change_place(text: str, chance: random.Random) -> str:
    new = chance.choice(_PLACES)
    old = next((place for place in _PLACES if place in text), "")
    return text.replace(old, new) if old else f"{new}{text}"


def _insert(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    return f"{text[:place]}{chance.choice(_INSERTIONS)}{text[place:]}"


def _delete(text: str, chance: random.Random) -> str:
    place = chance.randrange(max(1, len(text) - 2))
    return text[:place] + text[place + chance.randint(1, 2) :]


def _replace(text: str, chance: random.Random) -> str:
    place = chance.randrange(max(1, len(text) - 2))
    return f"{text[:place]}{chance.choice(_words().descriptions)[:2]}{text[place + 2 :]}"


_EDITS = (_change_number, _change_place, _insert, _delete, _replace)


@cache
def _words() -> _Words:
    rows = [row for path in sorted((_CORPORA / "fields").glob("*.csv")) for row in _read(path)]
    names = [row["name"] for row in rows]
    endings = Counter(name[-size:] for name in names for size in (2, 3, 4) if len(name) > size + 2)
    tails = sorted(ending for ending, seen in endings.items() if seen >= 8)
    subjects = sorted({_subject(name, frozenset(tails)) for name in names} | {row["project"] for row in rows})
    return _Words(
        subjects=subjects,
        tails=tails,
        descriptions=sorted({row["description"] for row in rows if row["description"]}),
        values=sorted({row["value"] for row in rows if row["value"]}),
        generic=[" ".join((row["name"], row["description"], row["value"])) for row in _read(_CORPORA / "generic.csv")],
    )


def _subject(name: str, tails: frozenset[str]) -> str:
    size = next((size for size in (4, 3, 2) if name[-size:] in tails and len(name) > size + 2), 0)
    return name[: len(name) - size]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
