"""Every field of every type survives, and nothing but plain data is ever read."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date

import pytest

from auditor.spool.plain import from_json, to_json
from auditor.types.finding import Finding, Severity
from auditor.types.indicator import Extraction, Indicator, IndicatorTable
from tests.spool import sample


def test_the_sample_leaves_no_field_at_its_default() -> None:
    subjects = (sample.ROWS[0], sample.TABLE, sample.EXTRACTION, sample.FINDING)
    blank = (Indicator(1), IndicatorTable("", 1), Extraction(""), None)
    for subject, default in zip(subjects, blank, strict=True):
        left = [item.name for item in fields(subject) if getattr(subject, item.name) == getattr(default, item.name, None)]
        assert left in ([], ["row"], ["number"]), left


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (sample.EXTRACTION, Extraction),
        (sample.UNREAD, Extraction),
        (sample.ROWS, tuple[Indicator, ...]),
        ((sample.FINDING,), tuple[Finding, ...]),
        ((), tuple[Finding, ...]),
    ],
)
def test_what_comes_back_is_what_went_in(value: object, kind: object) -> None:
    assert from_json(to_json(value), kind) == value


def test_types_come_back_as_they_were() -> None:
    table = from_json(to_json(sample.EXTRACTION), Extraction).tables[0]
    (found,) = from_json(to_json((sample.FINDING,)), tuple[Finding, ...])
    assert isinstance(table.roles, frozenset)
    assert isinstance(table.rows, tuple)
    assert found.severity is Severity.ERROR
    assert found.spans["value"] == ((1, 3), (4, 5))
    assert isinstance(found.spans["value"][0], tuple)


def test_it_is_plain_json() -> None:
    assert json.loads(to_json(sample.UNREAD)) == [
        "锁住.pdf",
        "",
        "",
        None,
        [],
        [["文件设有密码", "请去掉密码。", None, None, True, False]],
    ]


@dataclass(frozen=True, slots=True)
class Longer:
    """A record with a field of a type of its own at the end."""

    first: str
    added: tuple[tuple[int, int], ...] = ()


def test_a_field_that_is_added_needs_no_change_here() -> None:
    assert from_json(to_json([Longer("一", ((1, 2),))]), tuple[Longer, ...]) == (Longer("一", ((1, 2),)),)


@pytest.mark.parametrize("value", [object(), date(2025, 1, 1), b"bytes"])
def test_what_is_not_plain_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        to_json([value])


def test_a_type_that_is_not_plain_is_refused() -> None:
    with pytest.raises(TypeError, match="date"):
        from_json(b"[]", tuple[date, ...])


def test_equal_texts_become_one_object() -> None:
    shared: dict[str, str] = {}
    one, two = from_json(to_json((sample.FINDING, sample.FINDING)), tuple[Finding, ...], shared)
    assert one == two == sample.FINDING
    assert one.message is two.message is shared[sample.FINDING.message]
