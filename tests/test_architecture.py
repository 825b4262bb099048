"""The house rules that import-linter cannot tell: units know nothing of their siblings, files stay small, nothing is online."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "auditor").rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in FILES]

#: Folders whose public modules are units: found by discovery, taken out one by one.
UNITS = ("readers", "reports", "checks/row", "checks/table", "checks/document", "checks/corpus", "cli")
LONGEST = 300
#: Modules that reach other machines.
ONLINE = frozenset(
    {
        "aiohttp",
        "ftplib",
        "http",
        "httpx",
        "imaplib",
        "poplib",
        "requests",
        "smtplib",
        "socket",
        "socketserver",
        "ssl",
        "telnetlib",
        "urllib.request",
        "urllib3",
        "websockets",
        "xmlrpc",
    }
)
#: Modules that run what a file says, or other programs.
UNSAFE = frozenset(
    {
        "cPickle",
        "code",
        "codeop",
        "dill",
        "joblib",
        "marshal",
        "pickle",
        "shelve",
        "subprocess",
        "xml.etree",
        "xml.dom",
        "xml.sax",
    }
)
CALLS = frozenset({"eval", "exec", "compile", "__import__", "breakpoint"})


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(tree: ast.AST, package: str) -> Iterator[str]:
    """Yield what is imported anywhere in a module of ``package``, as full names; ``from a import b`` gives a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            yield source
            yield from (f"{source}.{name.name}" for name in node.names)


def _package(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parent.parts)


def _within(name: str, families: frozenset[str]) -> bool:
    return any(name == family or name.startswith(f"{family}.") for family in families)


def test_imports_are_seen_in_every_form() -> None:
    code = "import a.b\nfrom c import d\ndef f():\n    from . import e\n    from .g import h\n    from ..i import j"
    assert set(_imports(ast.parse(code), "x.y")) == {
        *("a.b", "c", "c.d", "x.y", "x.y.e", "x.y.g", "x.y.g.h", "x.i", "x.i.j"),
    }


@pytest.mark.parametrize("folder", UNITS)
def test_units_import_no_other_unit_of_their_kind(folder: str) -> None:
    package = f"auditor.{folder.replace('/', '.')}"
    # cli/app.py puts the commands together.
    units = [path for path in (ROOT / "auditor" / folder).glob("[!_]*.py") if path.name != "app.py"]
    assert units, "the folder has moved"
    siblings = {f"{package}.{path.stem}" for path in units}
    for path in units:
        known = siblings & set(_imports(_tree(path), package))
        assert not known, f"{path.relative_to(ROOT)} 引用了同类模块 {known}；共用的部分放进下划线开头的文件"


@pytest.mark.parametrize("folder", UNITS)
def test_helpers_of_units_know_no_unit(folder: str) -> None:
    package = f"auditor.{folder.replace('/', '.')}"
    siblings = {f"{package}.{path.stem}" for path in (ROOT / "auditor" / folder).glob("[!_]*.py")}
    for path in (ROOT / "auditor" / folder).glob("_*.py"):
        if path.name != "__init__.py":
            assert not siblings & set(_imports(_tree(path), package)), path.relative_to(ROOT)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_each_file_is_short_and_says_what_it_is(path: Path) -> None:
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST, f"{length} 行，超过 {LONGEST} 行，请拆分"
    assert (ast.get_docstring(_tree(path)) or "").strip(), "没有模块说明"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_nothing_is_online_and_nothing_read_is_run(path: Path) -> None:
    imported = set(_imports(_tree(path), _package(path)))
    assert not [name for name in imported if _within(name, ONLINE)], "全程离线，不得联网"
    assert not [name for name in imported if _within(name, UNSAFE)], "不得运行文件里的内容或别的程序"
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call):
            assert not (isinstance(node.func, ast.Name) and node.func.id in CALLS), f"第 {node.lineno} 行"
            unsafe = [key for key in node.keywords if key.arg == "allow_pickle" and ast.unparse(key.value) != "False"]
            assert not unsafe, f"第 {node.lineno} 行"
