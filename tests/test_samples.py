"""The sample documents: read as they were written, and every fault found that their sources tell of, and no other."""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import auditor
from auditor.parsing.places import mentions
from auditor.rulebook import FAMILIES
from auditor.types.finding import Report

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "corpora" / "samples"
Place = tuple[str, int, int | None]


def _model() -> ModuleType:
    """The module lies beside the data that it describes, outside every package."""
    spec = importlib.util.spec_from_file_location("sample_model", ROOT / "corpora" / "sources" / "_model.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SOURCES: list[Any] = _model().sources()
NAMES = [source.path for source in SOURCES]


@pytest.fixture(scope="module")
def report() -> Report:
    return auditor.audit(SAMPLES, jobs=1)


def _file(source: str) -> str:
    return source.removeprefix(f"{SAMPLES}/")


def _found(report: Report, file: str) -> set[Place]:
    return {(item.code, item.table or 0, item.row) for item in report.findings if _file(item.source) == file}


def _annotated(source: Any) -> set[Place]:
    tables = {(code, number, None) for number, table in enumerate(source.tables, 1) for code in table.faults}
    rows = {
        (code, number, place)
        for number, table in enumerate(source.tables, 1)
        for place, row in enumerate(table.rows, 1)
        for code in row.faults
    }
    return tables | rows


def _cells(source: Any, row: Any) -> dict[str, str]:
    """The cells of a source's row by role, in the order of its form; 自评表 are told apart by their length."""
    names = ["level1", "level2", "level3", "description", "value", "basis"]
    if source.form == "central":
        names = ["level1", "level2", "level3", "value"]
    elif len(row.row) == 8:
        names = ["level1", "level2", "level3", "value", "actual", "weight"]
    return dict(zip(names, row.row, strict=False))


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_every_row_is_read_as_written(source: Any) -> None:
    path = SAMPLES / (source.archive or source.file)
    tables = [table for table in auditor.extract(path, jobs=1) if table.source.endswith(source.file)]
    assert [table.project for table in tables] == [table.project for table in source.tables]
    assert [table.goal for table in tables] == [table.goal for table in source.tables]
    assert [table.unit_name for table in tables] == [table.unit or source.unit for table in source.tables]
    assert [table.year for table in tables] == [table.year or source.year for table in source.tables]
    for read, written in zip(tables, source.tables, strict=True):
        for got, row in zip(read.rows, written.rows, strict=True):
            cells = _cells(source, row)
            assert {role: got.cell(role) for role in cells} == cells


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_the_faults_found_are_those_annotated(source: Any, report: Report) -> None:
    assert _found(report, source.path) == _annotated(source)


def test_everything_was_read(report: Report) -> None:
    assert {_file(document.source) for document in report.documents} == set(NAMES)
    assert [document.troubles for document in report.documents] == [()] * len(NAMES)


def test_clean_tables_are_silent(report: Report) -> None:
    clean = {
        (source.path, number)
        for source in SOURCES
        for number, table in enumerate(source.tables, 1)
        if not table.faults and not any(row.faults for row in table.rows)
    }
    assert len({path for path, _ in clean}) == len(SOURCES), "每份样例都要有没有疑点的表"
    assert clean & {(_file(item.source), item.table) for item in report.findings} == set()


def test_every_family_is_shown() -> None:
    shown = {code[:2] for source in SOURCES for code, _, _ in _annotated(source)}
    assert shown == set(FAMILIES) - {"EX"}


def test_no_place_is_real() -> None:
    texts = [source.file + source.unit + source.duties for source in SOURCES]
    texts += [
        table.project + table.goal + "".join("".join(row.row) for row in table.rows)
        for source in SOURCES
        for table in source.tables
    ]
    assert [mention.name for text in texts for mention in mentions(text)] == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run(
        [sys.executable, ROOT / "corpora" / "sources" / "make.py", "-o", folder], check=True, stdout=subprocess.DEVNULL
    )
    return folder


def test_the_script_makes_every_document(made: Path) -> None:
    by_office = {source.file for source in SOURCES if source.file.endswith((".pdf", ".doc"))}
    assert {path.name for path in made.iterdir()} | by_office == {path.name for path in SAMPLES.iterdir()}
    for path in made.iterdir():
        if path.suffix in {".txt", ".html"}:
            assert path.read_bytes() == (SAMPLES / path.name).read_bytes(), "样例与来源不一致：请运行 make samples"


def test_the_bytes_depend_on_the_sources_only(made: Path) -> None:
    packages = [path.read_bytes() for path in made.iterdir() if path.suffix in {".docx", ".xlsx", ".zip"}]
    while packages:
        with zipfile.ZipFile(io.BytesIO(packages.pop())) as package:
            assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            packages += [package.read(name) for name in package.namelist() if name.endswith((".docx", ".xlsx"))]
            if "docProps/core.xml" in package.namelist():
                core = package.read("docProps/core.xml").decode()
                assert core.count("2025-01-15T08:00:00Z") == core.count("dcterms:W3CDTF")


def test_the_committed_report_is_up_to_date(report: Report) -> None:
    lines = (ROOT / "reports" / "sample" / "疑点报告.jsonl").read_text(encoding="utf-8").splitlines()
    told = [(item["source"], item["code"], item["table"], item["row"]) for item in map(json.loads, lines)]
    found = [(f"corpora/samples/{_file(item.source)}", item.code, item.table, item.row) for item in report.findings]
    assert told == found, "请运行 make sample"
