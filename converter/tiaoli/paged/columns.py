"""The order in which the rows of a page are read: a column from top to bottom, then the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import median

from tiaoli.paged.sheet import Box, around

LEAST_ROWS = 4
"""Rows with text on both sides of a gutter, for columns to be."""
LEAST_GUTTER = 0.8
LEAST_WIDTH = 7.0
"""Of a gutter and of a column, in sizes of the text."""
FILLED = 0.75
"""Text in columns mostly fills them; the values of a table do not."""
MOST_DIVISIONS = 3
"""How often a page is divided in two."""

Piece = tuple[Box, int]
"""A run or a table on a row, and its number."""
Row = Sequence[Piece]


def find_gutters(pages: Iterable[Sequence[Row]], size: float) -> list[float]:
    """The places between columns of text on any of the pages, from the left."""
    found = set()
    for rows in pages:
        gutter = _gutter(rows, size)
        if gutter is not None and any(_are_columns(sides, size) for sides in _bands(rows, gutter) if len(sides) > 1):
            found.add(round(gutter))
    return sorted(found)


def in_reading_order(
    rows: Sequence[Row], size: float, known: Sequence[float] = (), divisions: int = MOST_DIVISIONS
) -> Iterator[Sequence[Row]]:
    """Stretches of rows, each in one column, in the order in which they are read.

    What stands on both sides of a `known` gutter is read in columns, however little there is.
    """
    gutter = _gutter(rows, size) if divisions else None
    parts = _divided(rows, gutter, size, is_known=False) if gutter is not None else [(rows,)]
    for place in known:
        if all(len(part) == 1 for part in parts):
            parts = _divided(rows, place, size, is_known=True)
    if all(len(part) == 1 for part in parts):
        if rows:
            yield rows
        return
    for part in parts:
        for side in part:
            if len(part) > 1:
                yield from in_reading_order([row for row in side if row], size, (), divisions - 1)
            else:
                yield side


def _divided(rows: Sequence[Row], gutter: float, size: float, *, is_known: bool) -> list[tuple[Sequence[Row], ...]]:
    """The rows in bands, each with its left and its right side where it is set in columns."""
    parts: list[tuple[Sequence[Row], ...]] = []
    for sides in _bands(rows, gutter):
        if len(sides) == 1 or _are_columns(sides, size) or (is_known and _are_apart(sides, size)):
            parts.append(sides)
        else:
            parts.append(([[*left, *right] for left, right in zip(*sides, strict=True)],))
    return parts


def _gutter(rows: Sequence[Row], size: float) -> float | None:
    """The place that lies in gaps of the most rows, somewhere in the middle; None where there is none."""
    if len(rows) < LEAST_ROWS:
        return None
    left, _, right, _ = around(box for row in rows for box, _ in row)
    inner = left + 0.2 * (right - left), right - 0.2 * (right - left)
    edges: list[tuple[float, int]] = []
    for row in rows:
        end = row[0][0][2]
        for box, _ in row[1:]:
            if box[0] - end >= LEAST_GUTTER * size and inner[0] <= (end + box[0]) / 2 <= inner[1]:
                edges += ((end, 1), (box[0], -1))
            end = max(end, box[2])
    count, best, place = 0, LEAST_ROWS - 1, None
    edges.sort()
    for at, (x, step) in enumerate(edges):
        count += step
        if count > best:
            best, place = count, (x + edges[at + 1][0]) / 2
    return place


def _bands(rows: Sequence[Row], gutter: float) -> Iterator[tuple[Sequence[Row], ...]]:
    """Stretches of rows: those that cross the gutter as they are, others as what stands left and right of it."""
    for crosses, band in groupby(rows, key=lambda row: any(box[0] < gutter < box[2] for box, _ in row)):
        stretch = list(band)
        if crosses:
            yield (stretch,)
        else:
            yield tuple(
                [[piece for piece in row if (piece[0][0] >= gutter) == is_right] for row in stretch]
                for is_right in (False, True)
            )


def _are_columns(sides: Sequence[Sequence[Row]], size: float) -> bool:
    """Whether both sides of a gutter hold text that fills them."""
    both = sum(bool(left and right) for left, right in zip(*sides, strict=True))
    if both < LEAST_ROWS - 1 or not _are_apart(sides, size):
        return False
    for side in sides:
        boxes = [around(box for box, _ in row) for row in side if row]
        left, _, right, _ = around(boxes)
        width = right - left
        if width < LEAST_WIDTH * size or median(box[2] - box[0] for box in boxes) < FILLED * width:
            return False
    return True


def _are_apart(sides: Sequence[Sequence[Row]], size: float) -> bool:
    """Whether something stands on both sides, with a gutter between."""
    left, right = ([box for row in side for box, _ in row] for side in sides)
    return bool(left and right) and min(box[0] for box in right) - max(box[2] for box in left) >= LEAST_GUTTER * size
