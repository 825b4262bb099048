"""Products told in words, and products without a result."""

from __future__ import annotations

import pytest

from auditor.text.products import written_products, wrong_totals

TOLERANCE = 0.05


@pytest.mark.parametrize(
    "text",
    [
        "购置取暖炉200台，每台0.35万元，共70万元。",
        "为40名护林员发放补助，每名每月800元，发放12个月，共计38.4万元",
        "为40名护林员发放补助，每名每月800元，共计38.4万元",
        "租赁校车12辆，每辆每年6万元，合计72万元，接送学生1200名",
        "培训200人，每人每天50元，2期，每期5天，共10万元",
        "每户补助2万元，改造85户，需资金200万元，其中县级30万元",
        "为45所学校配备保安，每校2名，每名每月2600元，共需280.8万元",
        "新建水窖6座，每座投资约15万元，总投资约95万元",
        "每台0.35万元，共80万元",
        "每台0.35万元，200台；共80万元",
        "",
    ],
)
def test_silent_where_it_comes_out_or_nobody_can_tell(text: str) -> None:
    assert list(wrong_totals(text, TOLERANCE)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("购置取暖炉200台，每台0.35万元，共80万元。", "按“每台0.35万元”和数量算得700,000元，写的是“共80万元”"),
        ("补助1.2万亩，每亩补助100元，合计12万元", "算得1,200,000元，写的是“合计12万元”"),
        ("新建水窖6座，每座投资约15万元，总投资约950万元", "算得900,000元，写的是“总投资约950万元”"),
        ("２００户，每户２万元，共需资金４０万元", "算得4,000,000元"),
    ],
)
def test_tells_a_total_that_price_and_count_do_not_give(text: str, told: str) -> None:
    (reason,) = wrong_totals(text, TOLERANCE)
    assert told in reason


@pytest.mark.parametrize(
    ("text", "product", "price", "value"),
    [
        ("按40人×800元×12月安排生活补助", "40人×800元×12月", 800, 384000),
        ("面积3.2万亩*120元/亩", "3.2万亩*120元/亩", 120, 3840000),
        ("120台x0.25万元", "120台x0.25万元", 2500, 300000),
    ],
)
def test_reckons_a_product_without_result(text: str, product: str, price: float, value: float) -> None:
    assert [(found[0], found[1], pytest.approx(found[2])) for found in written_products(text)] == [(product, price, value)]


@pytest.mark.parametrize(
    "text", ["120台×0.25万元=30万元", "规格2.4米×1.2米", "7×24小时", "合格数/总数×100%", "其中120台×0.25万元", "1×" * 50_000]
)
def test_other_signs_are_no_products_of_money(text: str) -> None:
    assert list(written_products(text)) == []
