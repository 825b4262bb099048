"""What may change a document's findings changes the identity, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.config import Settings
from auditor.errors import ConfigError
from auditor.resources import data_dir
from auditor.spool.identity import identity
from auditor.types.finding import Severity


@pytest.fixture(autouse=True)
def _small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is a small folder here, so that nobody changes it while a test runs."""
    for name in ("auditor", "rules", "models"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "一.yaml").write_text(name, encoding="utf-8")
    monkeypatch.setattr("auditor.spool.identity._PACKAGE", tmp_path / "auditor")
    monkeypatch.setattr("auditor.spool.identity.data_dir", lambda name: tmp_path / name)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(jobs=7),
        Settings(fail_on="never"),
        Settings(min_confidence=0.9),
        Settings(library="库"),
        Settings(time_limit=1.0),
        Settings(engine="spark", master="yarn"),
    ],
)
def test_where_and_how_fast_it_runs_changes_nothing(settings: Settings) -> None:
    assert identity(settings) == identity(Settings())


@pytest.mark.parametrize(
    "settings",
    [
        Settings(select=("BP",)),
        Settings(ignore=("UN301",)),
        Settings(severity={"UN301": Severity.INFO}),
        Settings(options={"ST505": {}}),
        Settings(unit="青禾县水务局"),
    ],
)
def test_settings_of_the_rules_change_it(settings: Settings) -> None:
    assert identity(settings) != identity(Settings())


def test_words_in_a_rule_of_the_office_change_it(tmp_path: Path) -> None:
    own = tmp_path / "规则.yaml"
    own.write_text(next(data_dir("rules").glob("UN/UN301-*.yaml")).read_text(encoding="utf-8"), encoding="utf-8")
    before = identity(Settings(rules=(str(own),)))
    assert before == identity(Settings(rules=(str(own),)))
    own.write_text(own.read_text(encoding="utf-8") + "# 改过\n", encoding="utf-8")
    assert identity(Settings(rules=(str(own),))) != before


@pytest.mark.parametrize("part", ["auditor", "rules", "models"])
def test_program_word_lists_and_models_change_it(tmp_path: Path, part: str) -> None:
    before = identity(Settings())
    (tmp_path / part / "一.yaml").write_text("改过", encoding="utf-8")
    changed = identity(Settings())
    (tmp_path / part / "二.yaml").write_text("", encoding="utf-8")
    assert len({before, changed, identity(Settings())}) == 3


def test_one_command_leaves_nothing_for_another() -> None:
    assert identity(Settings(), "extract") != identity(Settings(), "audit")


def test_another_version_of_the_program_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = identity(Settings())
    monkeypatch.setattr("auditor.spool.identity.__version__", "9.9")
    assert identity(Settings()) != before


def test_what_is_wrong_is_told() -> None:
    with pytest.raises(ConfigError, match="XX999"):
        identity(Settings(select=("XX999",)))
