"""Apache Spark: the same function on the machines of a cluster.

The documents travel with the job, a bounded number at a time, and what comes back keeps their order. Each worker of
Spark has a process beside it read the documents, so that one that ends its process or takes too long harms no other.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from auditor.config import Settings
from auditor.engines import local
from auditor.engines._keeper import Work, done
from auditor.engines._spark_session import brief, compare_workers, session, stopped
from auditor.engines._worker import Answer, Loss
from auditor.errors import AuditorError
from auditor.intake import Input, load
from auditor.similarity.parallel import in_order

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import SparkSession

__all__ = ["SETTINGS", "run", "session"]

T = TypeVar("T")
R = TypeVar("R")

#: Settings of its own.
SETTINGS = ("master",)

#: Bytes of documents that travel at once: below the 48 MB over which Spark makes one task of them, and well below the
#: 128 MB of its largest message. Larger documents stay here.
_WAVE_BYTES = 32 * 1024 * 1024
#: Documents that travel at once for each core of the cluster, as one task: a task costs Spark as much as several documents.
_WAVE_PER_CORE = 32
#: Waves under way: while one ends, the free cores are already at the next.
_AHEAD = 3
_GROUP = "auditor"

_Wave = list[Any]  # items with what workers need of them


def run(
    function: Callable[..., R],
    items: Sequence[T],
    arguments: tuple[Any, ...] = (),
    jobs: int = 0,
    progress: local.Progress | None = None,
    *,
    lost: Callable[[T, Loss], R],
    time_limit: float = 0.0,
    prepare: Callable[..., object] | None = None,
    ordered: bool = True,
    master: str = "",
) -> Iterator[R]:
    """Yield ``function(item, *arguments)`` for each document, in order; see ``local.run``.

    Args:
        function: importable by name, on the workers as well.
        items: documents (``Input``), or records with a document as their ``item``; the bytes are loaded here.
        arguments: the same for all documents; folders of rules in Settings must be reachable for the workers.
        jobs: without meaning here, the cluster's cores count; except for documents that stay here.
        progress: called after each document, as waves of documents come back.
        lost: gives the result of a document whose process, or whose worker, died twice or took too long; runs here.
        time_limit: seconds that one document may take; 0 for no limit.
        prepare: called on each worker before its process branches off, as ``prepare(*arguments)``.
        ordered: without meaning here, no result is held for long.
        master: see ``_spark_session.session``.

    Raises:
        ConfigError: Spark cannot be used, or its workers would find other things than this machine.
        AuditorError: the connection to Spark broke.
    """
    if not items:
        return
    work = Work(function, arguments, time_limit, prepare)
    with session(master) as spark:
        compare_workers(spark, next((value for value in arguments if isinstance(value, Settings)), Settings()))
        # Until here Spark may warn that the cluster has no room; from here on it would warn of tasks that carry documents.
        spark.sparkContext.setLogLevel("ERROR")
        spark.conf.set("spark.sql.execution.arrow.pyspark.enabled", "true")  # else each row goes through one more process
        for count, (item, answer) in enumerate(_answers(spark, work, items), start=1):
            if progress is not None:
                progress(count, len(items), str(getattr(item, "source", "")))
            yield lost(item, answer) if isinstance(answer, Loss) else answer.result()


def _answers(spark: SparkSession, work: Work, items: Sequence[T]) -> Iterator[tuple[T, Answer | Loss]]:
    """Yield each document with what came of it, in order."""
    pool, ended = ThreadPoolExecutor(_AHEAD), Event()
    waves = _waves(items, lambda: _WAVE_PER_CORE * int(spark.sparkContext.defaultParallelism))
    try:
        places = iter(items)
        for wave, answers in in_order(pool, _AHEAD, lambda wave: (wave, _away(spark, work, wave, ended)), waves):
            yield from zip(islice(places, len(wave)), [_here(work, wave[0])] if answers is None else answers, strict=True)
    finally:  # also when the user interrupts
        ended.set()
        with suppress(Exception):  # Spark may be gone
            spark.sparkContext.cancelJobGroup(_GROUP)
        pool.shutdown(cancel_futures=True)


def _waves(items: Sequence[Any], most: Callable[[], int]) -> Iterator[_Wave]:
    """Yield documents with their bytes, at most ``most()`` and ``_WAVE_BYTES`` at once; one that stays here by itself."""
    wave: _Wave = []
    weight = 0
    for item in map(_carried, items):
        data = _document(item).data
        if wave and (data is None or weight + len(data) > _WAVE_BYTES or len(wave) >= most()):
            yield wave
            wave, weight = [], 0
        if data is None:
            yield [item]
        else:
            wave.append(item)
            weight += len(data)
    if wave:
        yield wave


def _document(item: Any) -> Input:
    document: Input = getattr(item, "item", item)
    return document


def _carried(item: Any) -> Any:
    """Return the item with the bytes of its document; as it is where they cannot be loaded or are too many to travel."""
    document = _document(item)
    try:
        data = load(document)
    except (AuditorError, MemoryError):
        return item
    if len(data) > _WAVE_BYTES:
        return item
    loaded = replace(document, data=data)
    return loaded if item is document else replace(item, item=loaded)


def _here(work: Work, item: object) -> Answer | Loss:
    """Let this machine do what cannot travel: the result, or the reason why there is none, is that of a local run."""
    (answer,) = local.run(work.function, [item], work.arguments, 1, lost=lambda item, loss: loss, time_limit=work.time_limit)
    return answer if isinstance(answer, Loss) else Answer(answer)


def _away(spark: SparkSession, work: Work, wave: _Wave, ended: Event) -> list[Answer | Loss] | None:
    """Return what the cluster makes of a wave, None where the wave stays here.

    Where workers die beyond Spark's patience, each document is tried once more by itself.

    Raises:
        AuditorError: Spark itself is gone.
    """
    if _document(wave[0]).data is None:
        return None
    try:
        return _job(spark, work, wave)
    except Exception as error:
        _raise_in_vain(spark, ended, error)
    return [_alone(spark, work, item, ended) for item in wave]


def _alone(spark: SparkSession, work: Work, item: object, ended: Event) -> Answer | Loss:
    try:
        return _job(spark, work, [item])[0]
    except Exception as error:
        _raise_in_vain(spark, ended, error)
        return Loss.DIED


def _raise_in_vain(spark: SparkSession, ended: Event, error: Exception) -> None:
    """Raise where another attempt is in vain: the run is over, or Spark is."""
    if ended.is_set():
        raise error
    if stopped(spark):
        raise AuditorError(f"与 Spark 的连接中断（{brief(error)}）", "请查看集群的日志，恢复后重新运行。") from error


def _job(spark: SparkSession, work: Work, wave: _Wave) -> list[Answer | Loss]:
    import pandas as pd
    from pyspark.serializers import CPickleSerializer

    packer = CPickleSerializer()  # what Spark itself packs functions and rows with; never used on anything but our own
    context = spark.sparkContext
    context.setJobGroup(_GROUP, f"{_document(wave[0]).source} …（{len(wave)} 份）")
    rows = pd.DataFrame({"place": range(len(wave)), "item": [packer.dumps(item) for item in wave]})
    frame = spark.createDataFrame(rows, "place int, item binary")
    answers = frame.mapInPandas(partial(_portion, work), "place int, answer binary").collect()
    return [packer.loads(zlib.decompress(row.answer)) for row in sorted(answers, key=lambda row: row.place)]


def _portion(work: Work, batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Run on a worker: do one document after the other."""
    import pandas as pd
    from pyspark.serializers import CPickleSerializer

    packer = CPickleSerializer()
    for batch in batches:
        answers = [done(work, packer.loads(item)) for item in batch["item"]]
        packed = [zlib.compress(packer.dumps(answer), 1) for answer in answers]
        yield pd.DataFrame({"place": batch["place"], "answer": packed})
