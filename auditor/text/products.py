"""Products told in words (200台，每台0.35万元，共70万元) or written without a result (40人×800元×12月)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod

from auditor.text.arithmetic import near, scale
from auditor.text.normalise import normalise

_NUMBER = r"(?<![\d.])\d+(?:\.\d+)?"
_MONEY = r"(?P<{0}>\d+(?:\.\d+)?)(?P<{0}_unit>元|万元|亿元)(?!/)"
_SENTENCE = re.compile(r"[。;；\n]+")
#: 每台0.35万元, 每人每月补助800元, 单价0.35万元.
_EACH = re.compile(
    rf"(?:每(?P<thing>[一-鿿]{{1,3}}?)(?:每(?P<period>个?月|年|天|日|季度?))?|单价)"
    rf"(?:补助|补贴|发放|奖励|奖补|投资|造价|标准|价格|费用|单价|平均|约|为|按|给予|不超过)*{_MONEY.format('each')}"
)
_TOTAL = re.compile(rf"(?:共计?|合计|总计|总额|总投资|总费用|需)(?:[一-鿿]{{0,6}}?){_MONEY.format('total')}")
#: How often a price is paid: 12个月, 5天, 2次.
_OFTEN = re.compile(r"(?<![\d.年])(\d{1,3})(?:个?月|天|日|次|期|年|季度|学期|课时|小时|周)(?!\d|份|底|末|初|前|内)")
_COUNT = re.compile(rf"(?P<number>{_NUMBER})(?P<scale>万)?(?P<thing>[一-鿿]{{1,3}})")
#: A number with what it counts, up to the next sign.
_UNITED = rf"{_NUMBER}[^\d\s×xX*+=,，。;；、()（）/%]{{0,6}}"
#: Units that may end a product; other words behind the last number say what it is for.
_LAST = r"[个月年天日次期人名户台套件只头亩吨公里平方米万亿元]{0,5}(?:/[一-鿿]{1,2})?"
#: 200台×0.35万元, without a result behind it.
_WRITTEN = re.compile(
    rf"{_UNITED}(?:[×xX*]{_NUMBER}(?:[^\d\s×xX*+=,，。;；、()（）/%]{{0,6}}(?:/[一-鿿]{{1,3}})?(?=[×xX*])|{_LAST})){{1,4}}(?![=×xX*+%\d])"
)
_FACTOR = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>[^\d×xX*]*)")
#: Who else pays, or that only a part is told: then no total can be reckoned.
_SHARED = re.compile(r"配套|分担|承担|自筹|其中|另|余|已|分[一二三两四五]年|分期|首付|比例|%|起|不等|[-~至]\d")
#: 每校2名: a number for each of something else is no count of the whole.
_APIECE = re.compile(r"每[一-鿿]{1,6}\Z")
#: What is told roughly may differ by so much more.
_ROUGHLY, _ROUGH = re.compile(r"约|左右|大概|近"), 0.2
_PAID = re.compile(r"(?:万|亿)?元")
_YUAN = {"元": 1.0, "万元": 1e4, "亿元": 1e8}
_LONGEST = 4000
_PER_YEAR = {"月": 12.0, "个月": 12.0, "季": 4.0, "季度": 4.0}


def wrong_totals(text: str, tolerance: float) -> Iterator[str]:
    """Yield, in Chinese, what is wrong with each sentence whose count and price do not give its total.

    A sentence is judged only where it tells one price, one total and a count of what the price is for.

    Args:
        text: any text.
        tolerance: relative difference that rounding may cause.
    """
    if "元" not in text:
        return
    for sentence in _SENTENCE.split(normalise(text[:_LONGEST])):
        each, total = list(_EACH.finditer(sentence)), list(_TOTAL.finditer(sentence))
        if len(each) == len(total) == 1 and not _SHARED.search(sentence):
            yield from _wrong(sentence, each[0], total[0], tolerance)


def _wrong(sentence: str, each: re.Match[str], total: re.Match[str], tolerance: float) -> Iterator[str]:
    counts = _counts(sentence, each, total)
    if len(counts) != 1:
        return
    tolerance = max(tolerance, _ROUGH) if _ROUGHLY.search(sentence) else tolerance
    price = float(each["each"]) * _YUAN[each["each_unit"]]
    told = float(total["total"]) * _YUAN[total["total_unit"]]
    often = [float(found[1]) for found in _OFTEN.finditer(sentence)]
    if each["period"] in ("天", "日") and not often:
        return
    results = [
        count * price * factor
        for count in counts
        for factor in (1.0, *often, prod(often), _PER_YEAR.get(each["period"] or "", 1.0))
    ]
    if told and not any(near(result, told, tolerance) for result in results):
        best = min(results, key=lambda result: abs(result - told))
        yield f"按“{each[0]}”和数量算得{best:,.10g}元，写的是“{total[0]}”"


def _counts(sentence: str, each: re.Match[str], total: re.Match[str]) -> set[float]:
    """Return the numbers of what the price is for; none where one of them is so many of it for each of something else."""
    thing, counts = each["thing"] or "", set()
    for found in _COUNT.finditer(sentence):
        if found["thing"].startswith(thing) if thing else not found["thing"].startswith(("元", "万元", "个月", "月", "年")):
            if _APIECE.search(sentence, max(0, found.start() - 7), found.start()):
                return set()
            counts.add(float(found["number"]) * (1e4 if found["scale"] else 1.0))
    return counts if thing else counts - {float(each["each"]), float(total["total"])}


def written_products(text: str) -> Iterator[tuple[str, float, float]]:
    """Yield each product of money that is written without a result: its text, its price and its value in yuan.

    40人×800元×12月 has the price 800 and the value 384000.
    """
    if "元" not in text:
        return
    plain = normalise(text[:_LONGEST])
    for found in _WRITTEN.finditer(plain):
        factors = [(float(part["number"]), part["unit"]) for part in _FACTOR.finditer(found[0])]
        prices = [number * scale(unit) for number, unit in factors if _PAID.match(unit)]
        if len(prices) == 1 and not _SHARED.search(plain):
            yield found[0], prices[0], prod(number * scale(unit) for number, unit in factors)
