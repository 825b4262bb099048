"""Rows for other programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from auditor.errors import OutputError
from auditor.exports import write_rows
from auditor.records import row_records
from tests.reports import sample

NAMES = [
    *("受益学生数", "食材抽检合格率", "抽检合格率", "观影活动场次", "家长满意度", "鉴定校舍数"),
    *("推广面积", "亩均补助", "维修桥梁数", "接种率"),
]


def odd(value: str) -> tuple[object, ...]:
    table = replace(sample.SAFETY, rows=(replace(sample.SAFETY.rows[0], value=value),))
    return (replace(sample.DOCUMENTS[0], tables=(table,)),)


def test_json_lines_hold_the_records(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    write_rows(sample.DOCUMENTS, path)
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert records == list(row_records(sample.DOCUMENTS))
    assert [record["level3"] for record in records] == NAMES


def test_csv_holds_the_records_with_line_ends_in_cells(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    write_rows(sample.DOCUMENTS, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["level3"] for row in rows] == NAMES
    assert rows[0]["goal"] == sample.MEALS.goal
    assert (rows[0]["weight"], rows[7]["weight"]) == ("", "10")
    assert "actual" not in rows[0]


def test_a_workbook_holds_rows_and_what_was_not_read(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_rows(sample.DOCUMENTS, path)
    book = load_workbook(path)
    sheet = book["指标明细"]
    titles = [cell.value for cell in sheet[1]]
    assert titles[:7] == ["文件", "单位", "年度", "表序", "项目", "绩效目标", "行序"]
    assert [sheet.cell(row, titles.index("三级指标") + 1).value for row in range(2, sheet.max_row + 1)] == NAMES
    states = {str(line[0]): line[1:] for line in book["读取情况"].iter_rows(min_row=2, values_only=True)}
    assert states[sample.LOCKED] == ("未读取", "文件已加密", "请用密码打开后另存为不加密的文件。")
    assert states[sample.CLEAN] == ("已读取", None, None)


@pytest.mark.parametrize("value", ["=1+1", "+86", "@x", "<r>a</r>", "≥95%\x02"])
def test_cells_of_a_workbook_are_texts(tmp_path: Path, value: str) -> None:
    write_rows(odd(value), tmp_path / "r.xlsx")  # type: ignore[arg-type]
    cell = load_workbook(tmp_path / "r.xlsx")["指标明细"]["L2"]
    assert (str(cell.value).strip(), cell.data_type) == (value.replace("\x02", ""), "s")


@pytest.mark.parametrize(("value", "shown"), [("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("=100%", "=100%"), ("-3℃", "-3℃")])
def test_formulas_in_csv_are_disarmed_and_values_are_not(tmp_path: Path, value: str, shown: str) -> None:
    write_rows(odd(value), tmp_path / "r.csv")  # type: ignore[arg-type]
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert next(csv.DictReader(stream))["value"] == shown


def test_stdout_gets_json_lines_in_utf8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii"))
    write_rows(sample.DOCUMENTS)
    lines = raw.getvalue().decode("utf-8").splitlines()
    assert [json.loads(line)["level3"] for line in lines] == NAMES


def test_csv_on_stdout_has_no_byte_order_mark(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    write_rows(sample.DOCUMENTS, format="csv")
    assert capsysbinary.readouterr().out.startswith(b"source,unit_name,year,")


def test_the_format_asked_for_goes_before_the_suffix(tmp_path: Path) -> None:
    write_rows(sample.DOCUMENTS, tmp_path / "r.txt", "jsonl")
    assert json.loads((tmp_path / "r.txt").read_text(encoding="utf-8").splitlines()[0])["row"] == 1


@pytest.mark.parametrize(
    ("path", "kind", "message"), [("r.doc", "", "“doc”.*jsonl、csv、xlsx"), (None, "xlsx", "请用 -o"), (None, "pdf", "“pdf”")]
)
def test_what_cannot_be_written_is_told(tmp_path: Path, path: str | None, kind: str, message: str) -> None:
    with pytest.raises(OutputError, match=message):
        write_rows(sample.DOCUMENTS, tmp_path / path if path else None, kind)
    assert list(tmp_path.iterdir()) == []


def test_no_rows_still_give_a_header(tmp_path: Path) -> None:
    write_rows((), tmp_path / "r.csv")
    assert (tmp_path / "r.csv").read_text(encoding="utf-8-sig").startswith("source,unit_name,year,table,")
    write_rows((), tmp_path / "r.xlsx")
    assert load_workbook(tmp_path / "r.xlsx")["指标明细"]["A1"].value == "文件"
