"""Files that are large or pretend to be: read in bounded memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import paper
from tests.readers import pdf_file as page
from tests.readers.sheet_file import inline, xlsx_file

#: Reads a file as ``auditor extract`` does, then tells the memory that any process of it took at most, in MB.
_MEASURED = """\
import resource, sys
from auditor.pipeline import extract_all
(found,) = extract_all(sys.argv[1:])
for table in found.tables: print(len(table.rows), table.place.page, table.place.sheet)
for trouble in found.troubles: print(trouble.reason)
print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024)
"""


def _measured(path: Path) -> tuple[list[str], int]:
    """Return what was found in a file and the memory it took, in MB."""
    done = subprocess.run([sys.executable, "-c", _MEASURED, str(path)], capture_output=True, text=True, check=True)
    *found, memory = done.stdout.splitlines()
    return found, int(memory)


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in kilobytes on Linux only")


def test_two_thousand_pages(tmp_path: Path) -> None:
    def line(canvas: page.Canvas) -> None:
        page.text(canvas, 60, 60, "本页无表")

    data = page.pdf(*[line] * 1999, lambda canvas: page.table(canvas, page.XS, page.YS, page.CELLS))
    path = tmp_path / "汇编.pdf"
    path.write_bytes(data)
    found, memory = _measured(path)
    assert found == ["2 2000 None"]
    assert memory < 1000


@pytest.mark.parametrize("cell", ["", '<c r="A{0}" s="1"/>'], ids=["rows", "styles"])
def test_a_million_empty_rows(tmp_path: Path, cell: str) -> None:
    lines = (paper.HEADER, *paper.CLEAN)
    filled = "".join(
        f'<row r="{number}">{"".join(inline(f"{chr(65 + i)}{number}", text) for i, text in enumerate(line))}</row>'
        for number, line in enumerate(lines, start=1)
    )
    empty = "".join(f'<row r="{number}">{cell.format(number)}</row>' for number in range(len(lines) + 1, 1_000_001))
    path = tmp_path / "空行.xlsx"
    path.write_bytes(xlsx_file(f"<sheetData>{filled}{empty}</sheetData>", formats=("0",)))
    found, memory = _measured(path)
    assert found == [f"{len(paper.CLEAN)} None 表1"]
    assert memory < 1000
