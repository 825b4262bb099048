"""Settings in layers; a mistyped key never silently means the default."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.config import load_settings
from auditor.errors import ConfigError


@pytest.fixture(autouse=True)
def _no_user_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("APPDATA", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))


def _project(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "项目"
    (folder / "子目录").mkdir(parents=True)
    (folder / "auditor.toml").write_text(text, encoding="utf-8")
    return folder


def test_project_file_is_found_from_a_folder_below(tmp_path: Path) -> None:
    folder = _project(tmp_path, 'ignore = ["BA403"]\nunit = "青禾县教育局"\n')
    settings = load_settings(folder=folder / "子目录")
    assert settings.ignore == ("BA403",)
    assert settings.unit == "青禾县教育局"


def test_command_line_wins_over_project_over_user_over_profile(tmp_path: Path) -> None:
    home = tmp_path / "home" / "auditor"
    home.mkdir(parents=True)
    (home / "auditor.toml").write_text('fail_on = "error"\njobs = 1\nmin_confidence = 0.5\n', encoding="utf-8")
    folder = _project(tmp_path, 'profile = "lenient"\njobs = 2\n')
    settings = load_settings({"fail_on": "never", "select": None}, folder=folder)
    assert (settings.fail_on, settings.jobs, settings.min_confidence) == ("never", 2, 0.5)
    assert settings.ignore == ("BA403",)
    assert settings.profile == "lenient"


def test_options_and_severity_are_merged_by_code(tmp_path: Path) -> None:
    folder = _project(tmp_path, 'profile = "strict"\n[severity]\nUN304 = "info"\n[options.DU203]\nshare = 0.9\n')
    settings = load_settings(folder=folder)
    assert settings.severity["UN304"].value == "info"
    assert settings.severity["BA402"].value == "error"
    assert settings.options["DU203"] == {"share": 0.9}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('ignroe = ["BA403"]\n', "ignroe"),
        ('fail_on = "fatal"\n', "fail_on"),
        ("jobs = true = 1\n", "有误"),
        ('[severity]\nUN301 = "grave"\n', "UN301"),
    ],
)
def test_wrong_files_are_refused_by_name(tmp_path: Path, text: str, word: str) -> None:
    folder = _project(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_settings(folder=folder)
    assert "auditor.toml" in caught.value.reason
    assert word in caught.value.reason


def test_unknown_profile_lists_the_known_ones() -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings({"profile": "harsh"})
    assert "strict" in caught.value.advice


def test_own_profile_and_rules_count_from_their_file(tmp_path: Path) -> None:
    folder = _project(tmp_path, 'profile = "方案/本省.yaml"\nrules = ["规则"]\n')
    (folder / "方案").mkdir()
    (folder / "方案" / "本省.yaml").write_text("fail_on: warning\nrules: [省规则]\n", encoding="utf-8")
    settings = load_settings(folder=folder)
    assert settings.fail_on == "warning"
    assert settings.rules == (str(folder / "方案" / "省规则"), str(folder / "规则"))
