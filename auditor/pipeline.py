"""All stages in data order: read, extract, parse, check, report. The only module that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from auditor import __version__
from auditor.config import TIME_LIMIT, Settings
from auditor.engines import engine
from auditor.engines.local import Loss, inherits, run
from auditor.errors import AuditorError
from auditor.examination import compare, examine, not_compared
from auditor.extraction import extract
from auditor.extraction.unit import of_unit
from auditor.findings import sort_key
from auditor.intake import Input, gather, load
from auditor.readers import read_document
from auditor.rulebook import ActiveRule, active_rules, note
from auditor.similarity import library
from auditor.similarity.library_search import Earlier, earlier
from auditor.spool.documents import Documents, Tables
from auditor.spool.record import Record, packed
from auditor.spool.spool import Spool, private
from auditor.types.finding import Finding, Report, Severity
from auditor.types.grid import Trouble
from auditor.types.indicator import COLUMNS, Extraction, Indicator, IndicatorTable
from auditor.types.parsed import Context

#: Told after each document: how many are done, how many there are, the document's name.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one document gave; crosses process boundaries."""

    extraction: Extraction
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be finished, its place among those of the run, and the SHA-256 of the bytes whose outcome is known."""

    index: int
    item: Input
    known: str = ""

    @property
    def source(self) -> str:
        """The document's name."""
        return self.item.source


@dataclass(frozen=True, slots=True)
class Comparison:
    """A corpus check to be run; its rule's code is its ``source``."""

    source: str


#: With so many tables each corpus check has a process of its own, whose memory ends with it and whose death harms no other.
_MANY = 1_000
_TOO_LARGE = Trouble("文件过大，内存不足", "请拆分文件，或在内存更大的电脑上重试。", fatal=True)


def read_one(item: Input, data: bytes | None = None) -> Extraction:
    """Read one document and take out its indicator tables. Never raises: what went wrong becomes a trouble.

    Args:
        item: the document.
        data: its bytes, None where they are not loaded yet.
    """
    try:
        document = read_document(load(item) if data is None else data, item.source)
        return extract(document)
    except AuditorError as error:
        trouble = Trouble(error.reason, error.advice, fatal=True)
    except MemoryError:
        trouble = _TOO_LARGE
    except Exception as error:  # one bad file never stops a batch
        trouble = Trouble(
            f"读取时发生程序错误（{type(error).__name__}: {error}）", "请人工核对原文件，并把文件发给程序维护方。", fatal=True
        )
    return Extraction(source=item.source, troubles=(trouble,))


def lost(item: Input, loss: Loss, time_limit: float) -> Extraction:
    """Return the extraction of a document whose process died or was ended after ``time_limit`` seconds."""
    reason = "读取时进程意外终止"
    advice = "文件可能已损坏，或内存不足：请用原来的软件另存一份后重试；仍不行时请人工核对，并把文件发给程序维护方。"
    if loss is Loss.TOO_LONG:
        reason = f"读取超时（超过 {time_limit:g} 秒）"
        advice = "请拆分文件后重试，或在 auditor.toml 里把 time_limit（秒）调大，0 为不限。"
    return Extraction(source=item.source, troubles=(Trouble(reason, advice, fatal=True),))


def process(item: Input, settings: Settings, data: bytes | None = None) -> Outcome:
    """Take one document through all stages but the corpus checks. Never raises for what is in the document."""
    extraction = of_unit(read_one(item, data), settings.unit)
    return Outcome(extraction, examine(extraction, active_rules(settings)))


def finish(task: Task, settings: Settings | None) -> Record:
    """Return what ``process`` makes of a document as a record; only that it is known where its bytes are those known.

    Without settings the document is read and not checked.
    """
    try:
        data = load(task.item)
    except (AuditorError, MemoryError):
        data = None  # the reading says why; it may be otherwise the next time
    content = "" if data is None else sha256(data).hexdigest()
    if content and content == task.known:
        return Record(task.index, task.source, content, known=True)
    outcome = process(task.item, settings, data) if settings else Outcome(read_one(task.item, data))
    return _record(task.index, outcome, "" if _TOO_LARGE in outcome.extraction.troubles else content)


def _record(index: int, outcome: Outcome, content: str = "") -> Record:
    return packed(index, content, outcome.extraction, outcome.findings)


def _fill(
    spool: Spool,
    paths: Iterable[str | Path],
    spread: Callable[..., Iterator[Record]],
    settings: Settings | None,
    time_limit: float,
) -> Documents:
    """Finish every document under ``paths`` and return them in input order, what cannot be read at the end."""
    rules = active_rules(settings) if settings else ()
    inputs, unread = gather(paths)
    known = spool.known
    tasks = [Task(index, item, known.get(item.source, "")) for index, item in enumerate(inputs)]
    for record in spread(
        finish,
        tasks,
        (settings,),
        lost=lambda task, loss: _record(task.index, _unread(lost(task.item, loss, time_limit), rules)),
        time_limit=time_limit,
        ordered=False,
    ):
        spool.put(record)
    for index, extraction in enumerate(unread, start=len(tasks)):
        spool.put(_record(index, _unread(extraction, rules)))
    return spool.documents()


