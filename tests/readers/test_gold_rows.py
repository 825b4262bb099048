"""Every gold row stands cell-exact in the grids of the shared documents; our own documents test the same elsewhere."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from auditor.readers import read_document
from auditor.types.grid import Grid

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="没有 ../shared 的参考文档 (shared reference documents are absent)")

LEVELS = ("level1", "level2")
FULL = (*LEVELS, "level3", "description", "value", "basis")
SHORT = (*LEVELS, "level3", "value")


def plain(text: str) -> str:
    """Return text as the scorer compares it."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip('"')


def gold(name: str, fields: Sequence[str]) -> list[list[str]]:
    with (SHARED / "gold" / "rows.csv").open(encoding="utf-8", newline="") as stream:
        return [[plain(line[field]) for field in fields] for line in csv.DictReader(stream) if line["doc"] == name]


def rows(path: Path) -> list[list[str]]:
    """Return the rows of all grids of a document with merged cells repeated."""
    grids: list[Grid] = list(read_document(path.read_bytes(), path.name).grids)
    return [[plain(cell.text) if cell else "" for cell in line] for grid in grids for line in grid.matrix()]


def holds(line: list[str], wanted: list[str], *, merged_as_empty: bool) -> bool:
    """Whether ``wanted`` stands in ``line`` in its order; a text dump leaves merged levels empty."""
    if merged_as_empty:
        levels = all(have in {"", want} for have, want in zip(line, wanted[:2], strict=False))
        return levels and line[2:] == wanted[2:]
    cells = iter(line)
    return all(any(cell == want for cell in cells) for want in wanted)


def lost(found: list[list[str]], wanted: list[list[str]], *, merged_as_empty: bool = False) -> list[list[str]]:
    """Return the wanted rows that do not stand in ``found`` one after another."""
    missing, at = [], 0
    for want in wanted:
        places = (index for index in range(at, len(found)) if holds(found[index], want, merged_as_empty=merged_as_empty))
        place = next(places, None)
        if place is None:
            missing.append(want)
        else:
            at = place + 1
    return missing


@pytest.mark.parametrize("name", ["xianghe", "laiyuan", "qinhuangdao", "julu1"])
@pytest.mark.parametrize(("variant", "fields"), [("", FULL), ("-central", SHORT), ("-selfeval", SHORT)])
def test_word_documents(name: str, variant: str, fields: tuple[str, ...]) -> None:
    wanted = gold(name, fields)
    assert wanted
    assert lost(rows(SHARED / "documents" / f"{name}{variant}.docx"), wanted) == []


@pytest.mark.parametrize("name", ["xianghe", "laiyuan", "qinhuangdao"])
def test_text_dumps(name: str) -> None:
    wanted = gold(name, FULL)
    assert wanted
    assert lost(rows(SHARED / "seeds" / f"{name}.txt"), wanted, merged_as_empty=True) == []


def test_a_text_dump_of_pages_becomes_paragraphs_with_pages() -> None:
    found = read_document((SHARED / "seeds" / "julu1.txt").read_bytes(), "julu1.txt")
    pages = [paragraph.page for paragraph in found.paragraphs]
    assert list(found.grids) == []
    assert (pages[0], pages[-1]) == (1, 30)
