"""Apache Spark: the same function on the machines of a cluster.

The documents travel with the job, a bounded number at a time, and what comes back keeps their order. On the workers
each portion goes through the local engine, so that a document that ends its process or takes too long harms no other.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from auditor.config import Settings
from auditor.engines import local
from auditor.engines._spark_session import brief, compare_workers, session
from auditor.engines._worker import Answer, Loss
from auditor.errors import AuditorError
from auditor.intake import Input, load
from auditor.similarity.parallel import in_order

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import SparkSession

T = TypeVar("T")
R = TypeVar("R")

#: Settings of its own.
SETTINGS = ("master",)

#: Bytes of documents that travel at once; below Spark's limit for one message (128 MB). Larger documents stay here.
_WAVE_BYTES = 64 * 1024 * 1024
#: Documents that travel at once, for each core of the cluster.
_WAVE_PER_CORE = 16
#: Portions for each core: small enough that none waits long for another to end.
_PORTIONS_PER_CORE = 4
#: Waves under way: while one ends, the free cores are already at the next.
_AHEAD = 2
_GROUP = "auditor"

_Wave = list[Any]  # items with what workers need of them


@dataclass(frozen=True, slots=True)
class _Work:
    """What every worker is told."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    time_limit: float
    prepare: Callable[..., object] | None


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
        prepare: called on each worker before the first document, as ``prepare(*arguments)``.
        ordered: without meaning here, no result is held for long.
        master: see ``_spark_session.session``.

    Raises:
        ConfigError: Spark cannot be used, or its workers would find other things than this machine.
        AuditorError: the connection to Spark broke.
    """
    if not items:
        return
    work = _Work(function, arguments, time_limit, prepare)
    with session(master) as spark:
        compare_workers(spark, next((value for value in arguments if isinstance(value, Settings)), Settings()))
        # Until here Spark may warn that the cluster has no room; from here on it would warn of tasks that carry documents.
        spark.sparkContext.setLogLevel("ERROR")
        for done, (item, answer) in enumerate(_answers(spark, work, items), start=1):
            if progress is not None:
                progress(done, len(items), str(getattr(item, "source", "")))
            yield lost(item, answer) if isinstance(answer, Loss) else answer.result()


def _answers(spark: SparkSession, work: _Work, items: Sequence[T]) -> Iterator[tuple[T, Answer | Loss]]:
    """Yield each document with what came of it, in order."""
    pool, ended = ThreadPoolExecutor(_AHEAD), Event()
    waves = _waves(items, lambda: _WAVE_PER_CORE * int(spark.sparkContext.defaultParallelism))
    try:
        places = iter(items)
        for wave, answers in in_order(pool, _AHEAD, lambda wave: (wave, _away(spark, work, wave, ended)), waves):
            yield from zip(islice(places, len(wave)), _here(work, wave) if answers is None else answers, strict=True)
    finally:  # also when the user interrupts
        ended.set()
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


def _here(work: _Work, wave: _Wave) -> list[Answer | Loss]:
    """Let this machine do what cannot travel: the result, or the reason why there is none, is that of a local run."""
    return list(_each(work, wave))


def _each(work: _Work, items: _Wave) -> Iterator[Answer | Loss]:
    return local.run(
        _answered, items, (work.function, work.arguments), 1, lost=lambda item, loss: loss, time_limit=work.time_limit
    )


def _answered(item: object, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Answer | Loss:
    try:
        return Answer(function(item, *arguments))
    except Exception as error:  # raised where the results are asked for, not in a task that Spark would try again
        return Answer(error=error)


def _away(spark: SparkSession, work: _Work, wave: _Wave, ended: Event) -> list[Answer | Loss] | None:
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
        if ended.is_set():
            raise
        if spark.sparkContext._jsc.sc().isStopped():
            raise AuditorError(f"与 Spark 的连接中断（{brief(error)}）", "请查看集群的日志，恢复后重新运行。") from error
    return [_alone(spark, work, item) for item in wave]


def _alone(spark: SparkSession, work: _Work, item: object) -> Answer | Loss:
    try:
        return _job(spark, work, [item])[0]
    except Exception:
        return Loss.DIED


def _job(spark: SparkSession, work: _Work, wave: _Wave) -> list[Answer | Loss]:
    context = spark.sparkContext
    context.setJobGroup(_GROUP, f"{_document(wave[0]).source} …（{len(wave)} 份）")
    portions = min(len(wave), _PORTIONS_PER_CORE * context.defaultParallelism)
    rows = context.parallelize([(place, pickle.dumps(item)) for place, item in enumerate(wave)], portions)
    frame = spark.createDataFrame(rows, "place int, item binary", verifySchema=False)
    answers = frame.mapInPandas(partial(_portion, work), "place int, answer binary").collect()
    return [pickle.loads(zlib.decompress(row.answer)) for row in sorted(answers, key=lambda row: row.place)]  # noqa: S301


def _portion(work: _Work, batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Run on a worker: take documents through the local engine, one after the other."""
    import pandas as pd

    if work.prepare is not None:
        with suppress(Exception):  # a wrong rule is told by the documents
            work.prepare(*work.arguments)
    for batch in batches:
        items = [pickle.loads(item) for item in batch["item"]]  # noqa: S301
        answers = [zlib.compress(pickle.dumps(answer), 1) for answer in _each(work, items)]
        yield pd.DataFrame({"place": batch["place"], "answer": answers})
