"""Copies among many tables: what the findings say, whatever order the documents come in, and without all pairs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from auditor.checks.document import twin_tables
from auditor.config import Settings
from auditor.pipeline import check_all
from auditor.similarity import meeting
from auditor.types.finding import Finding
from auditor.types.indicator import COLUMNS, Extraction, Indicator, IndicatorTable
from auditor.types.parsed import Context

SIGNS = "皮影剪纸传承巡演渠闸管网苗木菌棒冷链屠宰检疫殡葬婚育仲裁戒毒消防校车食堂图书剧目"
PLACES = ("青禾", "临沅", "云溪", "霞川", "北屏", "松岭", "望湖", "柳泉", "平澜", "石埠", "沙洲", "宁港")
SHOWS = (
    ("传承人授课课时", "皮影、剪纸传承人到校授课", "≥160课时"),
    ("展演场次", "元宵和重阳两次非遗集中展演", "24场"),
    ("剧目复排完成率", "列入抢救名录的皮影剧目完成复排", "100%"),
    ("元宵展演开演时间", "正月十五晚间开演", "2月底前"),
)


def table(rows: tuple[tuple[str, str, str], ...], number: int = 1, project: str = "项目") -> IndicatorTable:
    made = tuple(Indicator(place, "产出指标", "数量指标", *cells) for place, cells in enumerate(rows, start=1))
    return IndicatorTable("", number, project, "目标", rows=made, roles=frozenset(COLUMNS))


def document(name: str, *tables: IndicatorTable, unit: str = "青禾县文化馆", year: int = 2025) -> Extraction:
    numbered = (
        replace(item, source=name, number=place, unit_name=unit, year=year) for place, item in enumerate(tables, start=1)
    )
    return Extraction(name, "docx", unit, year, tuple(numbered))


def own(seed: int) -> tuple[tuple[str, str, str], ...]:
    chance = random.Random(seed)
    return tuple(("".join(chance.choices(SIGNS, k=6)), "".join(chance.choices(SIGNS, k=12)), f"{seed}个") for _ in range(4))


def findings(code: str, *documents: Extraction) -> list[Finding]:
    return list(check_all(documents, Settings(select=(code,))))


def test_a_table_of_many_units_is_told_as_one_thing() -> None:
    edited = (*SHOWS[:3], ("元宵展演开演时间", "正月十五夜间开演", "3月底前"))
    group = [
        document("甲.docx", table(SHOWS, project="非遗展演展示"), unit="青禾县文化馆", year=2023),
        document("乙.docx", table(edited, project="全民健身赛事"), unit="临沅市体育局"),
        document("丙.docx", table(SHOWS, project="粮库智能化升级"), table(SHOWS, project="应急网点建设"), unit="丰穗县粮食局"),
        *(
            document(f"别{seed}.docx", table(own(seed), project=f"别的{seed}"), unit=f"{PLACES[seed]}县林业局")
            for seed in range(9)
        ),
    ]
    found = {(item.source, item.table): item for item in findings("DU205", *group)}
    assert sorted(found) == [("丙.docx", 1), ("丙.docx", 2), ("乙.docx", 1), ("甲.docx", 1)]
    assert all("这张表在3个单位的4个项目中出现" in item.evidence for item in found.values())
    told = found["乙.docx", 1].evidence
    assert "与青禾县文化馆2023年“甲.docx”表1“非遗展演展示”对照：4行中有4行（100%）" in told
    assert (
        "不同之处：第4行绩效指标描述“正月十五【夜】间开演”对“正月十五【晚】间开演”、第4行指标值“【3】月底前”对“【2】月底前”"
        in told
    )


@pytest.mark.parametrize("code", ["DU203", "DU204", "DU205"])
def test_findings_do_not_depend_on_the_order_of_documents(code: str) -> None:
    tables = [own(seed) for seed in range(6)]
    chance = random.Random(7)
    group = []
    for number in range(60):
        rows = chance.choice(tables)
        rows = (*rows[:3], (rows[3][0], rows[3][1] + chance.choice(["", "量", "数"]), chance.choice(["3个", "5个"])))
        # A year earlier the same project of the same unit.
        unit = f"{chance.choice(PLACES)}县林业局"
        pair = [table(rows, project="".join(chance.choices(SIGNS, k=6))) for _ in range(1 + number % 2)]
        group.append(document(f"{number}.docx", *pair, unit=unit, year=2024))
        if number % 5 == 0:
            group.append(document(f"{number}新.docx", *pair, unit=unit, year=2025))
    plain = findings(code, *group)
    assert plain
    mixed = findings(code, *chance.sample(group, len(group)))
    assert sorted(map(repr, mixed)) == sorted(map(repr, plain))


def hits(extraction: Extraction) -> Iterator[tuple[int | None, str, str]]:
    for hit in twin_tables.check(extraction, twin_tables.Options(shown=3), Context()):
        yield hit.table, hit.facts["partners"], hit.evidence


def test_partners_beyond_those_shown_are_counted() -> None:
    tables = [table(SHOWS, project=f"项目{number}") for number in range(6)]
    found = list(hits(document("甲.docx", *tables, table(own(1)))))
    assert [number for number, _, _ in found] == [1, 2, 3, 4, 5, 6]
    assert [partners for _, partners, _ in found] == ["2、3、4等5张", "1、3、4等5张", "1、2、4等5张", *["1、2、3等5张"] * 3]
    assert "表2“项目1”（100%的行相同）；表3“项目2”" in found[0][2]


def test_thousands_of_tables_of_one_document_are_not_compared_in_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    plain = twin_tables._same_rows

    def counting(*arguments: object) -> list[tuple[str, str]]:
        nonlocal compared
        compared += 1
        return plain(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(twin_tables, "_same_rows", counting)
    monkeypatch.setattr(meeting, "SHOWN", 4)
    edited = [table((*SHOWS[:3], own(seed)[0])) for seed in range(300)]
    same = [table(SHOWS) for _ in range(300)]
    found = list(hits(document("甲.docx", *edited, *same, *(table(own(seed)) for seed in range(1000, 1400)))))
    assert [number for number, _, _ in found] == list(range(1, 601))
    assert compared <= 2 * 4 * 301