def audit(
    paths: Iterable[str | Path], settings: Settings, progress: Progress | None = None, spool: Spool | None = None
) -> Report:
    """Read every document under ``paths`` and return all findings.

    Args:
        paths: files, folders and archives.
        settings: of the run.
        progress: called after each document.
        spool: holds the documents while the run and its report last; by default a private one, which the report keeps.

    Raises:
        ConfigError: wrong rules or settings. Trouble with documents never raises.
        LibraryError: the library of earlier runs cannot be used.
        OutputError: the documents cannot be spooled, such as on a full disk.
    """
    rules = active_rules(settings)
    if settings.library:
        library.check(Path(settings.library))  # before the documents are read, which may take hours
    spread = partial(engine(settings), jobs=settings.jobs, progress=progress, prepare=prepare)
    spool = spool or private()
    documents = _fill(spool, paths, spread, settings, settings.time_limit)
    found = [*spool.findings(), *_corpus_findings(rules, documents, settings)]
    return Report(
        documents=documents,
        findings=_settled(found, documents, settings),
        rules=tuple(note(active.rule) for active in rules),
        version=__version__,
        profile=settings.profile,
    )


def _unread(extraction: Extraction, rules: Sequence[ActiveRule]) -> Outcome:
    return Outcome(extraction, examine(extraction, rules))


def prepare(settings: Settings) -> None:
    """Make the checks load their dictionaries and models: once, before the workers branch off, instead of in each."""
    row = Indicator(1, "产出指标", "数量指标", "数量", "数量说明", "≥1个", "依据")
    table = IndicatorTable("", 1, "项目", "目标", rows=(row,), roles=frozenset(COLUMNS))
    examine(Extraction("", tables=(table,)), active_rules(settings))


def check_all(extractions: Sequence[Extraction], settings: Settings) -> tuple[Finding, ...]:
    """Run every check over documents that were read before, and return the findings in the order of a report.

    Raises:
        ConfigError: wrong rules or settings.
        LibraryError: the library of earlier runs cannot be used.
    """
    rules = active_rules(settings)
    found = [finding for extraction in extractions for finding in examine(extraction, rules)]
    found.extend(_corpus_findings(rules, extractions, settings))
    return _settled(found, extractions, settings)


def _settled(found: Iterable[Finding], extractions: Sequence[Extraction], settings: Settings) -> tuple[Finding, ...]:
    order = {extraction.source: index for index, extraction in enumerate(extractions)}
    kept = (finding for finding in found if finding.confidence >= settings.min_confidence)
    return tuple(sorted(kept, key=lambda finding: sort_key(finding, order)))


def _corpus_findings(rules: Sequence[ActiveRule], extractions: Sequence[Extraction], settings: Settings) -> Iterator[Finding]:
    tables = Tables(extractions)
    known = earlier(Path(settings.library), tables) if settings.library else Earlier()
    context = Context(library=known.tables, spread=known.spread)
    checks = [Comparison(active.rule.code) for active in rules if active.scope == "corpus"]
    subjects = (extractions, tables, rules, context)
    if len(tables) < _MANY or not inherits():
        return (finding for check in checks for finding in compare(check.source, *subjects))
    return chain.from_iterable(
        run(
            _compared,
            checks,
            subjects,
            settings.jobs,
            lost=lambda check, loss: tuple(not_compared(check.source, MemoryError("可能是内存不足"), extractions[0], rules)),
        )
    )


def _compared(check: Comparison, *subjects: Any) -> tuple[Finding, ...]:
    return tuple(compare(check.source, *subjects))


def extract_all(
    paths: Iterable[str | Path],
    jobs: int = 0,
    progress: Progress | None = None,
    time_limit: float = TIME_LIMIT,
    spool: Spool | None = None,
) -> Sequence[Extraction]:
    """Read every document under ``paths`` and return its tables, in input order.

    Args:
        paths: files, folders and archives.
        jobs: processes; 0 for as many as there are cores.
        progress: called after each document.
        time_limit: in seconds a document.
        spool: as in ``audit``.

    Raises:
        OutputError: the documents cannot be spooled, such as on a full disk.
    """
    return _fill(spool or private(), paths, partial(run, jobs=jobs, progress=progress), None, time_limit)


def was_read(extractions: Iterable[Extraction]) -> bool:
    """Return whether every document was read as a whole, and every table found in it has rows."""
    return not any(
        any(not trouble.note for trouble in extraction.troubles)
        or any(trouble.fatal for table in extraction.tables for trouble in table.troubles)
        for extraction in extractions
    )


def exit_status(report: Report, settings: Settings) -> int:
    """Return 2 where something was not read, 1 where a finding reaches ``settings.fail_on``, else 0."""
    if not was_read(report.documents):
        return 2
    if settings.fail_on == "never":
        return 0
    least = Severity(settings.fail_on).rank
    return int(any(finding.severity.rank >= least for finding in report.findings))
