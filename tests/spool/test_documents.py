"""The documents of a spool behave as a tuple of them, and so do their rows and tables."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace

import pytest

from auditor.spool.documents import Documents, Tables
from auditor.spool.record import packed
from auditor.spool.spool import private
from auditor.types.indicator import Extraction
from tests.spool import sample

HELD = (
    sample.UNREAD,
    sample.EXTRACTION,
    replace(sample.EXTRACTION, source="公路.docx", tables=()),
    replace(sample.EXTRACTION, source="学校.docx", tables=(replace(sample.TABLE, project="校舍修缮"),)),
)


@pytest.fixture
def documents() -> Documents:
    spool = private()
    for index in (2, 0, 3, 1):  # in the order in which they are done
        spool.put(packed(index, "", HELD[index], ()))
    return spool.documents()


def test_they_stand_in_the_order_of_the_run(documents: Documents) -> None:
    assert [document.source for document in documents] == ["锁住.pdf", "水务.docx", "公路.docx", "学校.docx"]
    assert len(documents) == 4


def test_they_equal_a_tuple_of_the_same_documents(documents: Documents) -> None:
    assert documents == HELD
    assert documents != HELD[:3]
    assert documents != (*HELD[:3], sample.UNREAD)
    assert documents != "文件"
    assert documents == documents


def test_index_slice_and_search(documents: Documents) -> None:
    assert documents[1] == documents[-3] == sample.EXTRACTION
    assert documents[2:] == HELD[2:]
    assert documents[::-1] == HELD[::-1]
    assert sample.UNREAD in documents
    assert documents.index(sample.EXTRACTION) == 1
    assert tuple(reversed(documents)) == HELD[::-1]
    for place in (4, -5):
        with pytest.raises(IndexError):
            documents[place]


def test_they_can_be_gone_through_again_and_side_by_side(documents: Documents) -> None:
    assert list(documents) == list(documents)
    assert [(one.source, two.source) for one in documents for two in documents if one == two] == [
        (held.source, held.source) for held in HELD
    ]


def test_rows_behave_as_a_tuple(documents: Documents) -> None:
    rows = documents[1].tables[0].rows
    assert len(rows) == 2
    assert rows == sample.ROWS
    assert rows[1:] == sample.ROWS[1:]
    assert rows[-1].level3 == "村民满意度"
    assert sample.ROWS[0] in rows
    assert repr(rows) == repr(sample.ROWS)
    assert rows != sample.ROWS[:1]
    assert not documents[1].tables[1].rows
    with pytest.raises(IndexError):
        rows[2]


def test_they_are_pickled_and_copied_with_all_that_they_hold(documents: Documents) -> None:
    for made in (pickle.loads(pickle.dumps(documents)), copy.deepcopy(documents)):
        assert type(made) is tuple
        assert made == HELD
        assert type(made[1].tables[0].rows) is tuple


def test_they_outlive_the_spool_that_made_them() -> None:
    spool = private()
    spool.put(packed(0, "", sample.EXTRACTION, ()))
    held = spool.documents()
    del spool
    (table, _) = held[0].tables
    del held
    assert table.rows == sample.ROWS


@pytest.mark.parametrize("lazy", [True, False])
def test_tables_of_all_documents(documents: Documents, lazy: bool) -> None:
    given: Documents | tuple[Extraction, ...] = documents if lazy else HELD
    expected = tuple(table for document in HELD for table in document.tables)
    tables = Tables(given)
    assert [(table.source, table.number, table.project) for table in tables] == [
        ("水务.docx", 1, "灌渠清淤"),
        ("水务.docx", 2, "管网改造"),
        ("水务.docx", 1, "校舍修缮"),
    ]
    assert tables == expected
    assert [tables[place] for place in (0, 1, 2, -1, -3)] == [expected[place] for place in (0, 1, 2, -1, -3)]
    assert tables[1:] == expected[1:]
    assert (*tables, sample.TABLE) == (*expected, sample.TABLE)
    assert pickle.loads(pickle.dumps(tables)) == expected
    with pytest.raises(IndexError):
        tables[3]


def test_no_documents_have_no_tables() -> None:
    assert len(Tables(())) == 0
    assert list(Tables(private().documents())) == []
