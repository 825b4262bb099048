"""Words of a text: the same as jieba's own, found in one pass."""

from __future__ import annotations

import logging

import jieba
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.text.segment import cut

jieba.setLogLevel(logging.ERROR)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    return tokenizer


def test_cuts_a_phrase_into_words() -> None:
    assert cut("养护公路的里程") == ["养护", "公路", "的", "里程"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="农村公路养护里程学生满意度发放率完成及时补助资金人数一二2024%，。abcX（）😀", max_size=30))
@example("结婚的和尚未结婚的")
@example("PM2.5浓度≤35微克/立方米")
@example("")
def test_cuts_as_jieba_does(plain: jieba.Tokenizer, text: str) -> None:
    assert cut(text) == list(plain.cut(text, HMM=False))
