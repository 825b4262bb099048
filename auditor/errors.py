"""The exception tree. Each message says what happened and what to do next, in Chinese.

AuditorError
├── UnreadableError      a document, or a part of one, that could not be read (EX901)
├── ConfigError          a rule, profile or configuration file that is wrong
├── ContractError        a reader, check or report module without its contract (a defect of the program)
├── ModelError           a model folder that is missing, damaged or of another version
├── LibraryError         a library of earlier runs that is missing, damaged, busy or of another version
└── OutputError          a report that could not be written
"""

from __future__ import annotations


class AuditorError(Exception):
    """Base of all errors that a user may see.

    Args:
        reason: what happened.
        advice: what to do next.
    """

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason, advice)
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.reason}。{self.advice}" if self.advice else self.reason


class UnreadableError(AuditorError):
    """A document could not be read."""


class ConfigError(AuditorError):
    """A rule, profile or configuration file is wrong; the reason names file and line."""


class ContractError(AuditorError):
    """A module lacks the names that discovery asks for."""


class ModelError(AuditorError):
    """A model folder is missing, damaged or of another version."""


class LibraryError(AuditorError):
    """A library of earlier runs is missing, damaged, busy or of another version; it is never used as it is."""


class OutputError(AuditorError):
    """A report could not be written."""
