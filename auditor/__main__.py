"""``python -m auditor`` and the console script."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; who interrupts it while it starts is told in Chinese as well."""
    try:
        from auditor.cli.app import build

        build()()
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
