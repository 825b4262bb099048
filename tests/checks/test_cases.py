"""Every rule against its case file: the right code at the right place, and silence where nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.config import Settings
from auditor.pipeline import check_all
from auditor.rulebook import load_rules
from tests.casefile import Case, case_files, documents, expected, fill_library, load_cases

#: Told about files and models, not about rows: tested with the readers, the pipeline and in test_unjudged.
WITHOUT_CASES = {"EX901", "EX902", "EX903"}


def _cases(kind: str) -> list[object]:
    found: list[object] = []
    for path in case_files():
        cases = load_cases(path)
        for case in cases.flag if kind == "flag" else cases.passes:
            found.append(pytest.param(path.stem, case, id=f"{path.stem}-{case.name}"))
    return found


def _places(code: str, case: Case, folder: Path) -> list[tuple[int, int | None, int | None, str]]:
    options = {code: case.options} if case.options else {}
    settings = Settings(select=(code,), options=options, library=fill_library(folder, case))
    group = documents(case)
    order = {extraction.source: index for index, extraction in enumerate(group, start=1)}
    found = [item for item in check_all(tuple(group), settings) if item.code == code]
    assert all(item.evidence and item.suggestion and item.message for item in found)
    assert [item.code for item in found if "“”" in item.evidence + item.suggestion + item.message] == []
    if case.suggestion:
        assert [item.suggestion for item in found] == [case.suggestion]
    return sorted(((order[item.source], item.table, item.row, item.column) for item in found), key=str)


@pytest.mark.parametrize(("code", "case"), _cases("flag"))
def test_flags(code: str, case: Case, tmp_path: Path) -> None:
    assert _places(code, case, tmp_path) == sorted(expected(case), key=str)


@pytest.mark.parametrize(("code", "case"), _cases("pass"))
def test_passes(code: str, case: Case, tmp_path: Path) -> None:
    assert _places(code, case, tmp_path) == []


def test_every_rule_has_cases() -> None:
    with_cases = {path.stem for path in case_files()}
    codes = {rule.code for rule in load_rules()} - WITHOUT_CASES
    assert codes == with_cases


@pytest.mark.parametrize("path", list(case_files()), ids=lambda path: Path(path).stem)
def test_case_file_shows_both_sides(path: Path) -> None:
    cases = load_cases(path)
    assert cases.flag
    assert cases.passes
    names = [case.name for case in (*cases.flag, *cases.passes)]
    assert len(names) == len(set(names)), "样例名称重复"
