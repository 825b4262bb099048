"""Encodings of text files."""

from __future__ import annotations

import codecs

import pytest

from auditor.readers._encoding import decode

TEXT = "一级指标\t二级指标\n\n一是保障一线\t≥95%，①㎡\r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    found = decode(data)
    assert found is not None
    assert (found.text, found.encoding, found.lost) == (TEXT, encoding, 0)


def test_utf16_whose_ideographs_have_more_zero_bytes_than_its_line_ends() -> None:
    text = "一一一一一一一一\n"
    for encoding in ("utf-16-le", "utf-16-be"):
        found = decode(text.encode(encoding))
        assert found is not None
        assert found.text == text


def test_a_few_wrong_bytes_are_counted() -> None:
    body = "青禾县财政局绩效目标" * 100
    found = decode(body.encode() + b"\xff" + body.encode())
    assert found is not None
    assert (found.encoding, found.lost, found.text.count("\ufffd")) == ("utf-8", 1, 1)


PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 100, PICTURE, b"abc\x01\x02\x03\x04" * 50])
def test_binary_data_is_no_text(data: bytes) -> None:
    assert decode(data) is None
