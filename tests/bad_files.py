"""The table of ``paper`` in every format, and ways to spoil a file."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Sequence
from html import escape

from reportlab.lib.pdfencrypt import StandardEncryption

from tests import paper
from tests.readers import docx_file as word
from tests.readers import pdf_file as page
from tests.readers import word_file as binary
from tests.readers.sheet_file import inline, xlsx_file, zip_of
from tests.test_intake import encrypted

PROJECT = "石桥镇饮水管网改造"
TITLE = f"{PROJECT}绩效目标表"
ROWS: Sequence[Sequence[str]] = (paper.HEADER, *paper.CLEAN)


def docx() -> bytes:
    return word.docx_file(word.par(TITLE) + word.table(*(list(row) for row in ROWS)))


def doc() -> bytes:
    borders = binary.row([1400 * column for column in range(len(paper.HEADER) + 1)])
    rows = [part for row in ROWS for part in (*binary.cells(*row), binary.Para("\x07", borders))]
    return binary.word_file([binary.Para(f"{TITLE}\r"), *rows, binary.Para("\r")])


def xlsx() -> bytes:
    lines = ((TITLE,), *ROWS)
    rows = (
        f'<row r="{number}">{"".join(inline(f"{chr(65 + i)}{number}", text) for i, text in enumerate(line))}</row>'
        for number, line in enumerate(lines, start=1)
    )
    return xlsx_file(f"<sheetData>{''.join(rows)}</sheetData>")


def xls() -> bytes:
    import xlwt

    book, buffer = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("绩效目标")
    for number, line in enumerate(((TITLE,), *ROWS)):
        for column, text in enumerate(line):
            sheet.write(number, column, text)
    book.save(buffer)
    return buffer.getvalue()


def ods() -> bytes:
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    rows = "".join(f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in ((TITLE,), *ROWS))
    body = f'<office:spreadsheet><table:table table:name="目标">{rows}</table:table></office:spreadsheet>'
    content = f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zip_of({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": "<manifest/>"})


def pdf(pages: int = 0, **options: object) -> bytes:
    """Return the table on the last page, after ``pages`` pages of text."""
    xs = [20 + 92 * column for column in range(len(paper.HEADER) + 1)]
    ys = [100 + 40 * row for row in range(len(ROWS) + 1)]
    folded = [["\n".join(text[i : i + 8] for i in range(0, len(text), 8)) for text in row] for row in ROWS]

    def prose(canvas: page.Canvas) -> None:
        for line in range(20):
            page.text(canvas, 60, 60 + 30 * line, "本单位贯彻落实县委县政府各项部署，做好农村供水保障工作。")

    def table(canvas: page.Canvas) -> None:
        page.text(canvas, 60, 60, TITLE)
        page.table(canvas, xs, ys, page.plain(folded))

    return page.pdf(*[prose] * pages, table, **options)


def html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in ROWS)
    text = f'<html><head><meta charset="gb2312"></head><body><p>{TITLE}</p><table>{rows}</table></body></html>'
    return text.encode("gb18030")


def csv() -> bytes:
    return "\n".join(",".join(row) for row in ROWS).encode("utf-8-sig")


def txt() -> bytes:
    return paper.clean(PROJECT).encode("gb18030")


#: The same table in every format, by suffix.
GOOD: dict[str, Callable[[], bytes]] = {
    ".docx": docx,
    ".doc": doc,
    ".xlsx": xlsx,
    ".xls": xls,
    ".ods": ods,
    ".pdf": pdf,
    ".html": html,
    ".csv": csv,
    ".txt": txt,
}

#: A document with one fault: UN301 in row 2.
FAULTY = paper.table(
    PROJECT,
    "改造供水管网，保障饮水安全。",
    paper.changed(
        2, "产出指标", "质量指标", "管网试压合格率", "一次试压合格的管段占全部管段的比例", "≥98", "工程验收规范GB50268"
    ),
)


def scan() -> bytes:
    """A page that is a picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(Image.new("L", (60, 80), 200))
    return page.pdf(lambda canvas: canvas.drawImage(picture, 0, 0, page.WIDTH, page.HEIGHT))


def locked_xls() -> bytes:
    head = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0, 0, 0, 0)
    return binary.container({"Workbook": head + struct.pack("<HH", 0x002F, 54) + b"\x01" * 54 + struct.pack("<HH", 0x000A, 0)})


def bomb() -> bytes:
    """A small archive whose only member expands to 64 MB."""
    return zip_of({"甲.txt": bytes(64 << 20)})


def lying_bomb() -> bytes:
    """The same as a Word file that states a modest size."""
    data = bytearray(word.docx_file("", parts={"word/document.xml": b" " * (8 << 20)}))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = data.find(mark)
        while start >= 0:
            if struct.unpack_from("<I", data, start + at)[0] == 8 << 20:
                struct.pack_into("<I", data, start + at, 1000)
            start = data.find(mark, start + 4)
    return bytes(data)


def laughing(body: str) -> bytes:
    """XML whose entities expand to gigabytes, as the body of a Word file."""
    entities = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    text = f'<!DOCTYPE x [<!ENTITY a "{"绩效" * 20}">{entities}]><w:document xmlns:w="{word.WORD}">{body}</w:document>'
    return word.docx_file("", parts={"word/document.xml": text})


def cut(suffix: str, share: float = 0.6) -> Callable[[], bytes]:
    """Return the first part of a good file."""
    return lambda: GOOD[suffix]()[: int(len(GOOD[suffix]()) * share)]


