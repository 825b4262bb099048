"""What decides the findings of a document beside its own bytes: program, rules, word lists, models, settings."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from auditor import __version__
from auditor.config import Settings
from auditor.resources import data_dir
from auditor.rulebook import active_rules, load_rules
from auditor.spool.plain import to_json

#: Settings that change nothing in the findings of a document that was read to its end.
_HARMLESS = frozenset({"jobs", "fail_on", "min_confidence", "library", "time_limit", "engine", "master"})
_DISTRIBUTION = "jixiao-auditor"
_PACKAGE = Path(__file__).resolve().parents[1]


def identity(settings: Settings, what: str = "audit") -> str:
    """Return a hexadecimal SHA-256 that changes with anything that could make the same document's outcome another.

    Args:
        settings: of the run.
        what: the command: what one leaves is nothing for another.

    Raises:
        ConfigError: wrong rules or settings.
    """
    active_rules(settings)  # what is wrong is told before anything is begun
    total = sha256(to_json([what, __version__, sys.version, *_requirements()]))
    total.update(to_json([getattr(settings, item.name) for item in fields(Settings) if item.name not in _HARMLESS]))
    for path in _files(settings):
        total.update(to_json([path.name, sha256(path.read_bytes()).hexdigest()]))
    return total.hexdigest()


def _files(settings: Settings) -> Iterator[Path]:
    """Yield the program's own modules, rules and models, and the rules of the office."""
    for folder in (_PACKAGE, data_dir("rules"), data_dir("models")):
        yield from sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    yield from sorted({Path(rule.path) for rule in load_rules(Path(item) for item in settings.rules)})


def _requirements() -> Iterable[str]:
    """Return the packages that the program asks for and finds, with their versions: also those that are optional."""
    try:
        asked = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return []
    return sorted(filter(None, map(_version, asked)))


def _version(requirement: str) -> str:
    name = "".join(letter if letter.isalnum() or letter in "-_." else " " for letter in requirement).split()[0]
    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return ""
