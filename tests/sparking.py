"""A Spark session on two cores for the tests that need one, and why they skip where there can be none."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.engines._spark_session import session

MASTER = "local[2]"

_MISSING = "、".join(
    name
    for name, there in (
        ("pyspark", importlib.util.find_spec("pyspark")),
        ("pyarrow", importlib.util.find_spec("pyarrow")),
        ("Java", shutil.which("java") or os.environ.get("JAVA_HOME")),
    )
    if not there
)

NEEDED = [
    # make test-spark installs what is missing and then forbids to skip.
    pytest.mark.skipif(
        bool(_MISSING) and "NO_SKIPPING" not in os.environ, reason=f"缺少 {_MISSING}：运行 make test-spark 会自动装好"
    ),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]


@pytest.fixture(scope="module", name="spark")
def running() -> Iterator[Any]:
    """One session for a module: the first takes ten seconds to start."""
    environment = pytest.MonkeyPatch()
    environment.setenv("PYTHONPATH", str(Path(__file__).parents[1]))  # workers import what the tests hand to them
    with session(MASTER) as spark:
        spark.conf.set("spark.sql.shuffle.partitions", 4)  # two hundred suit a cluster
        yield spark
    environment.undo()
