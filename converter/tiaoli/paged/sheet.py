"""What a reader of a paged format fills: pages with the words and lines that stand at places on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points (1/72 inch), from the top left corner of the page."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that a page sets one after another on one baseline, in one font."""

    text: str
    box: Box
    size: float
    """Of the font, in points."""
    reason: str | None = None
    """Why the run is no content, where the format itself says so: watermark, hidden …"""
    turned: bool = False
    """Whether its baseline is not level, as that of words at the edge of a page."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line that the page draws, or a side of a box; horizontal where it is wider than high."""

    box: Box

    @property
    def is_horizontal(self) -> bool:
        """Whether it is wider than high."""
        return self.box[2] - self.box[0] >= self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it is printed; `runs` are in the order of the file."""

    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()
    pictures: int = 0
    """How many pictures it shows."""


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of these, of which there is one at least."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
