"""How documents are spread over processes or machines: one file an engine, chosen by the settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from auditor.config import Settings
from auditor.discovery import modules
from auditor.errors import ConfigError


def engine(settings: Settings) -> Callable[..., Iterator[Any]]:
    """Return the ``run`` of the engine that the settings name, with those settings that only this engine knows.

    Every engine's ``run`` takes what ``auditor.engines.local.run`` takes, and gives the same.

    Raises:
        ConfigError: there is no such engine.
    """
    known = modules(__name__)
    if settings.engine not in known:
        raise ConfigError(f"没有名为“{settings.engine}”的运行方式", f"可用的有：{'、'.join(known)}。")
    chosen = known[settings.engine]
    own = {name: getattr(settings, name) for name in chosen.SETTINGS}
    return partial(chosen.run, **own)
