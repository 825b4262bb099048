"""What a model sees of a row."""

from __future__ import annotations

import pytest

from auditor.learning.features import field_features, row_features, text_features, value_features


def test_grams_with_ends() -> None:
    assert text_features("学生数") == (
        *("学", "生", "数"),
        *("^学", "学生", "生数", "数$"),
        *("^学生", "学生数", "生数$"),
        *("^学生数", "学生数$"),
    )


def test_spelling_does_not_matter() -> None:
    assert text_features("（疫苗）接种率 ") == text_features("疫苗 接种率")
    assert text_features("ＧＤＰ增速") == text_features("GDP增速")


def test_numbers_are_alike() -> None:
    assert text_features("2024年12.5公里") == text_features("1998年30公里")
    assert not {"1", "2", "2024"} & set(text_features("2024年12.5公里"))


def test_repeats_are_kept() -> None:
    assert text_features("学学").count("学") == 2


@pytest.mark.parametrize("text", ["", "  ", "，。", "\u200b\ufeff"])
def test_nothing_to_see(text: str) -> None:
    assert text_features(text) == ()
    assert field_features(text) == ()


def test_marks_of_the_ends_are_no_features_of_their_own() -> None:
    assert {"^", "$"} & set(text_features("^投资$额")) == set()


def test_field_terms_point_to_their_fields() -> None:
    found = field_features("疫苗接种人数")
    assert "L:卫生健康" in found
    assert "S:卫生健康" in found
    assert any(feature.startswith("t:疫苗") for feature in found)


@pytest.mark.parametrize("text", ["PM2.5年均浓度", "PM25年均浓度", "ＰＭ２．５浓度"])
def test_terms_with_punctuation_are_found(text: str) -> None:
    assert "S:节能环保" in field_features(text)


def test_a_term_of_several_fields_points_to_each_but_to_none_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.learning.features.terms_in", lambda _: (("管网", ("城乡社区", "农林水")),))
    assert field_features("管网") == ("t:管网", "L:城乡社区", "L:农林水")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("≥95%", ("v:op=≥", "v:unit=%", "v:≥%", "v:end=%")),
        (">= 95 ％", ("v:op=≥", "v:unit=%", "v:≥%", "v:end=%")),
        ("12公里", ("v:op=", "v:unit=公里", "v:公里", "v:end=里")),
        ("≤3.5万元/公里", ("v:op=≤", "v:unit=万元/公里", "v:≤万元/公里", "v:end=里")),
        ("12月31日前", ("v:op=", "v:unit=月0日前", "v:月0日前", "v:end=前")),
        ("98", ("v:op=", "v:unit=", "v:", "v:end=")),
        ("提高", ("v:words", "v:提高")),
        ("", ("v:empty",)),
    ],
)
def test_shape_of_the_value(value: str, expected: tuple[str, ...]) -> None:
    assert value_features(value) == expected


def test_a_row_tells_name_from_description() -> None:
    found = row_features("护林员人数", "在岗护林员", "≥30人")
    assert {"n:数", "n:人数", "n:员人数", "d:林员", "d:护林员", "v:unit=人"} <= set(found)
    assert {"n:护林员", "d:员人数"} & set(found) == set()
