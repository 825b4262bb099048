"""LibreOffice opens the spreadsheet and shows what is in it."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from auditor.reports import xlsx
from tests.reports import sample

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (apt install libreoffice-calc)")

#: Comma, quote, UTF-8, from line 1, and every sheet into a file of its own.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def convert(source: Path, kind: str) -> subprocess.CompletedProcess[str]:
    home = source.parent / "profile"  # a profile of its own: a running office does not take the job
    command = [str(OFFICE), f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", kind, source.name]
    return subprocess.run(command, cwd=source.parent, capture_output=True, text=True, timeout=180, check=False)


def test_every_sheet_is_read_without_repair(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    xlsx.write(sample.report(), path)
    done = convert(path, _CSV)
    assert done.returncode == 0, done.stderr
    sheets = {name: tmp_path / f"report-{name}.csv" for name in ("汇总", "疑点清单", "指标明细", "规则说明")}
    assert all(file.is_file() for file in sheets.values()), done.stderr
    with sheets["疑点清单"].open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert [line["代码"] for line in lines] == [finding.code for finding in sample.findings()]
    assert lines[5]["绩效指标描述"] == "露天电影放映覆盖的行政村比例"
    assert lines[0]["绩效目标"] == sample.MEALS.goal
    assert "1 份文件未读取，1 份文件部分读取" in sheets["汇总"].read_text(encoding="utf-8")
    assert sheets["指标明细"].read_text(encoding="utf-8").count("疫苗接种率") == 1
