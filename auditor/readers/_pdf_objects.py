"""What is painted on a PDF page besides text: straight lines, images, drawings."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from auditor.readers._pdf_geometry import Box, Matrix, Point, Turn, around, joined, moved

_PATH, _IMAGE, _FORM = 2, 3, 5
_LINE_TO, _MOVE_TO = 0, 2
#: Forms within forms, and path segments looked into, a page: more is a drawing, not a table.
_DEPTH = 4
_SEGMENTS = 20_000
#: A box thinner than this is a line whatever shape it was painted as.
_THIN = 4.0
#: An edge that leaves its direction by no more than this is straight.
_STRAIGHT = 0.5


class Painted:
    """Collects what is painted on a page besides text.

    Attributes:
        lines: boxes of painted straight lines and of what is thin enough to be one.
        image_area: area of the images.
        drawings: number of painted paths that are no lines.
    """

    def __init__(self, turn: Turn) -> None:
        import pypdfium2.raw as c

        self.lines: list[Box] = []
        self.image_area = 0.0
        self.drawings = 0
        self._turn = turn
        self._segments = _SEGMENTS
        self._c = c
        self._bounds = [ctypes.c_float() for _ in range(4)]

    def walk(self, holder: Any, count: int, get: Callable[[Any, int], Any], matrix: Matrix | None, depth: int) -> None:
        """Look at the objects of a page or form; ``matrix`` is the form's, None for the page."""
        c = self._c
        for i in range(count):
            item = get(holder, i)
            kind = c.FPDFPageObj_GetType(item)
            if kind == _PATH:
                self._path(item, matrix)
            elif kind == _IMAGE:
                x0, y0, x1, y1 = self._box(item, matrix)
                self.image_area += (x1 - x0) * (y1 - y0)
            elif kind == _FORM and depth < _DEPTH:
                inner = joined(self._matrix(item), matrix)
                self.walk(item, c.FPDFFormObj_CountObjects(item), c.FPDFFormObj_GetObject, inner, depth + 1)

    def _box(self, item: Any, matrix: Matrix | None) -> Box:
        left, bottom, right, top = self._bounds
        self._c.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        box = (left.value, bottom.value, right.value, top.value)
        if matrix is not None:
            box = around(moved(matrix, box[0], box[1]), moved(matrix, box[2], box[3]))
        return self._turn.box(*box)

    def _matrix(self, item: Any) -> Matrix:
        found = self._c.FS_MATRIX()
        self._c.FPDFPageObj_GetMatrix(item, found)
        return (found.a, found.b, found.c, found.d, found.e, found.f)

    def _path(self, item: Any, matrix: Matrix | None) -> None:
        box = self._box(item, matrix)
        if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
            self.lines.append(box)
            return
        count = self._c.FPDFPath_CountSegments(item)
        if count > self._segments:
            self.drawings += 1
            return
        self._segments -= count
        pieces = list(self._pieces(item, count, joined(self._matrix(item), matrix)))
        self.lines.extend(pieces)
        self.drawings += not pieces

    def _pieces(self, item: Any, count: int, matrix: Matrix) -> Iterator[Box]:
        """Yield the straight edges of a stroked path, and the thin parts of a filled one (borders painted together)."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self._c.FPDFPath_GetDrawMode(item, fill, stroke)
        for points, straight in self._subpaths(item, count, matrix):
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            box = min(xs), min(ys), max(xs), max(ys)
            if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
                yield self._turn.box(*box)
            elif stroke.value and straight:
                for a, b in pairwise(points):
                    if abs(a[0] - b[0]) <= _STRAIGHT or abs(a[1] - b[1]) <= _STRAIGHT:
                        yield self._turn.box(*around(a, b))

    def _subpaths(self, item: Any, count: int, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
        """Yield the points of each part of a path, and whether it consists of straight lines."""
        c = self._c
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[Point] = []
        straight = True
        for i in range(count):
            segment = c.FPDFPath_GetPathSegment(item, i)
            kind = c.FPDFPathSegment_GetType(segment)
            if kind == _MOVE_TO and points:
                yield points, straight
                points, straight = [], True
            c.FPDFPathSegment_GetPoint(segment, x, y)
            points.append(moved(matrix, x.value, y.value))
            straight = straight and kind in (_LINE_TO, _MOVE_TO)
            if c.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points, straight
