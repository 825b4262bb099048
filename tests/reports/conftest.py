"""The sample report as a spreadsheet, written once a module."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reports import sample
from tests.reports.readback import save


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return save(sample.report(), tmp_path_factory.mktemp("xlsx"))
