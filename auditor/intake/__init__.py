"""From paths that a user names to documents: folders are walked, archives looked into, nothing is written to disk."""

from __future__ import annotations

from auditor.intake.items import Input
from auditor.intake.loading import load
from auditor.intake.walk import gather

__all__ = ["Input", "gather", "load"]
