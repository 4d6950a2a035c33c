"""Places on a page: matrices, boxes, and which way text runs."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from tiaoli.plugin import Box

POINTS = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""


class Matrix(NamedTuple):
    """A transformation as OFD writes it: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def within(self, outer: Matrix) -> Matrix:
        """This transformation followed by the outer one."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The upright box around a box that was transformed."""
        if not self.b and not self.c and self.a > 0 and self.d > 0:  # nearly all are, and this is the quick way
            return (*self.place(left, top), *self.place(right, bottom))
        return around(self.place(x, y) for x in (left, right) for y in (top, bottom))

    @property
    def scale(self) -> float:
        """How much higher a letter becomes."""
        return math.hypot(self.c, self.d)

    @property
    def angle(self) -> float:
        """How far a line of text is turned, clockwise, in degrees from 0 to 360."""
        return math.degrees(math.atan2(self.b, self.a)) % 360


def around(points: Iterable[tuple[float, float]]) -> Box:
    """The upright box around points."""
    places = list(points)
    across, down = [x for x, _ in places], [y for _, y in places]
    return min(across), min(down), max(across), max(down)


def quarter_of(angle: float) -> int | None:
    """How many quarters of a turn an angle is, 0 to 3; None for a slant."""
    quarters = round(angle / 90)
    return quarters % 4 if abs(angle - quarters * 90) <= LEVEL else None


LEVEL = 5
"""Degrees by which a scanner or a seal may tilt a line that is level."""


def turned(box: Box, quarters: int, width: float, height: float) -> Box:
    """The box on a page that was turned back, counter-clockwise, by so many quarters; width and height before it."""
    left, top, right, bottom = box
    match quarters:
        case 1:
            return top, width - right, bottom, width - left
        case 2:
            return width - right, height - bottom, width - left, height - top
        case 3:
            return height - bottom, left, height - top, right
        case _:
            return box
