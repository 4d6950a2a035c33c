"""Turns a page so that its text is level, whichever way the file has it, and measures from its top left corner."""

from __future__ import annotations

from tiaoli.plugin import Box

_DIRECTIONS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}
"""Cosine and sine of the angles in which lines run, counter-clockwise in degrees."""


class Turn:
    """From the coordinates of a PDF page to those of a sheet; boxes of a page are left, bottom, right and top."""

    def __init__(self, angle: int, bounds: Box) -> None:
        self.angle = angle
        self._cosine, self._sine = _DIRECTIONS[angle]
        self._left = self._top = 0.0
        self._left, self._top, right, bottom = self.box(bounds)
        self.size = right - self._left, bottom - self._top
        """Width and height of the turned page."""

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point on the sheet."""
        return x * self._cosine + y * self._sine - self._left, x * self._sine - y * self._cosine - self._top

    def box(self, box: Box) -> Box:
        """A box on the sheet."""
        x, y = self.point(box[0], box[1])
        other_x, other_y = self.point(box[2], box[3])
        return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)
