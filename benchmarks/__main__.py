"""Runs the benchmarks: all, or those named (``python -m benchmarks rows models``)."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks


def main() -> None:
    """Run each module of this package that has a ``main``."""
    names = sys.argv[1:] or sorted(
        info.name for info in pkgutil.iter_modules(benchmarks.__path__) if not info.name.startswith(("_", "generate"))
    )
    for name in names:
        print(f"== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
