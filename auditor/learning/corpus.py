"""The training corpora: rows and projects authored by field, and an office's own files of the same columns."""

from __future__ import annotations

import csv
import difflib
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from auditor.errors import ConfigError
from auditor.resources import data_dir
from auditor.text.lexicon import GENERIC as GENERIC
from auditor.text.lexicon import field_terms

#: Words of a 二级指标 and the category they stand for, first match wins.
CATEGORIES: Mapping[str, str] = {
    "满意": "满意度",
    "可持续": "可持续",
    "经济成本": "成本",
    "社会成本": "成本",
    "环境成本": "成本",
    "经济": "经济",
    "社会": "社会",
    "生态": "生态",
    "环境效益": "生态",
    "数量": "数量",
    "质量": "质量",
    "时效": "时效",
    "成本": "成本",
}

FIELDS = 2  #: how many files of rows the corpora folder must at least hold to train on


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """One row of a corpus; unknown columns are empty."""

    field: str
    section: str
    project: str
    level2: str
    name: str
    description: str
    value: str


@dataclass(frozen=True, slots=True)
class LabelledProject:
    """One project of a corpus."""

    field: str
    section: str
    project: str
    unit: str
    goal: str


def category(level2: str) -> str:
    """Return 数量, 质量, 时效, 成本, 经济, 社会, 生态, 可持续 or 满意度; empty where the label tells none."""
    return next((name for word, name in CATEGORIES.items() if word in level2), "")


def read_rows(path: Path) -> list[LabelledRow]:
    """Read a CSV of labelled rows; ``level3`` is taken for ``name``, missing columns are empty.

    Raises:
        ConfigError: unreadable, not CSV, without a column for the name, or with a field that does not exist.
    """
    rows = []
    for line in _read(path):
        name = line.get("name") or line.get("level3") or ""
        rows.append(
            LabelledRow(
                line.get("field", ""),
                line.get("section", ""),
                line.get("project", ""),
                line.get("level2", ""),
                name,
                line.get("description", ""),
                line.get("value", ""),
            )
        )
    return rows


def _read(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            numbered = [(reader.line_num, line) for line in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"读不出语料文件 {path}（{error}）", "请另存为 UTF-8 编码的 CSV。") from error
    columns = set(numbered[0][1]) if numbered else set()
    if numbered and not columns & {"name", "level3", "project"}:
        raise ConfigError(
            f"语料文件 {path} 没有 name（或 level3）列", "列名应为 field,section,project,level2,name,description,value。"
        )
    found = []
    for number, line in numbered:
        found.append({key: (value or "").strip() for key, value in line.items() if key})
        _check_field(found[-1].get("field", ""), path, number)
    return found


def _check_field(field: str, path: Path, number: int) -> None:
    known = _fields()
    if field and field not in known:
        near = difflib.get_close_matches(field, known, n=1, cutoff=0.3)
        advice = f"是不是“{near[0]}”？" if near else ""
        raise ConfigError(f"语料文件 {path} 第 {number} 行的领域“{field}”不在各类之列", f"{advice}可用：{'、'.join(known)}。")


@lru_cache(maxsize=1)
def _fields() -> tuple[str, ...]:
    """Return the fields of the lexicons, 通用 among them: a misspelt one must not become a class of its own."""
    return tuple(dict.fromkeys(field for fields in field_terms().values() for field in fields))


def corpus_files(folder: Path | None = None) -> list[Path]:
    """Return the row files of the corpora folder, in order.

    Raises:
        ConfigError: the folder holds too few to train on.
    """
    base = folder or data_dir("corpora")
    files = [*sorted((base / "fields").glob("*.csv")), *sorted(base.glob("generic*.csv"))]
    if len(files) < FIELDS:
        raise ConfigError(f"{base} 里没有足够的语料", "应有 fields/*.csv 与 generic.csv。")
    return files


def load_corpus(folder: Path | None = None, extra: Iterable[Path] = ()) -> tuple[list[LabelledRow], list[LabelledProject]]:
    """Return all rows and projects of the corpora folder and of the office's own files.

    Raises:
        ConfigError: as read_rows and corpus_files, or an own file without any labelled row.
    """
    base = folder or data_dir("corpora")
    rows = [row for path in corpus_files(base) for row in read_rows(path) if row.name]
    for path in extra:
        own = [row for row in read_rows(path) if row.name]
        if not any(row.field or category(row.level2) for row in own):
            raise ConfigError(
                f"语料文件 {path} 里没有标注好的行", "每行要有 name，并至少填 field（领域）或 level2（二级指标）。"
            )
        rows += own
    projects = []
    for path in sorted(base.glob("projects*.csv")):
        for line in _read(path):
            projects.append(
                LabelledProject(
                    line.get("field", ""),
                    line.get("section", ""),
                    line.get("project", ""),
                    line.get("unit", ""),
                    line.get("goal", ""),
                )
            )
    return rows, projects


def corpus_hash(folder: Path | None = None, extra: Iterable[Path] = ()) -> str:
    """Return a SHA-256 over all that is trained on, corpora and field lexicons, independent of where they lie."""
    base = folder or data_dir("corpora")
    lexicons = sorted((data_dir("rules") / "lexicons" / "fields").glob("*.yaml"))
    digest = hashlib.sha256()
    for path in (*corpus_files(base), *sorted(base.glob("projects*.csv")), *lexicons, *extra):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def fold(project: str, folds: int = 5) -> int:
    """Return the fold of a project: all its rows go together, so that nothing leaks into evaluation."""
    return int.from_bytes(hashlib.sha256(project.encode()).digest()[:4], "big") % folds