def rowless(suffix: str) -> bytes:
    """A table with a header and no rows."""
    header = list(paper.HEADER)
    if suffix == ".docx":
        return word.docx_file(word.par(TITLE) + word.table(header))
    cells = "".join(inline(f"{chr(65 + i)}1", text) for i, text in enumerate(header))
    return xlsx_file(f'<sheetData><row r="1">{cells}</row></sheetData>')


#: File name, its content, the code, words of the reason, words of the next step.
CASES: list[tuple[str, Callable[[], bytes], str, str, str]] = [
    *((f"空{suffix}", bytes, "EX901", "0 字节", "重新发送") for suffix in GOOD),
    ("断.docx", cut(".docx"), "EX901", "损坏或不完整", "重新发送"),
    ("断.xlsx", cut(".xlsx"), "EX901", "损坏或不完整", "重新发送"),
    ("断.ods", cut(".ods"), "EX901", "损坏或不完整", "重新发送"),
    ("断.doc", cut(".doc"), "EX901", "没有传完整", "重新"),
    ("断.xls", cut(".xls"), "EX901", "损坏或不完整", "重新"),
    ("断.pdf", cut(".pdf", 0.3), "EX901", "没有传完整", "重新"),
    ("断.html", cut(".html"), "EX901", "最后一张表没有结束", "重新保存"),
    ("断.zip", lambda: zip_of({"甲.docx": GOOD[".docx"]()})[:-30], "EX901", "压缩包已损坏", "重新压缩"),
    ("密.docx", lambda: binary.container({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "EX901", "密码", "去掉打开密码"),
    ("密.xlsx", lambda: binary.container({"EncryptedPackage": b"x"}), "EX901", "密码", "去掉打开密码"),
    ("密.doc", lambda: binary.word_file([binary.Para("甲\r")], flags=0x0300), "EX901", "密码", "密码"),
    ("密.xls", locked_xls, "EX901", "密码", "去掉打开密码"),
    ("密.pdf", lambda: pdf(encrypt=StandardEncryption("user", "owner")), "EX901", "密码", "密码"),
    ("密.zip", lambda: encrypted(zip_of({"甲.txt": FAULTY})), "EX901", "设有密码，其中 1 个文件", "去掉密码"),
    ("错.docx", GOOD[".xlsx"], "EX902", "扩展名是 .docx，内容却是“Excel 工作簿”", "改错扩展名"),
    ("错.xlsx", GOOD[".docx"], "EX902", "扩展名是 .xlsx，内容却是“Word 文档”", "改错扩展名"),
    ("错.doc", GOOD[".html"], "EX902", "扩展名是 .doc，内容却是“网页”", "改错扩展名"),
    ("错.pdf", GOOD[".doc"], "EX902", "扩展名是 .pdf，内容却是“Word 97-2003 文档”", "改错扩展名"),
    ("错.xls", GOOD[".pdf"], "EX902", "扩展名是 .xls，内容却是“PDF 文件”", "改错扩展名"),
    ("错.html", GOOD[".xls"], "EX902", "扩展名是 .html，内容却是“Excel 97-2003 工作簿”", "改错扩展名"),
    ("错.txt", GOOD[".ods"], "EX902", "扩展名是 .txt，内容却是“OpenDocument 表格”", "改错扩展名"),
    ("错.csv", GOOD[".docx"], "EX902", "扩展名是 .csv，内容却是“Word 文档”", "改错扩展名"),
    ("图.docx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(40), "EX901", "PNG 图片", "文字识别"),
    ("富.doc", lambda: b"{\\rtf1\\ansi abc}", "EX901", "RTF", "另存为 docx"),
    ("乱.xlsx", lambda: bytes(range(256)) * 20, "EX901", "认不出文件的格式", "另存为"),
    ("乱.pdf", lambda: b"%PDF-1.4\n" + bytes(range(256)) * 20, "EX901", "没有传完整", "重新"),
    ("材料.rar", lambda: b"Rar!\x1a\x07" + bytes(40), "EX901", "不支持 .rar", "zip"),
    ("通知.docx", lambda: word.docx_file(word.par("请各单位按时报送。")), "EX901", "没有找到绩效目标表", "人工核对"),
    ("通知.html", lambda: "<html><p>无表</p></html>".encode(), "EX901", "没有找到绩效目标表", "人工核对"),
    ("扫描.pdf", scan, "EX901", "没有文字层", "jixiao-auditor[ocr]"),
    ("无行.docx", lambda: rowless(".docx"), "EX902", "表头下没有指标行", "漏填"),
    ("无行.xlsx", lambda: rowless(".xlsx"), "EX902", "表头下没有指标行", "漏填"),
    ("弹.zip", bomb, "EX901", "过大", "核实来源"),
    ("弹.docx", lying_bomb, "EX901", "损坏或不完整", "重新发送"),
    ("笑.docx", lambda: laughing("<w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body>"), "EX901", "不是完整的 XML", "另存"),
    ("深.docx", lambda: word.docx_file("<w:tbl><w:tr><w:tc>" * 3000), "EX901", "不是完整的 XML", "另存"),
    ("三层.zip", lambda: zip_of({"二.zip": zip_of({"一.zip": zip_of({"甲.txt": "甲"})})}), "EX901", "三层", "先解压"),
    ("空包.zip", lambda: zip_of({}), "EX901", "压缩包是空的", "重新发送"),
    ("逃.zip", lambda: zip_of({"../../逃.txt": FAULTY, "/绝.txt": FAULTY}), "EX902", "指向包外", "核实压缩包来源"),
]
#: Files of these cases are read all the same, with their table.
READ = {name for name, _, code, *_ in CASES if code == "EX902" and not name.startswith("无行")}
