"""``auditor evaluate``: figures on labelled rows from the row's own words, or a reason why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from auditor.cli.app import build
from auditor.learning.models import category_of_row, field_of_row
from tests.learning import tiny

ROWS = (
    ("交通运输", "", "", "数量指标", "危桥改造座数", "", "9座"),
    ("卫生健康", "", "", "质量指标", "疫苗接种率", "适龄儿童按程序接种", "≥95%"),
    ("教育", "", "", "数量指标", "寄宿学生人数", "享受寄宿补助的学生", "≥1860人"),
    ("金融", "", "", "数量指标", "义务教育学生资助人数", "标注有意写错的一行", "≥300人"),
    ("", "", "", "", "没有标注的行", "", ""),
)


def _evaluate(which: str, path: Path, *more: str | Path) -> Result:
    return CliRunner().invoke(build(), ["evaluate", which, str(path), *map(str, more)])


def test_fields(tmp_path: Path) -> None:
    assert [field_of_row(*row[4:]).label for row in ROWS[:4]] == ["交通运输", "卫生健康", "教育", "教育"]
    done = _evaluate("fields", tiny.table(tmp_path / "标注.csv", ROWS))
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    # F1: 1, 1, 2/3 for 教育 (found, but said once too often), 0 for 金融.
    assert lines[0] == "行数 4  准确率 0.7500  宏平均F1 0.6667"
    assert lines[1].startswith("校准误差 ")
    assert "教育  1  0.500  1.000  0.667" in lines
    assert "金融 → 教育  1" in lines


def test_categories_do_not_look_at_the_declared_one(tmp_path: Path) -> None:
    wrong = [(*row[:3], "满意度指标", *row[4:]) for row in ROWS[:2]]
    done = _evaluate("categories", tiny.table(tmp_path / "标注.csv", wrong))
    said = [category_of_row(*row[4:]).label for row in ROWS[:2]]
    assert done.stdout.startswith("行数 2  准确率 0.0000")
    assert said == ["数量", "质量"]
    assert "满意度 → 数量  1" in done.stdout


def test_fields_do_not_look_at_the_project(tmp_path: Path) -> None:
    bare = _evaluate("fields", tiny.table(tmp_path / "a.csv", ROWS)).stdout
    told = [(row[0], row[0], f"{row[0]}项目经费", *row[3:]) for row in ROWS]
    assert _evaluate("fields", tiny.table(tmp_path / "b.csv", told)).stdout == bare


def test_columns_in_any_order_with_level3_and_byte_order_mark(tmp_path: Path) -> None:
    columns = ("value", "level3", "goal", "field", "description")
    rows = [(row[6], row[4], "无关的一列", row[0], row[5]) for row in ROWS]
    path = tiny.table(tmp_path / "标注.csv", rows, columns, encoding="utf-8-sig")
    assert _evaluate("fields", path).stdout.startswith("行数 4  准确率 0.7500")


@pytest.mark.parametrize(
    ("which", "content", "words"),
    [
        ("field", "name,field\n校服,教育\n".encode(), ("没有名为“field”的模型", "fields、categories")),
        ("fields", "name,field\n校服,\n".encode(), ("没有标注好的行", "field 列")),
        ("categories", "name,level2\n校服,产出指标\n".encode(), ("没有标注好的行", "level2 列")),
        ("fields", b"", ("没有标注好的行",)),
        ("fields", "指标,领域\n校服,教育\n".encode(), ("没有 name",)),
        ("fields", "name,field\n校服,教育\n".encode("gbk"), ("读不出", "UTF-8")),
        ("fields", None, ("读不出",)),
    ],
)
def test_what_cannot_be_measured_is_told(tmp_path: Path, which: str, content: bytes | None, words: tuple[str, ...]) -> None:
    path = tmp_path / "标注.csv"
    if content is not None:
        path.write_bytes(content)
    done = _evaluate(which, path)
    assert (done.exit_code, done.stdout) == (2, "")
    for word in words:
        assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    done = _evaluate("fields", tiny.table(tmp_path / "标注.csv", ROWS), "--models", tmp_path / "none")
    assert done.exit_code == 2
    assert "找不到模型 field" in done.stderr
    assert "auditor train" in done.stderr


def test_odd_rows_are_measured_like_any_other(tmp_path: Path) -> None:
    odd = [("通用", "", "", "数量指标", name, "", "") for name in ("率", "Wi-Fi", "锟斤拷", "长" * 10000)]
    assert _evaluate("fields", tiny.table(tmp_path / "标注.csv", odd)).stdout.startswith("行数 4  准确率 1.0000")
