"""Synthetic corpora of indicator rows with known copies, recombined from the words of corpora/.

``python -m benchmarks.generate 5000000 -o rows.tsv`` writes one row a line: its text, the line (from 0) of the row that it
was copied from or -1, and how many edits were made.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks._places import COUNTIES

Ints = npt.NDArray[np.int64]

_CORPORA = Path(__file__).resolve().parents[1] / "corpora"
#: What clerks put around a description; the long ones make many rows that share a third of their characters.
_OPENINGS = ("", "", "", "反映", "考核", "本年度", "反映和考核", "按照方案要求", "用于反映项目实施后")
_CLOSINGS = (
    *("", "", "的情况", "完成情况", "占应完成数量的比例", "的数量与计划数量之比"),
    *("，以验收资料为准", "，按实际支出统计", "，年底前全部完成"),
)
_WORKS = ("道路", "桥梁", "水渠", "广场")
_SIGNS = "东西南北上中下前后大小青红白黑金木水火土山石田林松柏杨柳桃李杏梅"
_MOST_ROWS = 5_000_000
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


def templated(rows: int, seed: int = 1) -> list[str]:
    """Return rows of one form that differ in a village, a work and a number: nearly all are almost near each other."""
    chance = random.Random(seed)
    made = []
    for _ in range(rows):
        village = "".join(chance.choices(_SIGNS, k=3))
        work, measured, unit = (
            chance.choice(_WORKS),
            chance.choice(("长度", "面积", "工程量")),
            chance.choice(("公里", "米", "平方米")),
        )
        made.append(f"{village}村{work}硬化{measured} 反映{work}硬化完成情况 ≥{chance.randint(1, 9999)}{unit}")
    return made


def main() -> int:
    """Write a corpus to a file."""
    parser = argparse.ArgumentParser(description="生成合成的指标行，副本已知")
    parser.add_argument("rows", type=int, help="行数，最多 500 万")
    parser.add_argument("-o", "--output", type=Path, required=True, help="写到哪个文件（TSV：文字、抄自第几行、改动几处）")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if not 0 < chosen.rows <= _MOST_ROWS:
        parser.error(f"行数应在 1 到 {_MOST_ROWS} 之间")
    corpus = generate(chosen.rows, chosen.seed)
    with chosen.output.open("w", encoding="utf-8", newline="\n") as file:
        for text, origin, edits in zip(corpus.texts, corpus.origins, corpus.edits, strict=True):
            file.write(f"{text}\t{origin}\t{edits}\n")
    return 0


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
        *(words.subjects, words.tails, _OPENINGS, words.descriptions, ("", "", "，", "name", "name"), words.descriptions),
        *(_CLOSINGS, words.values),
    ]
    picks = [draws.integers(0, len(part), count).tolist() for part in parts]
    for subject, tail, opening, first, joint, second, closing, value in zip(*picks, strict=True):
        name = words.subjects[subject] + words.tails[tail]
        said = words.descriptions[first]
        if parts[4][joint] == "name":  # descriptions often say the name again
            said = f"{said[:8]}{name}"
        elif parts[4][joint]:
            said = f"{said}，{words.descriptions[second]}"
        yield f"{name} {_OPENINGS[opening]}{said}{_CLOSINGS[closing]} {words.values[value]}"


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
    new = chance.choice(COUNTIES)
    old = next((place for place in COUNTIES if place in text), "")
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


if __name__ == "__main__":
    raise SystemExit(main())
