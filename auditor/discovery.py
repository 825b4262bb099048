"""Finds readers, checks, reports and engines; raises where a module lacks its contract."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache, lru_cache
from types import ModuleType

from auditor.errors import ContractError

#: What a check receives: the folder under checks/ is the scope.
SCOPES = ("row", "table", "document", "corpus")

#: What each kind of module must define.
CONTRACTS: dict[str, tuple[str, ...]] = {
    "auditor.readers": ("TITLE", "SUFFIXES", "sniff", "read"),
    "auditor.checks.row": ("NAME", "OPTIONS", "check"),
    "auditor.checks.table": ("NAME", "OPTIONS", "check"),
    "auditor.checks.document": ("NAME", "OPTIONS", "check"),
    "auditor.checks.corpus": ("NAME", "OPTIONS", "check"),
    "auditor.reports": ("SUFFIX", "write"),
    "auditor.engines": ("SETTINGS", "run"),
}


@cache
def modules(package: str) -> dict[str, ModuleType]:
    """Import every public module of ``package`` and return them by module name, sorted.

    Modules and folders whose name begins with an underscore are helpers, not units, and are skipped.

    Raises:
        ContractError: a module lacks a name of its contract.
    """
    found: dict[str, ModuleType] = {}
    parent = importlib.import_module(package)
    for info in sorted(pkgutil.iter_modules(parent.__path__), key=lambda item: item.name):
        if info.name.startswith("_") or info.ispkg:
            continue
        module = importlib.import_module(f"{package}.{info.name}")
        missing = [name for name in CONTRACTS[package] if not hasattr(module, name)]
        if missing:
            raise ContractError(f"模块 {module.__name__} 缺少 {'、'.join(missing)}", "请对照 CONTRIBUTING.md 补齐后再运行。")
        found[info.name] = module
    return found


@lru_cache(maxsize=1)
def checks() -> dict[str, tuple[str, ModuleType]]:
    """Return every check by its NAME with its scope (one of SCOPES).

    Raises:
        ContractError: two checks bear the same NAME, or a module lacks its contract.
    """
    found: dict[str, tuple[str, ModuleType]] = {}
    for scope in SCOPES:
        for module in modules(f"auditor.checks.{scope}").values():
            if module.NAME in found:
                raise ContractError(f"两个检查都叫 {module.NAME}", "请给其中一个改名。")
            found[module.NAME] = (scope, module)
    return found
