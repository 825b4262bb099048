"""Measurements of speed, memory, recall and precision, each beside its alternatives in one run."""
