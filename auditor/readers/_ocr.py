"""Reads a scanned page with RapidOCR, whose models lie in its package: nothing is downloaded, nothing leaves the machine."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from auditor.readers._ocr_image import ink, ruling_boxes, straightened, without_stamp
from auditor.readers._pdf_geometry import Box, Floats
from auditor.readers._pdf_grid import Skeleton, skeleton
from auditor.readers._pdf_raw import Page
from auditor.readers._pdf_rulings import frames, rulings

_DPI = 200
_POINTS = 72 / _DPI
#: Larger pages are rendered coarser: 40 million pixels are a sheet of 80 by 80 cm.
_MOST_PIXELS = 40_000_000
#: An empty cell with this share of dark pixels holds text that the page's search for text passed over.
_INKED = 0.01
#: Characters recognised with less certainty are noise.
_LEAST_SCORE = 0.5

#: A character with its box in pixels.
Sign = tuple[str, Box]


def available() -> bool:
    """Tell whether the extra ``ocr`` is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


def recognise(document: Any, number: int) -> Page:
    """Return page ``number`` (from 1) of pypdfium2's document as its picture shows it.

    Takes 2-5 seconds and about 1 GB.
    """
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(1.0, (_MOST_PIXELS * _POINTS**2 / max(1.0, width * height)) ** 0.5) / _POINTS
        gray = straightened(without_stamp(page.render(scale=scale).to_numpy()))
    finally:
        page.close()
    gray, signs = _upright(gray)
    dark = ink(gray)
    boxes = ruling_boxes(dark, scale * 72)
    lines = tuple(_scaled(box, 1 / scale) for box in boxes)
    signs += _passed_over(gray, dark, lines, signs, scale)
    columns = _columns([_scaled(box, 1 / scale) for _, box in signs])
    tall, wide = gray.shape
    return Page(number, wide / scale, tall / scale, "".join(sign for sign, _ in signs), columns, lines)


@lru_cache(maxsize=1)
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})


def _upright(gray: Any) -> tuple[Any, list[Sign]]:
    """Return the picture turned so that its text is level, and the characters found in it."""
    import numpy as np

    signs, score = _found(gray)
    if score >= 0:
        return gray, signs
    turned = [np.ascontiguousarray(np.rot90(gray, quarters)) for quarters in (1, 3)]
    results = [(*_found(picture), picture) for picture in turned]
    signs, _, picture = max(results, key=lambda result: result[1])
    return picture, signs


def _found(gray: Any) -> tuple[list[Sign], float]:
    """Return the characters of a picture and how certain they are on average, -1 where most lines of text stand upright."""
    # the engine remembers the options of its last call: each call states them all
    options = {"use_det": True, "use_cls": False, "use_rec": True}
    result = _engine()(_coloured(gray), **options, return_word_box=True, return_single_char_box=True)
    if result.boxes is None or not len(result.boxes):
        return [], 0.0
    upright = sum(_box(box)[3] - _box(box)[1] > 1.5 * (_box(box)[2] - _box(box)[0]) for box in result.boxes)
    signs = [sign for line in result.word_results for sign in _signs(line)]
    return signs, -1.0 if 2 * upright > len(result.boxes) else float(sum(result.scores) / len(result.scores))


def _signs(words: Iterable[tuple[str, float, Any]]) -> list[Sign]:
    """Return the characters of a line; a word that comes as one is divided evenly."""
    out: list[Sign] = []
    for word, score, corners in words:
        if score < _LEAST_SCORE or not corners:
            continue
        x0, y0, x1, y1 = _box(corners)
        step = (x1 - x0) / max(1, len(word))
        out += [(sign, (x0 + step * i, y0, x0 + step * (i + 1), y1)) for i, sign in enumerate(word)]
    return out


def _passed_over(gray: Any, dark: Any, lines: Sequence[Box], signs: Sequence[Sign], scale: float) -> list[Sign]:
    """Recognise the cells that hold ink but no text: short words are easily passed over on a whole page."""
    out: list[Sign] = []
    for table in filter(None, map(skeleton, frames(*rulings(lines)))):
        filled = _filled(table, signs, scale)
        for index in range(len(table.areas)):
            x0, y0, x1, y1 = (int(edge * scale) for edge in table.area_box(index))
            inner = slice(y0 + 5, y1 - 5), slice(x0 + 5, x1 - 5)
            if index not in filled and dark[inner].size and dark[inner].mean() > 255 * _INKED:
                out += [(sign, (a + x0 + 5, b + y0 + 5, c + x0 + 5, d + y0 + 5)) for sign, (a, b, c, d) in _cell(gray[inner])]
    return out


def _filled(table: Skeleton, signs: Sequence[Sign], scale: float) -> set[int]:
    """Return the cells of a table in which a character lies."""
    left, top, right, bottom = table.box
    middles = (((x0 + x1) / 2 / scale, (y0 + y1) / 2 / scale) for _, (x0, y0, x1, y1) in signs)
    return {table.area_at(x, y) for x, y in middles if left <= x < right and top <= y < bottom}


def _cell(gray: Any) -> list[Sign]:
    """Return the characters of a cell cut out, as one line over its whole width."""
    result = _engine()(_coloured(gray), use_det=False, use_cls=False, use_rec=True)
    text = "".join(t for t, score in zip(result.txts or (), result.scores or (), strict=True) if score >= _LEAST_SCORE)
    height, width = gray.shape
    return _signs([(text, 1.0, [(0, 0), (width, height)])])


def _coloured(gray: Any) -> Any:
    import numpy as np

    return np.repeat(gray[:, :, None], 3, axis=2)


def _box(corners: Any) -> Box:
    """Return the upright box around the corners of a slanted one."""
    xs, ys = [float(p[0]) for p in corners], [float(p[1]) for p in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _scaled(box: Box, factor: float) -> Box:
    return box[0] * factor, box[1] * factor, box[2] * factor, box[3] * factor


def _columns(boxes: Sequence[Box]) -> tuple[Floats, Floats, Floats, Floats]:
    return [b[0] for b in boxes], [b[1] for b in boxes], [b[2] for b in boxes], [b[3] for b in boxes]
