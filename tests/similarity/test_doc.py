"""The example of the handbook runs and says what is true."""

from __future__ import annotations

import re
from pathlib import Path

DOC = Path(__file__).resolve().parents[2] / "docs" / "近似重复.md"


def test_the_example_runs() -> None:
    [example] = re.findall(r"```python\n(.+?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(example, DOC.name, "exec"), {})
