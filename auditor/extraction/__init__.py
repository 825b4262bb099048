"""From grids and paragraphs to indicator tables."""
