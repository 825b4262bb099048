"""Near-duplicate search over millions of rows, and the library of earlier runs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.similarity.clustering import Cluster, Clusters, clusters
    from auditor.similarity.marking import Difference, differences, marked
    from auditor.similarity.masking import mask_numbers
    from auditor.similarity.pairs import near_duplicate_pairs
    from auditor.similarity.settings import Search
    from auditor.similarity.tables import TableCopy, TableGroup, near_duplicate_tables
    from auditor.similarity.unlike import TooManyPairsError

__all__ = [
    "Cluster",
    "Clusters",
    "Difference",
    "Search",
    "TableCopy",
    "TableGroup",
    "TooManyPairsError",
    "clusters",
    "differences",
    "marked",
    "mask_numbers",
    "near_duplicate_pairs",
    "near_duplicate_tables",
]

_HOMES = {
    "clustering": ("Cluster", "Clusters", "clusters"),
    "marking": ("Difference", "differences", "marked"),
    "masking": ("mask_numbers",),
    "pairs": ("near_duplicate_pairs",),
    "settings": ("Search",),
    "tables": ("TableCopy", "TableGroup", "near_duplicate_tables"),
    "unlike": ("TooManyPairsError",),
}


def __getattr__(name: str) -> Any:
    """Load numpy and rapidfuzz on first use, so that commands that do not search start at once."""
    home = next((home for home, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'auditor.similarity' has no attribute {name!r}")
    return getattr(import_module(f"auditor.similarity.{home}"), name)
