"""The page, read back with lxml."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from auditor.reports import html
from auditor.types.finding import Report, Severity
from tests.reports import sample


def write(report: Report, path: Path) -> Any:
    html.write(report, path)
    return lxml_html.fromstring(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return write(sample.report(), tmp_path_factory.mktemp("html") / "r.html")


def blocks(page: Any, code: str) -> list[Any]:
    return [item for item in page.xpath("//div[starts-with(@class, 'item ')]") if f"#rule-{code}" in item.xpath(".//a/@href")]


def text(element: Any) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def test_the_policy_admits_the_style_sheet_and_nothing_else(page: Any) -> None:
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = page.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_nothing_is_run_or_fetched(page: Any) -> None:
    assert page.xpath("//script | //link | //img | //iframe | //object | //*[@style] | //@*[starts-with(name(), 'on')]") == []
    assert all(address.startswith("#") for address in page.xpath("//@href | //@src"))


def test_what_was_not_read_stands_first(page: Any) -> None:
    (alarm,) = page.xpath("//section[@class='alarm']")
    assert [text(line) for line in alarm.xpath(".//tbody/tr/td[2]")] == [sample.LOCKED, sample.ROAD]
    assert "请用密码打开后另存为不加密的文件。" in text(alarm)
    assert page.xpath("//body/*[1]")[0].tag == "header"
    assert page.xpath("//body/*[2]")[0] is alarm


def test_words_at_fault_are_marked(page: Any) -> None:
    (item,) = blocks(page, "BP101")
    assert [text(mark) for mark in item.xpath(".//mark")] == ["观影", "露天电影"]
    (item,) = blocks(page, "BA401")
    assert [text(mark) for mark in item.xpath(".//mark")] == ["（空）"]
    (item,) = blocks(page, "GO703")
    assert [text(mark) for mark in item.xpath(".//mark")] == ["改善学生体质"]


def test_a_finding_says_where_why_and_what_to_do(page: Any) -> None:
    (item,) = blocks(page, "BP101")
    shown = text(item)
    for part in (
        "错误",
        "BP101 跨领域套用",
        "表1 第4行",
        "绩效指标描述",
        "置信度 90%",
        "“露天电影”不属于教育项目",
        "修改建议：请改正",
    ):
        assert part in shown, part


def test_findings_stand_under_their_document_and_project(page: Any) -> None:
    (item,) = (item for item in blocks(page, "UN301") if "亩均补助" in text(item))
    assert "优质稻种推广" in text(item.xpath("preceding-sibling::h4[1]")[0])
    assert sample.FARM in text(item.xpath("preceding-sibling::h3[1]")[0])
    (item,) = blocks(page, "EX901")
    assert sample.LOCKED in text(item.xpath("preceding-sibling::h3[1]")[0])


def test_links_of_findings_lead_to_rules(page: Any) -> None:
    ids = set(page.xpath("//@id"))
    assert {address[1:] for address in page.xpath("//a/@href")} <= ids


def test_lights(page: Any) -> None:
    (table,) = page.xpath("//h2[text()='各项目红黄绿灯']/following-sibling::div[1]/table")
    lights = {text(line.xpath("td[3]")[0]): text(line.xpath("td[1]")[0]) for line in table.xpath("tbody/tr")}
    assert lights["乡村小学营养午餐补助"] == "● 红"
    assert lights["农村公路桥梁维修"] == "● 黄"
    assert lights["适龄儿童疫苗接种"] == "● 绿"


def test_bars_are_as_long_as_the_counts(page: Any) -> None:
    names = [label.text for label in page.xpath("//svg/text[@text-anchor='end']")]
    bars = dict.fromkeys(names, 0.0)
    for rect in page.xpath("//svg/rect"):
        bars[names[int((float(rect.get("y")) - 5) / 26)]] += float(rect.get("width"))
    assert bars["计量单位"] == 2 * bars["套用照搬"] == 400
    assert [rect.get("class") for rect in page.xpath("//svg/rect")][:2] == ["error", "warning"]


def test_texts_of_submissions_are_escaped(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\x00"
    table = replace(sample.SAFETY, project=evil, rows=(replace(sample.SAFETY.rows[0], value=evil),))
    found = replace(sample.finding("UN301", Severity.ERROR, table, 1, "value"), evidence=evil)
    report = Report((replace(sample.DOCUMENTS[0], tables=(table,)),), (found,), sample.RULES)
    page = write(report, tmp_path / "r.html")
    assert page.xpath("//script") == []
    assert "\x00" not in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert text(blocks(page, "UN301")[0].xpath(".//mark")[0]) == "<script>alert(1)</script>"


def test_nothing_found_is_said(tmp_path: Path) -> None:
    report = Report((sample.DOCUMENTS[4],), (), sample.RULES)
    assert text(write(report, tmp_path / "r.html").xpath("//p[@class='calm']")[0]) == "未发现疑点"


def test_findings_beyond_the_limit_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_FINDINGS", 2)
    page = write(sample.report(), tmp_path / "r.html")
    assert "另有 7 条见表格" in text(page)
    assert blocks(page, "GO703")
    assert blocks(page, "EX901") == []
