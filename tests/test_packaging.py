"""The installed program: the wheel holds what it needs and works outside the checkout, an editable install too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import auditor
from tests import paper

ROOT = Path(__file__).resolve().parents[1]

FAULTY = paper.table(
    "管网改造",
    "更换老旧管网，让村民喝上合格水。",
    paper.changed(2, "产出指标", "质量指标", "管网试压合格率", "试压合格的管段占全部管段的比例", "≥98", "2024年试压记录"),
)

#: Calls the build backend as pip does for ``pip install .`` and ``pip install -e .`` (PEP 517, PEP 660).
_BUILD = "import sys; from hatchling import build; print(getattr(build, sys.argv[1])(sys.argv[2]))"


def _built(hook: str, folder: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, hook, str(folder)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    return folder / done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built("build_wheel", tmp_path_factory.mktemp("dist"))


def _installed(wheel: Path, folder: Path) -> Path:
    """Install into a new environment and return its program; the libraries are lent by the environment of the tests."""
    venv.create(folder, with_pip=False)
    places = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    python = Path(places["scripts"]) / Path(sys.executable).name
    options = ["--python", str(python), "--disable-pip-version-check", "--no-input"]
    command = [sys.executable, "-m", "pip", *options, "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    # After the install: pip must not take the lender's own copy of the program for this environment's.
    (Path(places["purelib"]) / "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _installed(wheel, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _installed(_built("build_editable", tmp_path_factory.mktemp("dist")), tmp_path_factory.mktemp("editable"))


def _alone() -> dict[str, str]:
    """The environment without what would lead to the checkout."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def _run(python: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    program = python.with_name("auditor" + python.suffix)
    return subprocess.run(
        [program, *arguments],
        cwd=cwd,
        env=_alone(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def _where(python: Path, cwd: Path) -> Path:
    command = [python, "-c", "import auditor; print(auditor.__file__)"]
    return Path(subprocess.run(command, cwd=cwd, env=_alone(), capture_output=True, text=True, check=True).stdout.strip())


def test_the_wheel_holds_rules_models_and_templates(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())
        for kind in ("rules", "models"):
            files = [path for path in (ROOT / kind).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
            assert {f"auditor/_data/{path.relative_to(ROOT).as_posix()}" for path in files} <= names
        assert (
            package.read("auditor/_data/rules/UN/UN301-missing-unit.yaml")
            == (ROOT / "rules" / "UN" / "UN301-missing-unit.yaml").read_bytes()
        )
    assert {"auditor/py.typed", "auditor/reports/templates/page.html.j2", "auditor/reports/templates/page.css"} <= names


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        tops = {name.split("/")[0] for name in package.namelist()}
        assert tops == {"auditor", f"jixiao_auditor-{auditor.__version__}.dist-info"}
        assert not [name for name in package.namelist() if name.endswith((".pyc", ".docx", ".orig"))]


@pytest.mark.parametrize("kind", ["python", "editable"])
def test_installed_program_audits_outside_the_checkout(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    python = request.getfixturevalue(kind)
    assert (ROOT in _where(python, tmp_path).parents) == (kind == "editable")
    paper.write(tmp_path, "水务.txt", FAULTY)
    assert _run(python, "--version", cwd=tmp_path).stdout.strip() == auditor.__version__
    assert "UN302" in _run(python, "rules", cwd=tmp_path).stdout
    done = _run(python, "audit", "水务.txt", "--format", "jsonl", cwd=tmp_path)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert ("UN301", 2) in [(item["code"], item["row"]) for item in found], done.stderr
    assert not [item["message"] for item in found if item["code"].startswith("EX")], "模型没有装上"
    done = _run(python, "audit", "水务.txt", "-o", "报告/", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert {path.suffix for path in (tmp_path / "报告").iterdir()} == {".xlsx", ".html", ".jsonl", ".csv"}


def test_training_without_corpora_says_what_to_do(python: Path, tmp_path: Path) -> None:
    done = _run(python, "train", "-o", "models", cwd=tmp_path)
    assert done.returncode == 2
    assert "安装包不带训练语料" in done.stderr
    assert "源代码" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "models").exists()
