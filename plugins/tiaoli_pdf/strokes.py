"""The straight lines that a page draws, and how many pictures it shows."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from tiaoli.plugin import Rule
from tiaoli_pdf.turning import Turn

MOST_OBJECTS = 50_000
MOST_POINTS = 50_000
"""A page with more of them is a drawing or a map, whose lines make no tables."""
MOST_NESTED = 5
STRAIGHT = 1.0
"""A line that goes aside by less than this, in points, is straight."""

_Matrix = tuple[float, float, float, float, float, float]
_UNCHANGED: _Matrix = (1, 0, 0, 1, 0, 0)


class Drawing:
    """What a page draws, gathered from its objects."""

    def __init__(self, turn: Turn) -> None:
        self.pictures = 0
        self._rules: list[Rule] = []
        self._turn = turn
        self._objects = 0
        self._points = 0

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The lines; none where there are too many."""
        return () if self._points > MOST_POINTS or self._objects > MOST_OBJECTS else tuple(self._rules)

    def add_page(self, page: Any) -> None:
        """Adds the objects of a page."""
        import pypdfium2.raw as pdfium

        count = min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS + 1)
        self._add_all((pdfium.FPDFPage_GetObject(page, at) for at in range(count)), _UNCHANGED, 0)

    def _add_all(self, objects: Iterator[Any], matrix: _Matrix, depth: int) -> None:
        import pypdfium2.raw as pdfium

        for one in objects:
            self._objects += 1
            if self._points > MOST_POINTS or self._objects > MOST_OBJECTS:
                return
            kind = pdfium.FPDFPageObj_GetType(one)
            if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
                self.pictures += 1
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._add_path(one, _product(_matrix_of(one), matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MOST_NESTED:
                count = min(pdfium.FPDFFormObj_CountObjects(one), MOST_OBJECTS)
                inner = (pdfium.FPDFFormObj_GetObject(one, at) for at in range(count))
                self._add_all(inner, _product(_matrix_of(one), matrix), depth + 1)

    def _add_path(self, path: Any, matrix: _Matrix) -> None:
        """Adds the straight parts of a path that is drawn, not only used to clip."""
        import pypdfium2.raw as pdfium

        fill, is_stroked = ctypes.c_int(), pdfium.FPDF_BOOL()
        if not pdfium.FPDFPath_GetDrawMode(path, fill, is_stroked) or not (fill.value or is_stroked.value):
            return
        x, y = ctypes.c_float(), ctypes.c_float()
        start = last = (0.0, 0.0)
        for at in range(min(pdfium.FPDFPath_CountSegments(path), MOST_POINTS + 1)):
            self._points += 1
            segment = pdfium.FPDFPath_GetPathSegment(path, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._turn.point(*_applied(matrix, x.value, y.value))
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                self._add_line(last, point)
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment):
                self._add_line(last, start)
                last = start

    def _add_line(self, first: tuple[float, float], second: tuple[float, float]) -> None:
        left, right = sorted((first[0], second[0]))
        top, bottom = sorted((first[1], second[1]))
        if (right - left < STRAIGHT) != (bottom - top < STRAIGHT):
            self._rules.append(Rule((left, top, right, bottom)))


def _matrix_of(one: Any) -> _Matrix:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(one, matrix):
        return _UNCHANGED
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    x, y = _applied(outer, e, f)
    oa, ob, oc, od, _, _ = outer
    return a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, x, y


def _applied(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
