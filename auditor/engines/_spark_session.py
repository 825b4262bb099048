"""A Spark session: the one that runs already, or one of our own, whose troubles at the start are told in Chinese."""

from __future__ import annotations

import os
import platform
import shutil
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.config import Settings
from auditor.errors import ConfigError
from auditor.spool.identity import identity

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import SparkSession

#: Where Spark only tries things out: no web page, and no compiling that pays off in a server alone (half its start).
_ON_ONE_MACHINE = {"spark.ui.enabled": "false", "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1"}
_GUIDE = "集群上的安装步骤见 docs/集群.md。"


@contextmanager
def session(master: str = "") -> Iterator[SparkSession]:
    """Yield the session that this process has already, or else one that ends with the block.

    Args:
        master: ``local[2]``, ``yarn``, ``spark://host:7077`` …; empty for what Spark itself is set to.

    Raises:
        ConfigError: PySpark or Java is missing, or Spark does not start.
    """
    sql = _pyspark()
    running = sql.SparkSession.getActiveSession()
    spark = running or _started(sql, master)
    try:
        yield spark
    finally:
        if running is None:
            with suppress(Exception):  # it may be gone
                spark.stop()


def _pyspark() -> Any:
    """Return the module ``pyspark.sql``."""
    # It works with pandas 3 all the same; the tests compare every byte with the local engine.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    try:
        import pyarrow  # noqa: F401  # what mapInPandas needs
        from pyspark import sql
    except ImportError as error:
        raise ConfigError(
            f"没有装 PySpark（缺少 {error.name}）",
            "请运行：pip install 'jixiao-auditor[spark]'；不用集群时去掉 --engine spark。",
        ) from error
    return sql


def _started(sql: Any, master: str) -> SparkSession:
    if not _java():
        raise ConfigError(
            "找不到 Java，Spark 不能启动",
            "请安装 Java 17：apt-get install default-jre-headless（麒麟、CentOS：yum install java-17-openjdk-headless），"
            "或把 JAVA_HOME 设为已有的 Java。",
        )
    # Workers without this would take the system's python3, which does not have this program.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.appName("auditor").config("spark.ui.showConsoleProgress", "false")
    if master:
        builder = builder.master(master)
    for key, value in _ON_ONE_MACHINE.items() if master.startswith("local") else ():
        builder = builder.config(key, value)
    try:
        with _nothing_on_stdout(), _own_interrupt():
            spark = builder.getOrCreate()
    except Exception as error:
        raise ConfigError(
            f"Spark 没有启动（{brief(error)}）", f"请核对 --master 的地址“{master}”和 Java 的版本（17）。{_GUIDE}"
        ) from error
    return spark


def _java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return bool(shutil.which("java", path=str(Path(home) / "bin") if home else None))


@contextmanager
def _own_interrupt() -> Iterator[None]:
    """Keep the answer to Ctrl-C: Spark's talks to its process in the middle of another talk, and prints the mess."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    answer = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, answer)


@contextmanager
def _nothing_on_stdout() -> Iterator[None]:
    """Let the process of Spark, which begins in this block, inherit stderr for both: stdout carries data only."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def compare_workers(spark: SparkSession, settings: Settings) -> None:
    """Find out before any document travels whether the workers would find the same: same program, rules, models, libraries.

    As many small tasks as the cluster has cores ask most of its machines.

    Raises:
        ConfigError: workers lack this program or a folder of rules, or have others.
    """
    own = identity(settings)
    cores = spark.sparkContext.defaultParallelism
    try:
        rows = spark.range(cores, numPartitions=cores).mapInPandas(
            partial(_identities, settings), "host string, identity string"
        )
        others = {row.host for row in rows.collect() if row.identity != own}
    except Exception as error:
        raise ConfigError(
            f"Spark 的工作节点不能运行本程序（{brief(error)}）",
            f"请在每个节点上装好同一个环境，本单位的规则放在各节点都能读到的同一路径。{_GUIDE}",
        ) from error
    if others:
        raise ConfigError(
            f"工作节点 {'、'.join(sorted(others))} 上的程序、规则、模型、Python 或程序库与本机不同，结果会不一致",
            f"请在每个节点上装好同一个环境。{_GUIDE}",
        )


def _identities(settings: Settings, batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    import pandas as pd

    for batch in batches:
        yield pd.DataFrame({"host": [platform.node()] * len(batch), "identity": [identity(settings)] * len(batch)})


def stopped(spark: SparkSession) -> bool:
    """Return whether Spark has ended."""
    try:
        return bool(spark.sparkContext._jsc.sc().isStopped())
    except Exception:  # its process does not answer
        return True


def brief(error: Exception) -> str:
    """Return the line of an error of Spark that says what happened: the last one of the Python traceback, or the first."""
    lines = [line.strip(" \t:") for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines if line.split(":")[0].endswith(("Error", "Exception")) and " " not in line.split(":")[0]]
    text = told[-1] if told else lines[0] if lines else ""
    return f"{type(error).__name__}: {text}"[:300]
