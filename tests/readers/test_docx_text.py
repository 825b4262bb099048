"""Text of .docx files: tracked changes, fields, symbols, text boxes, headings."""

from __future__ import annotations

import pytest

from tests.readers.docx_file import cell, document, grid_of, lines, par, row, run, sdt, table
from tests.readers.sheet_file import outline, spans, texts


class TestChanges:
    def test_the_accepted_text_is_kept(self) -> None:
        body = par("<w:ins>" + run("新增") + "</w:ins>", "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>", "保留")
        moved = par("<w:moveFrom>" + run("移走") + "</w:moveFrom><w:moveTo>" + run("移来") + "</w:moveTo>")
        assert lines(body + moved) == ["新增保留", "移来"]

    def test_deleted_rows_and_cells_are_dropped_and_inserted_ones_kept(self) -> None:
        grid = grid_of(
            ["甲", "乙"],
            row("旧", "旧", properties="<w:del/>"),
            row("新", cell("去", properties="<w:cellDel/>"), "值", properties="<w:ins/>"),
        )
        assert texts(grid) == [["甲", "乙"], ["新", "值"]]

    def test_a_deleted_paragraph_mark_joins_two_paragraphs(self) -> None:
        mark = "<w:rPr><w:del/></w:rPr>"
        assert lines(par("青禾县", properties=mark) + par("财政局") + par("尾")) == ["青禾县财政局", "尾"]
        assert texts(grid_of([cell(par("满意", properties=mark), par("度"))])) == [["满意度"]]

    def test_text_with_a_deleted_mark_before_a_table_or_the_end_is_not_lost(self) -> None:
        loose = par("表一", properties="<w:rPr><w:del/></w:rPr>")
        assert outline(document(loose + table(["甲"]) + loose)) == ["表一", "grid 1: 甲", "表一"]

    def test_merging_cells_as_a_tracked_change(self) -> None:
        lower = cell("", properties='<w:cellMerge w:vMerge="cont"/>')
        assert spans(grid_of([cell("甲"), "一"], [lower, "二"])) == [(0, 0, 2, 1, "甲")]


class TestText:
    def test_hidden_text_is_dropped(self) -> None:
        styles = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        body = par("显", run("隐", "<w:vanish/>"), run("示", '<w:vanish w:val="0"/>'), run("藏", '<w:rStyle w:val="H"/>'))
        assert lines(body, styles=styles) == ["显示"]

    def test_fields_show_their_result(self) -> None:
        def mark(kind: str) -> str:
            return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

        nested = mark("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>" + mark("begin") + run("内") + mark("end")
        field = nested + run("条件") + mark("separate") + run("结果") + mark("end")
        simple = '<w:fldSimple w:instr="PAGE">' + run("7") + "</w:fldSimple>"
        assert lines(par("前", field, "后", simple) + par(mark("begin"), "开") + par("续")) == ["前结果后7", "续"]

    def test_special_characters(self) -> None:
        symbols = (
            '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>98%</w:t></w:r>'
        )
        ornament = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
        assert lines(par(symbols) + par(ornament) + par("\uf0a310元")) == ["≥95-98%", "✓", "≤10元"]

    def test_footnote_marks_and_comments_leave_nothing(self) -> None:
        note = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'
        assert lines(par("预算数", note, "增加")) == ["预算数增加"]

    def test_links_ruby_and_formulas(self) -> None:
        ruby = f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>"
        formula = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
        assert lines(par("<w:hyperlink>" + run("链接") + "</w:hyperlink>", ruby, formula)) == ["链接拼x=1"]

    def test_spaces_without_preserve_are_layout_of_the_file(self) -> None:
        assert lines("<w:p><w:r><w:t>\n  甲\n  乙 </w:t></w:r></w:p>") == ["甲   乙"]

    def test_line_breaks_and_tabs_of_a_paragraph_are_kept(self) -> None:
        assert lines(par("甲", "<w:r><w:br/></w:r>", "乙", "<w:r><w:tab/></w:r>", "丙")) == ["甲\n乙\t丙"]

    def test_content_controls_at_block_level_and_their_prompts(self) -> None:
        prompt = sdt(run("单击此处输入文字"), "<w:showingPlcHdr/>")
        assert lines(sdt(par("块")) + par("甲", prompt) + sdt(par("提示"), "<w:showingPlcHdr/>")) == ["块", "甲"]


class TestTextBoxes:
    BOX = "<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp>"
    OLD = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"

    def test_both_versions_of_a_box_are_read_once_after_their_paragraph(self) -> None:
        inner = par("框内") + table(["框中表"])
        both = (
            "<w:r><mc:AlternateContent>"
            f'<mc:Choice Requires="wps"><w:drawing>{self.BOX.format(inner)}</w:drawing></mc:Choice>'
            f"<mc:Fallback>{self.OLD.format(inner)}</mc:Fallback></mc:AlternateContent></w:r>"
        )
        assert outline(document(par("框外", both) + par("尾"))) == ["框外", "框内", "grid 1: 框中表", "尾"]

    def test_a_box_that_only_the_fallback_holds(self) -> None:
        old = f"<mc:Fallback>{self.OLD.format(par('旧框'))}</mc:Fallback>"
        both = f'<w:r><mc:AlternateContent><mc:Choice Requires="x"/>{old}</mc:AlternateContent></w:r>'
        assert lines(par(both)) == ["旧框"]

    def test_a_box_in_a_cell_stands_after_the_table(self) -> None:
        found = document(table([cell(par("格", f"<w:r>{self.OLD.format(par('框'))}</w:r>"))]) + par("尾"))
        assert outline(found) == ["grid 1: 格", "框", "尾"]


class TestHeadings:
    STYLES = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="小节"/><w:basedOn w:val="a1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="编号"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="圈"/><w:basedOn w:val="a4"/></w:style>'
    )

    @pytest.mark.parametrize(
        ("properties", "heading"),
        [
            ("", False),
            ('<w:pStyle w:val="a1"/>', True),
            ('<w:pStyle w:val="a2"/>', True),
            ('<w:pStyle w:val="a3"/>', True),
            ('<w:pStyle w:val="a4"/>', False),
            ('<w:pStyle w:val="Heading1"/>', True),
            ('<w:outlineLvl w:val="0"/>', True),
            ('<w:pStyle w:val="a1"/><w:outlineLvl w:val="9"/>', False),
        ],
    )
    def test_headings_by_style_name_parent_or_outline_level(self, properties: str, heading: bool) -> None:
        (found,) = document(par("绩效信息", properties=properties), styles=self.STYLES).paragraphs
        assert found.heading is heading
