"""The lines that a path draws: of AbbreviatedData, those that rule a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tiaoli.plugin import Box
from tiaoli_ofd.elements import number
from tiaoli_ofd.geometry import Matrix, around

THICKEST_LINE = 3.0
"""A filled box that is no thicker, in points, is a line: the red ones of letterheads have 2 to 3."""
SHORTEST_LINE = 4.0
"""What is shorter, in points, is part of a sign or of a dotted line."""
_OFF_LEVEL = 0.5

_TOKEN = re.compile(r"[SMLBQAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers stand behind each operator; the last two are where it ends."""


class Step(NamedTuple):
    """Where a stroke of the pen ends, and whether it was straight; the first of a subpath is where the pen is set."""

    x: float
    y: float
    is_straight: bool = True


def lines_of(data: str, matrix: Matrix, *, is_stroked: bool, is_filled: bool) -> Iterator[Box]:
    """The boxes of level and upright lines, thin filled boxes among them."""
    for steps in subpaths(data):
        placed = [matrix.place(step.x, step.y) for step in steps]
        if is_filled and len(steps) > 2 and all(step.is_straight for step in steps):
            box = around(placed)
            if _is_line(box, THICKEST_LINE):
                yield box
                continue
        if is_stroked:
            for start, end, step in zip(placed, placed[1:], steps[1:], strict=False):
                side = around((start, end))
                if step.is_straight and _is_line(side, _OFF_LEVEL):
                    yield side


def _is_line(box: Box, thickness: float) -> bool:
    """Whether a box is long in one direction and thin in the other."""
    thin, long = sorted((box[2] - box[0], box[3] - box[1]))
    return thin <= thickness and long >= max(SHORTEST_LINE, 2 * thin)


def subpaths(data: str) -> Iterator[list[Step]]:
    """What the pen draws each time that it is set down."""
    steps: list[Step] = []
    for operator, values in _operations(data):
        if operator in "SM":
            yield steps
            steps = [Step(*values)]
        elif operator == "C":
            steps += [step._replace(is_straight=True) for step in steps[:1]]
        else:
            steps.append(Step(values[-2], values[-1], operator == "L"))
    yield steps


def _operations(data: str) -> Iterator[tuple[str, list[float]]]:
    """Operators with their numbers, up to the first that is no number; numbers alone repeat the operator."""
    operator, values = "", list[float]()
    for match in _TOKEN.finditer(data):
        if match[0] in _NUMBERS:
            operator, values = match[0], []
        elif operator:
            value = number(match[0])
            if value is None:
                return
            values.append(value)
        if len(values) == _NUMBERS.get(operator):
            yield operator, values
            values = []
