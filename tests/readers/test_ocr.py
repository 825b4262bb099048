"""Recognition of scanned pages, where the extra ``ocr`` is installed."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from auditor.readers import pdf as reader
from tests.readers import pdf_file as draw

pytest.importorskip("rapidocr", reason='needs the extra: pip install "jixiao-auditor[ocr]"')
pytest.importorskip("onnxruntime", reason='needs the extra: pip install "jixiao-auditor[ocr]"')

XS = [60, 160, 280, 420]
YS = [100, 130, 160, 190]
CELLS: list[draw.Spec] = [
    ("产出指标", 0, 0, 2, 1), ("管护水井", 0, 1, 1, 1), ("42眼", 0, 2, 1, 1),
    ("巡检次数", 1, 1, 1, 1), ("12次", 1, 2, 1, 1), ("满意度", 2, 0, 1, 1), ("群众满意度", 2, 1, 1, 1), ("95%", 2, 2, 1, 1),
]  # fmt: skip


def scanned(turn: float, dpi: int, stamp: bool) -> bytes:
    """Return a page as a scanner would give it: a picture, slanted, with a stamp over the table."""
    import pypdfium2
    from PIL import ImageDraw

    drawn = pypdfium2.PdfDocument(draw.pdf(lambda c: draw.table(c, XS, YS, CELLS)))
    picture = drawn[0].render(scale=dpi / 72).to_pil().convert("RGB")
    drawn.close()
    if not any(
        pixel < 128
        for pixel in picture.convert("L")
        .crop((int(62 * dpi / 72), int(102 * dpi / 72), int(150 * dpi / 72), int(128 * dpi / 72)))
        .tobytes()
    ):
        pytest.skip("no font for Chinese on this machine")
    if stamp:
        x, y, r = 300 * dpi / 72, 150 * dpi / 72, 50 * dpi / 72
        ImageDraw.Draw(picture).ellipse([x - r, y - r, x + r, y + r], outline=(220, 40, 40), width=4)
    picture = picture.rotate(turn, fillcolor=(255, 255, 255))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(draw.WIDTH, draw.HEIGHT))
    canvas.drawImage(ImageReader(picture), 0, 0, draw.WIDTH, draw.HEIGHT)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(("turn", "dpi", "stamp"), [(0, 200, False), (0.8, 150, True)])
def test_table_of_a_scan(turn: float, dpi: int, stamp: bool) -> None:
    document = reader.read(scanned(turn, dpi, stamp), "a.pdf")
    (grid,) = document.grids
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == CELLS
    assert grid.certain is False
    assert [t.reason for t in document.troubles] == ["第1页没有文字层，内容由识别得来"]
