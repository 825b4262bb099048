"""Frozen dataclasses that pass between the stages; no logic."""
