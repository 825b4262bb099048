"""``python -m auditor`` and the console script."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from auditor.cli.app import build

    build()()


if __name__ == "__main__":
    main()
