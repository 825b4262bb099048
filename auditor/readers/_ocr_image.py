"""Ruling lines of a scanned page: straightened, freed of red stamps, told apart from strokes of characters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from auditor.readers._pdf_geometry import Box

#: Shortest borders sideways and downwards (longer than the strokes of a character, as low as a row), in inches.
_WIDE, _TALL = 0.3, 0.15
#: Gaps in a border: those closed before strokes are taken away, and those closed afterwards, in inches.
_CRACK, _GAP = 0.01, 0.1
#: A border ends at a crossing one within this distance, in inches; a stroke of a stamp or a character does not.
_MEETS = 0.06
#: A border may have lost this share of its length, up to twice that distance, under a stamp or a fold.
_LOST = 0.1
#: Pixels by which a border is widened before its length is measured: a slanted one goes in steps.
_WIDENED = 3
#: Rounds of dropping what meets nothing: a piece that goes may leave another without a crossing one.
_ROUNDS = 3
#: Ink is darker than the paper within this many pixels by this many of 255 shades.
_AROUND, _DARKER = 31, 50
#: Steps in degrees by which the slope of a scan is sought, tries to either side, and the slope that is let be.
_STEPS, _TRIES, _LEAST = (0.5, 0.1, 0.025), 6, 0.03


def without_stamp(image: Any) -> Any:
    """Return the red channel of a BGR image: red stamps fade into the paper, black under them stays."""
    return image[:, :, 2].copy() if image.ndim == 3 else image


def straightened(gray: Any) -> Any:
    """Return the image turned so that its lines of text and its level borders are level."""
    import cv2

    small = cv2.resize(ink(gray), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    angle = 0.0
    for step in _STEPS:
        angle = max((angle + step * i for i in range(-_TRIES, _TRIES + 1)), key=lambda turn: _sharpness(small, turn))
    return _turned(gray, angle) if abs(angle) >= _LEAST else gray


def _sharpness(dark: Any, angle: float) -> float:
    """Return how much the ink gathers in rows when the picture is turned: most where its lines are level."""
    import numpy as np

    rows = _turned(dark, angle).sum(axis=1, dtype=np.float64)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def _turned(picture: Any, angle: float) -> Any:
    """Return the picture turned anticlockwise by ``angle`` degrees about its middle."""
    import cv2

    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def ink(gray: Any) -> Any:
    """Return 255 where the page is darker than the paper around, else 0; what a stamp leaves behind is too pale."""
    import cv2
    import numpy as np

    paper = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (_AROUND, _AROUND)))
    return np.where(cv2.subtract(paper, gray) > _DARKER, np.uint8(255), np.uint8(0))


def ruling_boxes(dark: Any, dpi: float) -> list[Box]:
    """Return the boxes of the ruling lines in pixels; a piece that meets no crossing line at one of its ends is dropped.

    Args:
        dark: the result of ``ink``.
        dpi: pixels an inch.
    """
    across = _pieces(dark, lambda length: (length, 1), _WIDE, dpi)
    down = _pieces(dark, lambda length: (1, length), _TALL, dpi)
    reach = _MEETS * dpi
    for _ in range(_ROUNDS):
        across = _bordered(across, down, reach)
        down = [_flip(v) for v in _bordered([_flip(v) for v in down], [_flip(h) for h in across], reach)]
    return across + down


def _pieces(dark: Any, size: Callable[[int], tuple[int, int]], shortest: float, dpi: float) -> list[Box]:
    """Return the boxes of what remains of the ink when all that is shorter than ``shortest`` inches is taken away.

    Args:
        dark: the ink.
        size: width and height of a piece of a given length in the direction looked for.
        shortest: in inches.
        dpi: pixels an inch.
    """
    import cv2

    dark = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, size(_WIDENED)[::-1]))
    for operation, length in ((cv2.MORPH_CLOSE, _CRACK), (cv2.MORPH_OPEN, shortest), (cv2.MORPH_CLOSE, _GAP)):
        dark = cv2.morphologyEx(dark, operation, cv2.getStructuringElement(cv2.MORPH_RECT, size(max(1, round(length * dpi)))))
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    return [(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in stats[1:]]


def _bordered(pieces: list[Box], crossing: list[Box], least: float) -> list[Box]:
    """Return the level pieces that end at upright ones, drawn out to them; a long one may have lost some of its end."""
    out = []
    for x0, y0, x1, y1 in pieces:
        reach = max(least, min(2 * least, _LOST * (x1 - x0)))
        level = (y0 + y1) / 2
        ends = [(v[0], v[2]) for v in crossing if v[1] - least <= level <= v[3] + least]
        starts = [a for a, b in ends if a - reach <= x0 <= b + reach]
        stops = [b for a, b in ends if a - reach <= x1 <= b + reach]
        if starts and stops:
            out.append((min(x0, *starts), y0, max(x1, *stops), y1))
    return out


def _flip(box: Box) -> Box:
    return box[1], box[0], box[3], box[2]
