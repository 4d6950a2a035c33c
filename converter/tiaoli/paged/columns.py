"""The order in which the rows of a page are read: a column from top to bottom, then the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from tiaoli.paged.sheet import Box, around

LEAST_ROWS = 4
"""Rows with text on both sides of a gutter, for columns to be."""
LEAST_GUTTER = 0.8
LEAST_WIDTH = 7.0
"""Of a gutter and of a column, in sizes of the text."""
FILLED = 0.75
"""Text in columns mostly fills them; the values of a table do not."""

Piece = tuple[Box, int]
"""A run or a table on a row, and its number."""
Row = Sequence[Piece]


def in_reading_order(rows: Sequence[Row], size: float, depth: int = 3) -> Iterator[list[Row]]:
    """Stretches of rows, each in one column, in the order in which they are read."""
    gutter = _gutter(rows, size) if depth and len(rows) >= LEAST_ROWS else None
    if gutter is None:
        if rows:
            yield list(rows)
        return
    for crosses, band in _bands(rows, gutter):
        sides = [_side(band, gutter, right=False), _side(band, gutter, right=True)]
        if crosses or not _are_columns(sides, size):
            yield band
            continue
        for side in sides:
            yield from in_reading_order([row for row in side if row], size, depth - 1)


def _side(rows: Sequence[Row], gutter: float, *, right: bool) -> list[Row]:
    """What each row has on one side of the gutter, maybe nothing."""
    return [[piece for piece in row if (piece[0][0] >= gutter) == right] for row in rows]


def _gutter(rows: Sequence[Row], size: float) -> float | None:
    """The place that lies in gaps of the most rows, somewhere in the middle; None where there is none."""
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


def _bands(rows: Sequence[Row], gutter: float) -> Iterator[tuple[bool, list[Row]]]:
    """Stretches of rows that all cross the gutter, or all do not."""
    band: list[Row] = []
    was_crossed = False
    for row in rows:
        crosses = any(box[0] < gutter < box[2] for box, _ in row)
        if band and crosses != was_crossed:
            yield was_crossed, band
            band = []
        band.append(row)
        was_crossed = crosses
    if band:
        yield was_crossed, band


def _are_columns(sides: Sequence[Sequence[Row]], size: float) -> bool:
    """Whether both sides of a gutter hold text that fills them."""
    pairs = [(left, right) for left, right in zip(*sides, strict=True) if left and right]
    if len(pairs) < LEAST_ROWS - 1:
        return False
    boxes = [[around(box for box, _ in row) for row in side if row] for side in sides]
    outer = [around(side) for side in boxes]
    if outer[1][0] - outer[0][2] < LEAST_GUTTER * size:
        return False
    for side, box in zip(boxes, outer, strict=True):
        width = box[2] - box[0]
        if width < LEAST_WIDTH * size or median(one[2] - one[0] for one in side) < FILLED * width:
            return False
    return True
