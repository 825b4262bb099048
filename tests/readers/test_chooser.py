"""Choosing a reader by content, and files that no reader takes."""

from __future__ import annotations

import struct
import sys
import zlib
from types import ModuleType

import pytest

from auditor import discovery
from auditor.errors import UnreadableError
from auditor.readers import read_document
from auditor.types.grid import Document, Paragraph
from tests.readers.docx_file import docx_file, par
from tests.readers.sheet_file import inline, outline, xlsx_file, zip_of
from tests.readers.word_file import container

WORD = docx_file(par("青禾县水利局"))
SHEET = xlsx_file(f'<sheetData><row r="1">{inline("A1", "青禾县")}</row></sheetData>')


def refused(data: bytes, source: str) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_document(data, source)
    assert caught.value.advice
    return caught.value


class TestContentDecides:
    def test_content_and_suffix_agree(self) -> None:
        found = read_document(WORD, "报送/说明.DOCX")
        assert (found.format, found.source, found.troubles) == ("docx", "报送/说明.DOCX", ())
        assert outline(found) == ["青禾县水利局"]

    @pytest.mark.parametrize(
        ("data", "source", "name", "title"),
        [
            (WORD, "说明.xlsx", "docx", "Word 文档"),
            (WORD, "说明.doc", "docx", "Word 文档"),
            (WORD, "材料.zip!/说明.txt", "docx", "Word 文档"),
            (SHEET, "说明.docx", "xlsx", "Excel 工作簿"),
            ("一、说明\n".encode("gb18030"), "说明.doc", "txt", "纯文本"),
        ],
    )
    def test_a_wrong_suffix_is_told_and_the_content_read(self, data: bytes, source: str, name: str, title: str) -> None:
        found = read_document(data, source)
        assert found.format == name
        (trouble,) = found.troubles
        suffix = source[source.rindex(".") :]
        assert trouble.reason == f"扩展名是 {suffix}，内容却是“{title}”，已按内容读取"
        assert not trouble.fatal

    def test_a_missing_or_unknown_suffix_claims_nothing(self) -> None:
        assert read_document(WORD, "说明").troubles == ()
        assert read_document(WORD, "说明.bak").troubles == ()

    def test_a_table_saved_as_text_is_a_table(self) -> None:
        found = read_document("指标,值\n培训场次,≥3场\n培训人数,≥90人\n".encode(), "指标.txt")
        assert (found.format, found.troubles) == ("delimited", ())
        assert read_document("一、说明\n本表由乡镇填报,村级核对。\n".encode(), "说明.txt").format == "txt"

    def test_plain_text_without_suffix_is_plain_text(self) -> None:
        assert read_document("甲,乙\n丙,丁\n".encode(), "说明").format == "txt"


class TestForeignFiles:
    @pytest.mark.parametrize(
        ("data", "source", "reason"),
        [
            (b"", "空.docx", "0 字节"),
            (bytes(5000), "零.docx", "空字节"),
            (container({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "密.docx", "加密的 Office 文档"),
            (container({"EncryptedPackage": b"x"}), "密.xlsx", "加密的 Office 文档"),
            (b"{\\rtf1\\ansi abc}", "说明.doc", "RTF"),
            (b"{\\rtf1\\ansi abc}", "说明.txt", "RTF"),
            (b"\x89PNG\r\n\x1a\n" + bytes(40), "扫描.docx", "PNG 图片"),
            (b"\xff\xd8\xff\xe0" + bytes(40), "扫描.pdf", "JPEG 图片"),
            (b"Rar!\x1a\x07\x00" + bytes(40), "材料.rar", "RAR 压缩包"),
            (b"MZ\x90\x00" + bytes(60), "安装.exe", "可执行程序"),
            (zip_of({"OFD.xml": "<o/>", "Doc_0/Document.xml": "<d/>"}), "公示.ofd", "OFD"),
            (zip_of({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "汇报.pptx", "演示文稿"),
            (zip_of({"甲.txt": "乙"}), "材料.docx", "ZIP 压缩包"),
            (bytes(range(256)) * 8, "数据.dat", "扩展名 .dat"),
        ],
    )
    def test_each_is_called_by_its_name(self, data: bytes, source: str, reason: str) -> None:
        assert reason in refused(data, source).reason

    def test_text_that_begins_like_a_magic_is_text(self) -> None:
        assert outline(read_document(b"BM and MZ are letters\n", "说明.txt")) == ["BM and MZ are letters"]

    def test_a_truncated_document(self) -> None:
        assert "不完整" in refused(WORD[:-40], "说明.docx").reason
        assert "不完整" in refused(WORD[:60], "说明.docx").reason


class TestGuards:
    @pytest.fixture
    def reader(self, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
        """A reader of its own, put in the place of all others."""
        module = ModuleType("stub")
        module.TITLE = "残卷"  # type: ignore[attr-defined]
        module.SUFFIXES = frozenset({".stub"})  # type: ignore[attr-defined]
        module.sniff = lambda data: 2  # type: ignore[attr-defined]
        module.read = lambda data, source: Document(source, "stub", (Paragraph("好"),))  # type: ignore[attr-defined]
        monkeypatch.setattr(discovery, "modules", lambda package: {"stub": module})
        return module

    @pytest.mark.parametrize(
        ("error", "reason"),
        [
            (struct.error("x"), "按“残卷”读取时出错"),
            (IndexError("x"), "IndexError"),
            (KeyError("x"), "KeyError"),
            (zlib.error("x"), "已损坏"),
            (MemoryError(), "内存不足"),
            (RecursionError("x"), "嵌套过深"),
            (AssertionError("x"), "AssertionError"),
        ],
    )
    def test_whatever_a_reader_raises_becomes_unreadable(self, reader: ModuleType, error: Exception, reason: str) -> None:
        def fail(data: bytes, source: str) -> Document:
            raise error

        reader.read = fail  # type: ignore[attr-defined]
        caught = refused(b"data", "甲.stub")
        assert reason in caught.reason
        assert caught.__cause__ is error

    def test_a_readers_own_words_are_kept(self, reader: ModuleType) -> None:
        own = UnreadableError("自己的原因", "自己的办法")

        def fail(data: bytes, source: str) -> Document:
            raise own

        reader.read = fail  # type: ignore[attr-defined]
        assert refused(b"data", "甲.stub") is own

    def test_endless_recursion_is_caught(self, reader: ModuleType) -> None:
        def fail(data: bytes, source: str) -> Document:
            return fail(data, source)

        reader.read = fail  # type: ignore[attr-defined]
        limit = sys.getrecursionlimit()
        assert "嵌套过深" in refused(b"data", "甲.stub").reason
        assert sys.getrecursionlimit() == limit

    def test_a_sniffer_that_fails_does_not_know_the_format(self, reader: ModuleType) -> None:
        reader.sniff = lambda data: 1 // 0  # type: ignore[attr-defined]
        assert "认不出" in refused(b"data", "甲.stub").reason


def test_every_reader_keeps_the_contract() -> None:
    for name, module in discovery.modules("auditor.readers").items():
        assert name != module.TITLE, "a clerk reads it"
        assert module.SUFFIXES, name
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in module.SUFFIXES), name
        for data in (b"", b"\x00", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"<html", "甲".encode()):
            assert module.sniff(data) in {0, 1, 2}, name
