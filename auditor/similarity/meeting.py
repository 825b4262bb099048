"""Which tables are worth comparing: they hold near rows, and enough of them may be near."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import floor

from auditor.similarity.clustering import clusters
from auditor.similarity.pairs import DEFAULT
from auditor.similarity.settings import Search

#: Under a row that very many tables hold, each table is compared with this many of them: these stand for all.
SHOWN = 64


def labelled(tables: Sequence[Sequence[str]], threshold: float, search: Search = DEFAULT) -> list[tuple[int, ...]]:
    """Return for each row of each table the number of its cluster: rows with ``fuzz.ratio`` / 100 ≥ threshold bear the same."""
    labels = iter(clusters((row for table in tables for row in table), threshold, search=search).labels.tolist())
    return [tuple(next(labels) for _ in table) for table in tables]


def meeting(tables: Sequence[Sequence[int]], share: float) -> Iterator[tuple[int, int]]:
    """Yield pairs of tables (i < j) that may have enough rows in common, each once, j ascending.

    Of two tables that share at least ``share`` of the longer one's rows, one of the few rarest rows must be common: all
    rows but the part that may differ, and one more (prefix filter: Chaudhuri, Ganti and Kaushik 2006). Under a row held by
    more than ``SHOWN`` tables, those that come first stand for all, so that the pairs grow with the number of tables and
    not with its square; ten thousand copies still hang together over them.

    Args:
        tables: the labels of the rows of each table.
        share: 0-1, of the rows of the longer table.
    """
    held = Counter(label for table in tables for label in set(table))
    shown: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, table in enumerate(tables):
        rarest = _ranked(table, held)[: floor(len(table) * (1 - share) + 1e-9) + 1]
        least, most = len(table) * share - 1e-9, len(table) / share + 1e-9
        met = {other for row in rarest for other in shown[row]}
        yield from ((other, number) for other in sorted(met) if least <= len(tables[other]) <= most)
        for row in rarest:
            if len(shown[row]) < SHOWN:
                shown[row].append(number)


def _ranked(table: Sequence[int], held: Counter[int]) -> list[tuple[int, int]]:
    """Return the rows from the rarest to the commonest, each as label and how many of that label came before it."""
    times: Counter[int] = Counter()
    rows = []
    for label in table:
        rows.append((held[label], label, times[label]))
        times[label] += 1
    return [(label, time) for _, label, time in sorted(rows)]
