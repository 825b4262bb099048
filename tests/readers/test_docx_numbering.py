"""Automatic numbers of paragraphs in .docx files."""

from __future__ import annotations

import pytest

from tests.readers.docx_file import cell, document, lines, par, table
from tests.readers.sheet_file import texts


def numbered(num: str, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def level(at: int, number_format: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text}"/>{extra}</w:lvl>'
    )


def abstract(key: str, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: str, of: str, extra: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{extra}</w:num>'


class TestNumbering:
    def test_levels_count_and_restart(self) -> None:
        numbering = abstract("0", level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2")) + num("1", "0")
        body = "".join(
            par(text, properties=numbered("1", at)) for text, at in (("总", 0), ("细", 1), ("细", 1), ("总", 0), ("细", 1))
        )
        assert lines(body, numbering=numbering) == ["一、总", "一.1 细", "一.2 细", "二、总", "二.1 细"]

    def test_numbers_in_cells_count_on(self) -> None:
        numbering = abstract("0", level(0, "decimal", "%1")) + num("1", "0")
        rows = [[cell(par(properties=numbered("1"))), text] for text in ("甲", "乙")]
        (grid,) = document(table(*rows), numbering=numbering).grids
        assert texts(grid) == [["1", "甲"], ["2", "乙"]]

    def test_lists_share_counters_unless_they_start_over(self) -> None:
        over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
        numbering = abstract("0", level(0, "decimal", "%1.")) + num("1", "0") + num("2", "0") + num("3", "0", over)
        body = "".join(par("项", properties=numbered(key)) for key in ("1", "2", "3", "3", "1"))
        assert lines(body, numbering=numbering) == ["1.项", "2.项", "5.项", "6.项", "7.项"]

    def test_numbers_come_with_a_style_and_can_be_switched_off(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="表题"/><w:pPr>'
            '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        numbering = abstract("0", level(0, "decimal", "表%1"), level(1, "decimal", "（%2）", '<w:pStyle w:val="t"/>')) + num(
            "1", "0"
        )
        style = '<w:pStyle w:val="t"/>'
        body = (
            par("甲", properties=style)
            + par("乙", properties=style + '<w:numPr><w:numId w:val="0"/></w:numPr>')
            + par("丙", properties=style)
        )
        assert lines(body, styles=styles, numbering=numbering) == ["（1）甲", "乙", "（2）丙"]

    def test_bullets_and_unknown_lists_print_nothing(self) -> None:
        numbering = abstract("0", level(0, "bullet", "\uf06c")) + num("1", "0")
        assert lines(par("甲", properties=numbered("1")) + par("乙", properties=numbered("9")), numbering=numbering) == [
            "甲",
            "乙",
        ]

    def test_deleted_paragraphs_do_not_count(self) -> None:
        numbering = abstract("0", level(0, "decimal", "%1.")) + num("1", "0")
        gone = par("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", properties=numbered("1") + "<w:rPr><w:del/></w:rPr>")
        assert lines(gone + par("新", properties=numbered("1")), numbering=numbering) == ["1.新"]

    def test_legal_levels_and_levels_that_never_restart(self) -> None:
        second = level(1, "decimal", "%1-%2", '<w:isLgl/><w:lvlRestart w:val="0"/><w:suff w:val="nothing"/>')
        numbering = abstract("0", level(0, "upperRoman", "%1."), second) + num("1", "0")
        body = "".join(par("项", properties=numbered("1", at)) for at in (0, 1, 0, 1))
        assert lines(body, numbering=numbering) == ["I.项", "1-1项", "II.项", "2-2项"]

    def test_a_list_that_borrows_its_definition(self) -> None:
        borrowed = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        lender = f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{level(0, "decimal", "第%1项")}</w:abstractNum>'
        numbering = borrowed + lender + num("1", "0")
        assert lines(par("修路", properties=numbered("1")), numbering=numbering) == ["第1项 修路"]

    @pytest.mark.parametrize(
        ("number_format", "start", "text"),
        [
            ("decimalZero", 3, "03"),
            ("decimalEnclosedCircleChinese", 2, "②"),
            ("lowerLetter", 28, "bb"),
            ("upperLetter", 2, "B"),
            ("lowerRoman", 14, "xiv"),
            ("chineseCountingThousand", 10, "十"),
            ("chineseCountingThousand", 21, "二十一"),
            ("chineseLegalSimplified", 3, "叁"),
            ("ideographTraditional", 11, "甲"),
            ("decimalFullWidth", 12, "１２"),
            ("ideographDigital", 20, "二〇"),
            ("somethingNew", 4, "4"),
            ("upperRoman", 1000000000, "1000000000"),
            ("lowerLetter", 1000000000, "1000000000"),
        ],
    )
    def test_number_formats(self, number_format: str, start: int, text: str) -> None:
        one = level(0, number_format, "（%1）").replace('w:start w:val="1"', f'w:start w:val="{start}"')
        assert lines(par("项", properties=numbered("1")), numbering=abstract("0", one) + num("1", "0")) == [f"（{text}）项"]
