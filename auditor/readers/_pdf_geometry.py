"""Points, boxes and quarter turns of a PDF page.

All coordinates handed on are in points from the top left corner of the page as it is read: x to the right, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Floats = list[float]
#: a b c d e f as the PDF specification names them.
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Turn:
    """How the page's own coordinates become reading coordinates: the page's box and quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as read."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return x0, y0, x1, y1 as read for a box in the page's own coordinates."""
        if self.quarters == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.quarters == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.quarters == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left

    def columns(self, lefts: Floats, bottoms: Floats, rights: Floats, tops: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Return x0, y0, x1, y1 as read for many boxes given and returned as columns."""
        if self.quarters == 0:
            across = (lefts, rights) if not self.left else ([x - self.left for x in lefts], [x - self.left for x in rights])
            return across[0], [self.top - y for y in tops], across[1], [self.top - y for y in bottoms]
        boxes = map(self.box, lefts, bottoms, rights, tops)
        x0, y0, x1, y1 = zip(*boxes, strict=True)
        return list(x0), list(y0), list(x1), list(y1)


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """Return a point through a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def joined(inner: Matrix, outer: Matrix | None) -> Matrix:
    """Return the matrix that does ``inner`` first and ``outer`` then."""
    if outer is None:
        return inner
    a, b = moved(outer, inner[0], inner[1]), moved(outer, inner[2], inner[3])
    e = moved(outer, inner[4], inner[5])
    return (a[0] - outer[4], a[1] - outer[5], b[0] - outer[4], b[1] - outer[5], *e)


def around(a: Point, b: Point) -> Box:
    """Return left, bottom, right, top of two points."""
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
