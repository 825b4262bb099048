"""Normalising, segmenting and comparing Chinese text."""
