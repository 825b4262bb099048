"""Writes sample.docx beside itself, the source of sample.doc (see README.md). Invented unit and figures."""

from __future__ import annotations

import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

RUN = "<w:r {ns}><w:rPr>{props}</w:rPr>{content}</w:r>"


def run(paragraph: Any, content: str, props: str = "") -> None:
    paragraph._p.append(parse_xml(RUN.format(ns=nsdecls("w"), props=props, content=content)))


def wrapped(paragraph: Any, tag: str, content: str, props: str = "") -> None:
    attributes = 'w:id="7" w:author="x" w:date="2024-01-01T00:00:00Z"'
    body = RUN.format(ns="", props=props, content=content)
    paragraph._p.append(parse_xml(f"<w:{tag} {nsdecls('w')} {attributes}>{body}</w:{tag}>"))


def text(value: str, tag: str = "t") -> str:
    return f'<w:{tag} xml:space="preserve">{value}</w:{tag}>'


def field(paragraph: Any, instruction: str, result: str) -> None:
    run(paragraph, '<w:fldChar w:fldCharType="begin"/>')
    run(paragraph, text(instruction, "instrText"))
    run(paragraph, '<w:fldChar w:fldCharType="separate"/>')
    run(paragraph, text(result))
    run(paragraph, '<w:fldChar w:fldCharType="end"/>')


def paragraphs(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "页眉不是正文"
    document.sections[0].footer.paragraphs[0].text = "页脚不是正文"
    document.add_heading("青禾县水务站2024年单位预算公开", 1)
    p = document.add_paragraph("本单位网址：")
    field(p, ' HYPERLINK "http://example.invalid/" ', "青禾水务")
    run(p, text("，共3人。"))
    p = document.add_paragraph("修订前后：")
    wrapped(p, "del", text("旧的说法", "delText"))
    wrapped(p, "ins", text("新的说法"))
    run(p, text("（密）"), "<w:vanish/>")
    run(p, text("。"))
    p = document.add_paragraph("不低于")
    run(p, '<w:sym w:font="Symbol" w:char="F0B3"/>')
    run(p, text("90%，生僻字𠮷。"))


def merged_table(document: Any) -> None:
    document.add_paragraph("1、乡村饮水管护绩效目标表")
    table = document.add_table(5, 4, style="Table Grid")
    rows = [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "管护水井", "≥42眼"],
        ["", "", "巡检次数", "12次/年"],
        ["", "时效指标", "维修及时率", "100%"],
        ["备注：井名另附", "", "", ""],
    ]
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            table.cell(r, c).text = value
    table.cell(2, 2).paragraphs[0].text = "巡检"
    table.cell(2, 2).paragraphs[0].add_run().add_break()
    table.cell(2, 2).paragraphs[0].add_run("次数")
    table.cell(3, 3).add_paragraph("（全年）")
    for a, b in (((1, 0), (3, 0)), ((1, 1), (2, 1)), ((4, 0), (4, 3))):
        kept = table.cell(*a).text
        table.cell(*a).merge(table.cell(*b)).text = kept


def shifted_table(document: Any) -> None:
    """Two rows whose borders stand at other places: three cells over four columns."""
    document.add_paragraph("2、灌渠清淤")
    table = document.add_table(2, 3, style="Table Grid")
    table.autofit = False
    for r, widths in enumerate(((4, 4, 4), (2, 6, 4))):
        for c, width in enumerate(widths):
            table.cell(r, c).width = Cm(width)
            table.cell(r, c).text = f"第{r + 1}行第{c + 1}格"
    grid = table._tbl.tblGrid
    for column in list(grid):
        grid.remove(column)
    for width in (2, 2, 4, 4):
        grid.append(parse_xml(f'<w:gridCol {nsdecls("w")} w:w="{int(width * 567)}"/>'))
    for r, c in ((0, 0), (1, 1)):
        table.rows[r]._tr.tc_lst[c].get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="2"/>'))


def nested_table(document: Any) -> None:
    document.add_paragraph("3、套在表里的表")
    outer = document.add_table(1, 2, style="Table Grid")
    outer.cell(0, 0).text = "外表左格"
    cell = outer.cell(0, 1)
    cell.text = "外表右格"
    inner = cell.add_table(2, 2)
    for r in range(2):
        for c in range(2):
            inner.cell(r, c).text = f"内{r}{c}"
    inner.cell(0, 0).merge(inner.cell(0, 1)).text = "内表标题"
    cell.add_paragraph("内表之后")


def deleted_row(document: Any) -> None:
    document.add_paragraph("4、修订删行")
    table = document.add_table(3, 2, style="Table Grid")
    for r in range(3):
        for c in range(2):
            table.cell(r, c).text = f"{'甲乙丙'[r]}{c}"
    row = table.rows[1]._tr
    mark = parse_xml(f'<w:del {nsdecls("w")} w:id="9" w:author="x" w:date="2024-01-01T00:00:00Z"/>')
    row.get_or_add_trPr().append(mark)
    for old in list(row.iter(qn("w:r"))):
        deleted = parse_xml(f'<w:del {nsdecls("w")} w:id="10" w:author="x" w:date="2024-01-01T00:00:00Z"/>')
        old.getparent().replace(old, deleted)
        copy = deepcopy(old)
        for t in copy.iter(qn("w:t")):
            t.tag = qn("w:delText")
        deleted.append(copy)


def numbered_goals(document: Any) -> None:
    """Goals whose ordinals Word counts: by a style, and by a list of two levels within a cell."""
    for goal in ("供水", "排水"):
        document.add_paragraph(goal, style="List Number")
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{template}"/></w:lvl>'
        for at, kind, template in ((0, "chineseCounting", "%1、"), (1, "decimal", "（%2）"))
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    cell = document.add_table(1, 2, style="Table Grid").rows[0].cells[1]
    for goal, level in (("保水质", 0), ("查水源", 1), ("修管网", 1), ("保水量", 0)):
        p = cell.add_paragraph(goal)
        mark = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        p._p.get_or_add_pPr().append(parse_xml(mark))


def text_box(document: Any) -> None:
    p = document.add_paragraph("文本框在此：")
    shape = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
        '<v:shape style="width:200pt;height:40pt" type="#t">'
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    p._p.append(parse_xml(shape))


def main() -> None:
    document = Document()
    for part in (paragraphs, merged_table, shifted_table, nested_table, deleted_row, numbered_goals, text_box):
        part(document)
    document.add_paragraph("完。")
    document.save(str(Path(sys.argv[0]).with_name("sample.docx")))


if __name__ == "__main__":
    main()
