"""Auditor of 绩效目标表: reads budget documents and says what a reviewer would send back, why, where and what to do."""

__version__ = "0.1.0"
