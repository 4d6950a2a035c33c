"""Turns a page so that its text is level, whichever way the file has it, and measures from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass

from tiaoli.plugin import Box

_DIRECTIONS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}
"""Cosine and sine of the angles in which lines run, counter-clockwise in degrees."""


@dataclass(frozen=True, slots=True)
class Turn:
    """From the coordinates of a PDF page to those of a sheet; `bounds` is left, bottom, right and top."""

    angle: int
    bounds: Box

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the turned page."""
        left, top, right, bottom = self.box(self.bounds)
        return right - left, bottom - top

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point on the sheet."""
        left, top, _, _ = self._turned(self.bounds)
        x, y = self._level(x, y)
        return x - left, y - top

    def box(self, box: Box) -> Box:
        """A box on the sheet, of left, bottom, right and top on the page."""
        left, top, _, _ = self._turned(self.bounds)
        turned = self._turned(box)
        return turned[0] - left, turned[1] - top, turned[2] - left, turned[3] - top

    def _turned(self, box: Box) -> Box:
        (x, y), (other_x, other_y) = self._level(box[0], box[1]), self._level(box[2], box[3])
        return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)

    def _level(self, x: float, y: float) -> tuple[float, float]:
        cosine, sine = _DIRECTIONS[self.angle]
        return x * cosine + y * sine, x * sine - y * cosine
