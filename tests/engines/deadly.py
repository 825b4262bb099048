"""A stage of documents some of which bring their process down; workers import it by name."""

from __future__ import annotations

import os
import time
from pathlib import Path

from auditor import pipeline
from auditor.config import Settings
from auditor.intake import Input
from auditor.spool.record import Record

_FINISH = pipeline.finish


def finish(item: pipeline.Task, settings: Settings) -> Record:
    """Die, hang or work, as the name of the document says."""
    if "死" in item.source:
        os._exit(3)
    if "慢" in item.source:
        time.sleep(60)
    return _FINISH(item, settings)


def outside(item: Input) -> tuple[str, bool]:
    """Return the name and whether the file could be opened where it lies."""
    return item.source, item.data is None and item.path.exists()


def fail(item: Input) -> str:
    """Raise what is raised for a user."""
    raise ZeroDivisionError(item.source)


def kill_the_worker(item: Input, mark: Path) -> str:
    """End not only the process of the document but the worker of Spark above it: always, or the first time."""
    if "死" in item.source or ("一次" in item.source and not mark.exists()):
        mark.touch()
        os.kill(os.getppid(), 9)
        os._exit(3)
    return item.source
