"""The .docx reader: tables, packages, and files that cannot be read."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest

from auditor.errors import UnreadableError
from auditor.readers import _docx_merge, _package, _xml, docx
from tests.readers.docx_file import STRICT, cell, document, docx_file, grid_of, lines, par, row, run, sdt, table
from tests.readers.sheet_file import outline, spans, texts, zip_of
from tests.readers.word_file import container


def refused(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        docx.read(data, "说明.docx")
    assert caught.value.advice
    return caught.value


class TestTables:
    def test_cells_stand_in_order_with_line_breaks_kept(self) -> None:
        broken = cell(par("灌溉", "<w:r><w:br/></w:r>", "面积"), "改造")
        grid = grid_of(["指标", "内容"], [cell(par(run("一"), "<w:r><w:tab/></w:r>", run("级"))), broken])
        assert texts(grid) == [["指标", "内容"], ["一 级", "灌溉\n面积\n改造"]]
        assert (grid.number, grid.rows, grid.columns, grid.certain) == (1, 2, 2, True)

    def test_empty_paragraphs_around_the_text_are_no_lines(self) -> None:
        assert texts(grid_of([cell("", " 产出 ", ""), "值"])) == [["产出", "值"]]

    def test_merges_in_both_directions(self) -> None:
        grid = grid_of(
            [cell("项目", span=2, merge="restart"), "甲"],
            [cell(span=2, merge="continue"), "乙"],
            ["丙", cell("丁", span=2)],
        )
        assert texts(grid) == [["项目", "项目", "甲"], ["项目", "项目", "乙"], ["丙", "丁", "丁"]]
        assert spans(grid) == [(0, 0, 2, 2, "项目"), (2, 1, 1, 2, "丁")]

    def test_a_merge_begins_anew_at_restart(self) -> None:
        first, second, below = cell("甲", merge="restart"), cell("乙", merge="restart"), cell(merge="continue")
        grid = grid_of([first], [below], [second], [below])
        assert spans(grid) == [(0, 0, 2, 1, "甲"), (2, 0, 2, 1, "乙")]

    def test_a_merge_without_value_continues(self) -> None:
        grid = grid_of([cell("甲", merge="restart")], [cell("藏", properties="<w:vMerge/>")])
        assert spans(grid) == [(0, 0, 2, 1, "甲")]

    def test_a_continued_cell_of_another_width_shows_the_upper_text(self) -> None:
        grid = grid_of([cell("甲", span=2, merge="restart"), "一"], [cell("藏", merge="continue"), "二", "三"])
        assert texts(grid) == [["甲", "甲", "一"], ["甲", "二", "三"]]

    def test_a_continued_cell_under_nothing_keeps_its_text(self) -> None:
        assert texts(grid_of([cell("甲", merge="continue"), "一"])) == [["甲", "一"]]

    def test_rows_may_begin_late_and_end_early(self) -> None:
        before, after = '<w:gridBefore w:val="1"/>', '<w:gridAfter w:val="1"/>'
        grid = grid_of(["甲", "乙", "丙"], row("丁", "戊", properties=before), row("己", "庚", properties=after))
        assert texts(grid) == [["甲", "乙", "丙"], [None, "丁", "戊"], ["己", "庚", None]]

    def test_merge_under_a_row_that_begins_late(self) -> None:
        late = row(cell(merge="continue"), "丁", properties='<w:gridBefore w:val="1"/>')
        assert spans(grid_of(["甲", cell("乙", merge="restart"), "丙"], late)) == [(0, 1, 2, 1, "乙")]

    def test_old_horizontal_merges(self) -> None:
        first, second = cell("甲", properties='<w:hMerge w:val="restart"/>'), cell("", properties="<w:hMerge/>")
        assert spans(grid_of([first, second, "乙"])) == [(0, 0, 1, 2, "甲")]

    def test_a_nested_table_is_a_grid_of_its_own(self) -> None:
        inner = table(["内", "值"], [cell("再内", table(["最内"]))])
        body = table([cell("外", inner, "后"), "旁"]) + par("尾") + table(["末"])
        found = document(body)
        assert outline(found) == ["grid 1: 外\n后", "grid 2: 内", "grid 3: 最内", "尾", "grid 4: 末"]
        assert texts(next(found.grids)) == [["外\n后", "旁"]]

    def test_rows_and_cells_in_content_controls(self) -> None:
        grid = grid_of(["甲", "乙"], sdt(row(sdt(cell("丙")), cell(sdt(par(sdt(run("丁"))))))))
        assert texts(grid) == [["甲", "乙"], ["丙", "丁"]]

    def test_a_cell_that_shows_only_a_prompt_is_empty_but_there(self) -> None:
        prompt = sdt(cell("单击此处输入文字"), "<w:showingPlcHdr/>")
        assert texts(grid_of(["甲", prompt, "乙"])) == [["甲", "", "乙"]]

    def test_a_table_made_by_python_docx(self) -> None:
        book = python_docx.Document()
        made = book.add_table(rows=3, cols=3)
        made.cell(0, 0).merge(made.cell(1, 1)).text = "合并"
        made.cell(2, 2).text = "角"
        buffer = io.BytesIO()
        book.save(buffer)
        (grid,) = docx.read(buffer.getvalue(), "甲.docx").grids
        assert spans(grid) == [(0, 0, 2, 2, "合并")]
        assert texts(grid)[2] == ["", "", "角"]

    def test_a_table_whose_rows_are_all_deleted_is_none(self) -> None:
        gone = row("甲", properties="<w:del/>")
        assert outline(document(table(gone) + table(["乙"]))) == ["grid 1: 乙"]


class TestPackages:
    def test_the_strict_edition_is_read(self) -> None:
        body = table([cell("甲", merge="restart"), cell("乙", span=2)], [cell(merge="continue"), "丙", "丁"])
        (grid,) = document(body, word=STRICT).grids
        assert spans(grid) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙")]

    def test_a_main_part_of_another_name(self) -> None:
        data = docx_file(par("正文"), main="docs/main2.xml")
        assert docx.sniff(data) == 2
        assert outline(docx.read(data, "甲.docx")) == ["正文"]

    def test_external_entities_are_not_fetched(self) -> None:
        body = (
            '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:body><w:p><w:r><w:t>前&x;后</w:t></w:r></w:p></w:body></w:document>"
        )
        assert lines("", parts={"word/document.xml": body}) == ["前"]

    def test_inserted_files_and_objects_are_told(self) -> None:
        sheet = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
        formula = sheet.replace("Excel.Sheet.12", "Equation.3")
        found = document('<w:altChunk r:id="a" xmlns:r="r"/>' + par("甲", sheet, formula))
        assert [("外部内容" in item.reason, "Excel" in item.reason, item.fatal) for item in found.troubles] == [
            (True, False, False),
            (False, True, False),
        ]
        assert "嵌有 1 个对象" in found.troubles[1].reason

    @pytest.mark.parametrize(("body", "reason"), [("<w:p/>", "没有内容"), (par("<w:r><w:drawing/></w:r>"), "只有图片")])
    def test_a_document_without_text_says_why(self, body: str, reason: str) -> None:
        found = document(body)
        assert found.blocks == ()
        assert reason in found.troubles[0].reason
        assert found.troubles[0].fatal


class TestSniff:
    def test_by_content(self) -> None:
        whole = docx_file(par("甲"))
        assert docx.sniff(whole) == 2
        assert docx.sniff(whole[: len(whole) * 2 // 3]) == 2
        assert docx.sniff(zip_of({"甲.txt": "乙"})) == 0
        assert docx.sniff(zip_of({"xl/workbook.xml": "<w/>"})) == 0
        assert docx.sniff("普通文字".encode()) == 0
        assert docx.sniff(container({"EncryptedPackage": b"x"})) == 1


class TestBadInput:
    def test_a_truncated_file(self) -> None:
        data = docx_file(table(*[["甲", "乙"]] * 50))
        assert "不完整" in refused(data[:-100]).reason

    def test_a_password(self) -> None:
        assert "密码" in refused(container({"EncryptedPackage": b"x", "EncryptionInfo": b"y"})).reason

    def test_an_encrypted_member(self) -> None:
        data = bytearray(docx_file(par("甲")))
        # Bit 0 of the flags in the central directory.
        at = data.index(b"PK\x01\x02", data.rindex(b"word/_rels"))
        data[at + 8] |= 1
        assert "密码" in refused(bytes(data)).reason

    def test_broken_xml_and_missing_parts(self) -> None:
        assert "word/document.xml" in refused(docx_file("", parts={"word/document.xml": "<a><b></a>"})).reason
        assert "正文缺失" in refused(docx_file("", parts={"word/document.xml": "<a/>"})).reason
        assert "word/document.xml" in refused(zip_of({"[Content_Types].xml": ""})).reason

    def test_damaged_styles_and_relationships_do_not_cost_the_text(self) -> None:
        parts = {"word/styles.xml": "<broken", "word/_rels/document.xml.rels": "<broken", "_rels/.rels": "<broken"}
        found = document(table(["甲", "乙"]), parts=parts)
        assert texts(next(found.grids)) == [["甲", "乙"]]
        assert [trouble.fatal for trouble in found.troubles] == [False, False]
        assert "_rels/.rels" in found.troubles[0].reason
        assert "word/styles.xml" in found.troubles[1].reason

    def test_a_member_whose_checksum_is_wrong(self) -> None:
        data = bytearray(zip_stored({"word/document.xml": b"<a>" + b"x" * 100 + b"</a>"}))
        data[data.index(b"xxx")] = ord("y")
        assert "解压出错" in refused(bytes(data)).reason

    def test_a_bomb_by_declared_and_by_true_size(self, monkeypatch: pytest.MonkeyPatch) -> None:
        data = docx_file(par("甲" * 5000))
        monkeypatch.setattr(_package, "MAX_MEMBER", 4000)
        assert "解压后超过" in refused(data).reason
        lying = bytearray(data)
        size = len(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")).to_bytes(4, "little")
        at = lying.rindex(size)
        lying[at : at + 4] = (100).to_bytes(4, "little")
        assert "word/document.xml 解压出错" in refused(bytes(lying)).reason

    def test_more_elements_than_memory_can_hold(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_xml, "MAX_TREE", 100_000)
        assert "内容过多" in refused(docx_file("<w:p/>" * 2000)).reason

    def test_a_table_larger_than_any_real_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_docx_merge, "MAX_PLACES", 100)
        assert "2 行 60 列" in refused(docx_file(table([cell(span=60)], ["甲"]))).reason

    def test_absurd_spans_are_cut(self) -> None:
        assert grid_of([cell("甲", span=2_000_000_000)]).columns == _docx_merge.MAX_SPAN

    def test_nesting_without_end_is_refused(self) -> None:
        body = "<w:sdt><w:sdtContent>" * 2000 + par("甲") + "</w:sdtContent></w:sdt>" * 2000
        assert refused(docx_file(body)).reason


def zip_stored(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
