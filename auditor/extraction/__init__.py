"""From grids and paragraphs to indicator tables."""

from auditor.extraction.document import extract

__all__ = ["extract"]
