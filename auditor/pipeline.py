"""All stages in data order: read, extract, parse, check, report. The only module that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from auditor import __version__
from auditor.config import Settings
from auditor.engines.local import run
from auditor.errors import AuditorError
from auditor.extraction import extract
from auditor.findings import findings_of, sort_key
from auditor.intake import Input, gather, load
from auditor.parsing.table import parse_table
from auditor.readers import read_document
from auditor.rulebook import ActiveRule, active_rules, note
from auditor.similarity import library
from auditor.similarity.library_search import Earlier, earlier
from auditor.types.finding import Finding, Hit, Report, Severity
from auditor.types.grid import Trouble
from auditor.types.indicator import Extraction, IndicatorTable
from auditor.types.parsed import Context, ParsedTable

#: Told after each document: how many are done, how many there are, the document's name.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one document gave; crosses process boundaries."""

    extraction: Extraction
    findings: tuple[Finding, ...] = ()


def read_one(item: Input) -> Extraction:
    """Read one document and take out its indicator tables. Never raises: what went wrong becomes a trouble."""
    try:
        document = read_document(load(item), item.source)
        return extract(document)
    except AuditorError as error:
        trouble = Trouble(error.reason, error.advice, fatal=True)
    except MemoryError:
        trouble = Trouble("文件过大，内存不足", "请拆分文件，或在内存更大的电脑上重试。", fatal=True)
    except Exception as error:  # one bad file never stops a batch
        trouble = Trouble(
            f"读取时发生程序错误（{type(error).__name__}: {error}）", "请人工核对原文件，并把文件发给程序维护方。", fatal=True
        )
    return Extraction(source=item.source, troubles=(trouble,))


def examine(extraction: Extraction, rules: Sequence[ActiveRule]) -> tuple[Finding, ...]:
    """Run the row, table and document checks over one document."""
    tables = tuple(parse_table(table) for table in extraction.tables)
    found: list[Finding] = []
    for active in rules:
        hits = _hits(active, extraction, tables)
        found.extend(findings_of(active.rule, hits, extraction))
    return tuple(found)


def _hits(active: ActiveRule, extraction: Extraction, tables: tuple[ParsedTable, ...]) -> Iterator[Hit]:
    check, options = active.module.check, active.options
    if active.scope == "document":
        yield from check(extraction, options, Context(document=tables))
    elif active.scope in ("row", "table"):
        for table in tables:
            context = Context(table, tables)
            subjects: Iterable[Any] = table.rows if active.scope == "row" else (table,)
            for subject in subjects:
                for hit in check(subject, options, context):
                    row = subject.indicator.row if active.scope == "row" else hit.row
                    yield replace(hit, table=table.table.number, row=row, source=extraction.source)


def process(item: Input, settings: Settings) -> Outcome:
    """Take one document through all stages but the corpus checks. Never raises for what is in the document."""
    extraction = read_one(item)
    return Outcome(extraction, examine(extraction, active_rules(settings)))


def audit(paths: Iterable[str | Path], settings: Settings, progress: Progress | None = None) -> Report:
    """Read every document under ``paths`` and return all findings.

    Args:
        paths: files, folders and archives.
        settings: of the run.
        progress: called after each document.

    Raises:
        ConfigError: wrong rules or settings. Trouble with documents never raises.
        LibraryError: the library of earlier runs cannot be used.
    """
    rules = active_rules(settings)
    if settings.library:
        library.check(Path(settings.library))  # before the documents are read, which may take hours
    inputs, unread = gather(paths)
    outcomes = list(run(process, inputs, (settings,), settings.jobs, progress))
    extractions = (*(outcome.extraction for outcome in outcomes), *unread)
    found = [finding for outcome in outcomes for finding in outcome.findings]
    for extraction in unread:
        found.extend(examine(extraction, rules))
    found.extend(_corpus_findings(rules, extractions, settings))
    return Report(
        documents=extractions,
        findings=_settled(found, extractions, settings),
        rules=tuple(note(active.rule) for active in rules),
        version=__version__,
        profile=settings.profile,
    )


def check_all(extractions: tuple[Extraction, ...], settings: Settings) -> tuple[Finding, ...]:
    """Run every check over documents that were read before, and return the findings in the order of a report.

    Raises:
        ConfigError: wrong rules or settings.
        LibraryError: the library of earlier runs cannot be used.
    """
    rules = active_rules(settings)
    found = [finding for extraction in extractions for finding in examine(extraction, rules)]
    found.extend(_corpus_findings(rules, extractions, settings))
    return _settled(found, extractions, settings)


def _settled(found: list[Finding], extractions: tuple[Extraction, ...], settings: Settings) -> tuple[Finding, ...]:
    order = {extraction.source: index for index, extraction in enumerate(extractions)}
    kept = (finding for finding in found if finding.confidence >= settings.min_confidence)
    return tuple(sorted(kept, key=lambda finding: sort_key(finding, order)))


def _corpus_findings(rules: Sequence[ActiveRule], extractions: tuple[Extraction, ...], settings: Settings) -> Iterator[Finding]:
    tables: tuple[IndicatorTable, ...] = tuple(table for extraction in extractions for table in extraction.tables)
    by_source = {extraction.source: extraction for extraction in extractions}
    known = earlier(Path(settings.library), tables) if settings.library else Earlier()
    context = Context(library=known.tables, spread=known.spread)
    for active in rules:
        if active.scope == "corpus":
            for hit in active.module.check(tables, active.options, context):
                yield from findings_of(active.rule, (hit,), by_source[hit.source])


def extract_all(paths: Iterable[str | Path], jobs: int = 0, progress: Progress | None = None) -> tuple[Extraction, ...]:
    """Read every document under ``paths`` and return its tables, in input order."""
    inputs, unread = gather(paths)
    return (*run(read_one, inputs, (), jobs, progress), *unread)


def was_read(extractions: Iterable[Extraction]) -> bool:
    """Return whether every document, and every table found in it, was read."""
    return not any(
        trouble.fatal
        for extraction in extractions
        for trouble in (*extraction.troubles, *(item for table in extraction.tables for item in table.troubles))
    )


def exit_status(report: Report, settings: Settings) -> int:
    """Return 2 where something was not read, 1 where a finding reaches ``settings.fail_on``, else 0."""
    if not was_read(report.documents):
        return 2
    if settings.fail_on == "never":
        return 0
    least = Severity(settings.fail_on).rank
    return int(any(finding.severity.rank >= least for finding in report.findings))
