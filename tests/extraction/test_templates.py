"""The template files: every one loads, wrong ones are refused with file and line, the most demanding one is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import ConfigError
from auditor.extraction.templates import Template, choose, load, templates
from auditor.extraction.vocabulary import Words, build, label_key, vocabulary
from auditor.resources import data_dir, load_yaml

FOLDER = data_dir("rules") / "templates"
FILES = sorted(path for path in FOLDER.glob("[!_]*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_template_loads_and_can_be_chosen(path: Path) -> None:
    template = load_yaml(path, Template)
    assert template.about.endswith("。")
    title = "".join(template.titles[:1])
    for extra in template.any or ("",):
        chosen = choose({*template.required, extra} - {""}, title, 2 if template.blocks else 1)
        assert chosen is not None
        assert chosen.weight >= template.weight
    assert template in templates()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_unknown_key_is_refused_with_file_and_line(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    copy = tmp_path / path.name
    copy.write_text(text + "requierd: [level1]\n", encoding="utf-8")
    line = len(text.splitlines()) + 1
    with pytest.raises(ConfigError, match=rf"{path.name}:{line}.*requierd.*未知"):
        load(tmp_path)


def test_a_wrong_type_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: 甲\nabout: 乙。\nrequired: level1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"a\.yaml:3.*required"):
        load(tmp_path)


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: 甲\nabout: 乙。\nrequired: [level9]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"a\.yaml.*level9"):
        load(tmp_path)


def test_two_templates_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("name: 甲\nabout: 乙。\nrequired: [level3]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"b\.yaml.*重复"):
        load(tmp_path)


def test_a_new_template_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text("name: 新表\nabout: 试用。\nrequired: [level3, value, scoring]\n", encoding="utf-8")
    (template,) = load(tmp_path)
    assert template.fits(frozenset({"level3", "value", "scoring", "level1"}), "", 1)
    assert not template.fits(frozenset({"level3", "value"}), "", 1)


@pytest.mark.parametrize(
    ("roles", "title", "blocks", "name"),
    [
        ("level1 level2 level3 description value basis", "", 1, "河北六栏"),
        ("level1 level2 level3 description value basis", "某局部门整体支出绩效目标表", 1, "部门整体支出绩效目标表"),
        ("level1 level2 level3 value", "", 1, "中央四栏"),
        ("level1 level2 level3 value actual weight score", "", 1, "自评表"),
        ("project level1 level2 level3 value unit weight", "", 1, "一体化平铺"),
        ("level1 level2 level3 value unit", "", 1, "带权重的目标表"),
        ("level2 level3 value", "", 1, "两级指标"),
        ("level1 level2 level3 value", "", 2, "实施期与年度并列"),
        ("level3 description", "", 1, None),
    ],
)
def test_the_most_demanding_template_is_chosen(roles: str, title: str, blocks: int, name: str | None) -> None:
    template = choose(roles.split(), title, blocks)
    assert (template.name if template else None) == name


def test_vocabulary_keys_and_lookups() -> None:
    words = vocabulary()
    assert label_key(" 指标值（包含 数字及文字描述）：") == "指标值"
    assert words.exact[label_key("指标值确定依据")] == "basis"
    assert words.weak["指标内容"] == ("level3", "description")
    assert words.level2["社会效益"] == "效益"
    assert words.generic.fullmatch("2024年度部门预算项目支出")
    assert not words.generic.fullmatch("农村公路")


def test_an_unknown_key_of_the_vocabulary_is_refused(tmp_path: Path) -> None:
    text = (FOLDER / "_vocabulary.yaml").read_text(encoding="utf-8")
    copy = tmp_path / "_vocabulary.yaml"
    copy.write_text(text + "footnote: [注]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"_vocabulary\.yaml:{len(text.splitlines()) + 1}.*footnote"):
        load_yaml(copy, Words)


def test_a_spelling_of_two_columns_is_refused(tmp_path: Path) -> None:
    text = (FOLDER / "_vocabulary.yaml").read_text(encoding="utf-8")
    copy = tmp_path / "_vocabulary.yaml"
    copy.write_text(text.replace("exact: [备注,", "exact: [指标值, 备注,"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"指标值.*value.*remark"):
        build(load_yaml(copy, Words))
