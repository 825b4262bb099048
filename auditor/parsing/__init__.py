"""What a cell means: quantities, units, measures, citations."""
