"""Auditor of 绩效目标表: reads budget documents and says what a reviewer would send back, why, where and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.api import audit, extract

__all__ = ["__version__", "audit", "extract"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the API on first use, so that the command line starts at once."""
    if name in ("audit", "extract"):
        from auditor import api

        return getattr(api, name)
    raise AttributeError(f"module 'auditor' has no attribute {name!r}")
