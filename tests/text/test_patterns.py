"""Patterns over words: borders of words count, stretches are those of the text."""

from __future__ import annotations

import pytest

from auditor.text.patterns import check, find

VERB = {"TEXT": {"IN": ["提高", "提升"]}}


def found(text: str, *patterns: list[object]) -> list[str]:
    return [text[start:end] for start, end in find(text, patterns)]  # type: ignore[arg-type]


def test_words_have_borders() -> None:
    assert found("协会所属场馆数量", ["会所"]) == []
    assert found("县会所数量", ["会所"]) == ["会所"]


def test_a_plain_text_of_several_words() -> None:
    assert found("完成上级交办的工作任务", ["上级交办"]) == ["上级交办"]


def test_words_between_and_the_longest_stretch() -> None:
    pattern = [VERB, {"OP": "{0,3}"}, "效率"]
    assert found("进一步提升政务服务效率", pattern) == ["提升政务服务效率"]
    assert found("提升能力，政务服务大厅平均效率", pattern) == []
    assert found("效率；提高服务效率；提升政务效率", pattern) == ["提高服务效率", "提升政务效率"]


def test_empty_text() -> None:
    assert find("", [["会所"]]) == ()


@pytest.mark.parametrize("pattern", [[{"TXT": "会所"}], [{"OP": "{x}"}], []])
def test_a_wrong_pattern_is_named(pattern: list[object]) -> None:
    with pytest.raises(ValueError, match="第2个词语模式写得不对"):
        check([["会所"], pattern])  # type: ignore[list-item]
