"""How wide lines are when they fill their column, as they tell it themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tiaoli.paged.lines import Line

LEAST_LINES = 6
EDGE_SHARE = 0.35
"""A column tells itself how wide it is where it has so many lines, and this share of them ends at its edge."""
SHARED = 0.08
"""An edge is where this share of the lines begins or ends."""
FULL, HAIR, JUSTIFIED = 1.5, 0.12, 0.9
"""Lines within so many characters of the edge are full; where this share of them ends within a hair of it, the
document is justified."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the lines of a column begin and end when they fill it."""

    left: float
    right: float
    is_justified: bool = False
    """Whether lines that run on end where the column does, to a hair."""


def own_measure(lines: Sequence[Line], size: float) -> tuple[Measure, bool]:
    """The measure of lines by themselves, and whether they are many enough, and full enough, to be sure of it."""
    if not lines:
        return Measure(0.0, 0.0), False
    lefts = [line.box[0] for line in lines]
    ends = [line.box[2] for line in lines if not may_hang(line.text)] or [line.box[2] for line in lines]
    right = -common_edge([-end for end in ends], size)
    full = [end for end in ends if abs(end - right) <= FULL * size]
    if len(lines) < LEAST_LINES or len(full) < EDGE_SHARE * len(ends):
        return Measure(min(lefts), max(ends)), False
    return Measure(common_edge(lefts, size), right), True


def may_hang(text: str) -> bool:
    """Whether a line ends with a mark that may stand in the margin."""
    return text[-1] in "，。、；：！？,.;:!?"


def common_edge(places: Sequence[float], size: float) -> float:
    """The lowest of the places that others share: a line that juts out does not move the edge."""
    places = sorted(places)
    needed = max(2, round(SHARED * len(places)))
    for at, place in enumerate(places):
        if at + needed <= len(places) and places[at + needed - 1] - place <= size / 2:
            return place
    return places[0]


def are_justified(lines: Sequence[tuple[Line, Measure]], size: float) -> bool:
    """Whether lines that fill their measures, or nearly, mostly end with them to a hair."""
    rooms = [abs(measure.right - line.box[2]) for line, measure in lines if not may_hang(line.text)]
    full = [room for room in rooms if room <= FULL * size]
    return sum(room <= HAIR * size for room in full) > JUSTIFIED * len(full)
