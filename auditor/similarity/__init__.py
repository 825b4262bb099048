"""Near-duplicate search and the library of earlier runs."""
