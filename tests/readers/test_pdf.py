"""The PDF reader on pages without text and on files that cannot be read."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from auditor.errors import UnreadableError
from auditor.readers import _ocr
from auditor.readers import pdf as reader
from auditor.readers._pdf_raw import Page, load_page, opened
from auditor.readers._pdf_unread import Why, unread
from tests.readers import pdf_file as draw
from tests.readers.pdf_file import CELLS, XS, YS, only, read, spans, texts


def scan(c: Canvas) -> None:
    from PIL import Image

    c.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, draw.WIDTH, draw.HEIGHT)


class TestUnreadPages:
    @pytest.fixture(autouse=True)
    def _without_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_ocr, "available", lambda: False)

    def page(self, c: Canvas) -> None:
        draw.text(c, 60, 60, "有文字的一页")

    def test_scanned_pages_are_named_together(self) -> None:
        document = read(self.page, scan, scan, self.page, scan)
        (trouble,) = document.troubles
        assert (trouble.reason, trouble.page, trouble.fatal) == ("第2-3、5页是扫描件，没有文字层", 2, False)
        assert 'pip install "jixiao-auditor[ocr]"' in trouble.advice
        assert texts(document) == ["有文字的一页"] * 2

    def test_nothing_but_scans_is_fatal(self) -> None:
        document = read(scan)
        assert document.blocks == ()
        assert [(t.reason, t.fatal) for t in document.troubles] == [("第1页是扫描件，没有文字层", True)]

    def test_text_drawn_as_curves(self) -> None:
        def page(c: Canvas) -> None:
            for i in range(150):
                c.circle(60 + 5 * (i % 30), 700 - 20 * (i // 30), 6)

        (trouble,) = read(page).troubles
        assert trouble.reason == "第1页的文字已转成图形，没有文字层"

    def test_invisible_text_over_a_scan_is_read_with_a_warning(self) -> None:
        def page(c: Canvas) -> None:
            scan(c)
            words = c.beginText(60, 700)
            words.setFont(draw.FONT, 10)
            words.setTextRenderMode(3)
            words.textLine("识别程序留下来的文字，足有二十多个字符之多")
            c.drawText(words)

        document = read(page)
        assert texts(document) == ["识别程序留下来的文字，足有二十多个字符之多"]
        assert document.troubles[0].reason.startswith("第1页是扫描件，只带有识别时留下的文字")

    def test_recognised_page(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """With the extra the page's picture is read instead; its tables are not certain, and the user is told."""
        drawn = draw.pdf(lambda c: draw.table(c, XS, YS, CELLS))

        def recognise(_: Any, number: int) -> Any:
            with opened(drawn) as document:
                return replace(load_page(document, 1), number=number)

        monkeypatch.setattr(_ocr, "available", lambda: True)
        monkeypatch.setattr(_ocr, "recognise", recognise)
        document = read(self.page, scan)
        grid = only(document)
        assert (spans(grid), grid.page, grid.certain) == (CELLS, 2, False)
        assert [(t.reason, t.fatal, t.note) for t in document.troubles] == [("第2页没有文字层，内容由识别得来", False, True)]

    def test_more_scanned_pages_than_time_allows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The first are recognised, and the user is told which are not: better than losing all to the time limit."""
        drawn = draw.pdf(self.page)

        def recognise(_: Any, number: int) -> Any:
            with opened(drawn) as document:
                return replace(load_page(document, 1), number=number)

        monkeypatch.setattr(_ocr, "available", lambda: True)
        monkeypatch.setattr(_ocr, "recognise", recognise)
        monkeypatch.setattr(reader, "_MOST_RECOGNISED", 2)
        document = read(*[scan] * 4)
        assert texts(document) == ["有文字的一页"] * 2
        assert [(t.reason, t.note) for t in document.troubles] == [
            ("第1-2页没有文字层，内容由识别得来", True),
            ("第3-4页没有文字层，扫描页过多，没有识别", False),
        ]

    def test_failing_recognition_leaves_the_page_unread(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_ocr, "available", lambda: True)
        monkeypatch.setattr(_ocr, "recognise", lambda *_: 1 / 0)
        assert [t.reason for t in read(self.page, scan).troubles] == ["第2页是扫描件，没有文字层"]

    def test_page_that_cannot_be_loaded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reader, "load_page", lambda document, n: None if n == 2 else load_page(document, n))
        document = read(self.page, self.page, self.page)
        assert texts(document) == ["有文字的一页"] * 2
        assert [(t.reason, t.page) for t in document.troubles] == [("第2页已损坏，没有读出", 2)]

    @pytest.mark.parametrize(("share", "why"), [(0.5, Why.GARBLED), (0.1, None)])
    def test_font_without_codes(self, share: float, why: Why | None) -> None:
        lost = int(100 * share)
        page = Page(1, 595, 842, "\ufffd" * lost + "字" * (100 - lost), ([], [], [], []), ())
        assert unread(page) is why

    def test_logo_on_a_page_with_text_is_no_scan(self) -> None:
        def page(c: Canvas) -> None:
            scan(c)
            draw.text(c, 60, 60, "底图上面有二十多个看得见的文字，这一页不是扫描件")

        assert read(page).troubles == ()


class TestRefusals:
    def reason(self, data: bytes) -> str:
        with pytest.raises(UnreadableError) as caught:
            reader.read(data, "a.pdf")
        assert caught.value.advice
        return caught.value.reason

    def page(self, c: Canvas) -> None:
        draw.table(c, XS, YS, CELLS)

    def test_password_to_open(self) -> None:
        assert self.reason(draw.pdf(self.page, encrypt=StandardEncryption("user", "owner"))) == "PDF 设有打开密码"

    def test_password_to_change_only_is_read(self) -> None:
        assert spans(only(read(self.page, encrypt=StandardEncryption("", "owner", canCopy=0)))) == CELLS

    def test_not_a_pdf(self) -> None:
        assert reader.sniff(b"PK\3\4") == 0
        assert self.reason(b"PK\3\4") == "文件不是 PDF"

    def test_sniff(self) -> None:
        assert reader.sniff(b"\n\n" + draw.pdf(self.page)) == 2

    def test_truncated_to_nothing_usable(self) -> None:
        assert self.reason(draw.pdf(self.page)[:200]) == "PDF 已损坏或没有传完整"

    @pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
    def test_truncated_reads_or_refuses(self, share: float) -> None:
        data = draw.pdf(*[self.page] * 5)
        with contextlib.suppress(UnreadableError):
            document = reader.read(data[: int(len(data) * share)], "a.pdf")
            assert all(spans(grid) == CELLS for grid in document.grids)

    def test_broken_cross_reference_is_repaired(self) -> None:
        data = draw.pdf(self.page)
        at = data.rindex(b"startxref")
        assert spans(only(reader.read(data[:at] + b"startxref\n99999999\n%%EOF\n", "a.pdf"))) == CELLS

    def test_end_cut_off_is_told(self) -> None:
        data = draw.pdf(self.page)
        document = reader.read(data[: data.rindex(b"startxref")], "a.pdf")
        assert spans(only(document)) == CELLS
        assert [(t.reason, t.fatal) for t in document.troubles] == [("文件结尾缺失，读到的内容可能不完整", False)]

    def test_empty_page(self) -> None:
        assert self.reason(draw.pdf(lambda c: None)) == "PDF 里没有任何文字"

    def test_many_pages(self) -> None:
        document = read(*[lambda c: draw.text(c, 60, 200, "一页")] * 300)
        assert [p.page for p in document.paragraphs] == list(range(1, 301))
