"""Discovery finds units by folder and refuses those without their contract."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from auditor import discovery
from auditor.errors import ContractError


def test_every_unit_keeps_its_contract() -> None:
    for package in discovery.CONTRACTS:
        for name, module in discovery.modules(package).items():
            assert module.__doc__, f"{package}.{name} 没有模块说明"


def test_check_names_say_their_file() -> None:
    for name, (scope, module) in discovery.checks().items():
        assert scope in discovery.SCOPES
        assert name.replace("-", "_").isidentifier()
        assert module.OPTIONS.__pydantic_config__ == {"extra": "forbid"}


def test_a_module_without_its_contract_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "halfdone"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "_helper.py").write_text("", encoding="utf-8")
    (package / "unit.py").write_text("NAME = 'x'\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(discovery.CONTRACTS, "halfdone", ("NAME", "check"))
    with pytest.raises(ContractError, match="check"):
        discovery.modules("halfdone")
    sys.modules.pop("halfdone", None)
