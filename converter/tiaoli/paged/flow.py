"""The flow of a document: columns of lines and tables, each with the measure that its lines fill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import NamedTuple

from tiaoli.paged.columns import Row, find_gutters, in_reading_order
from tiaoli.paged.lines import Line, line_of
from tiaoli.paged.measure import Measure, are_justified, own_measure
from tiaoli.paged.printed import Printed
from tiaoli.paged.tables import Table

NEAR_LEFT, LEAST_MARGIN = 0.3, 0.2
"""A column that begins in this part of the page and has no neighbour reaches so far to the other side at least."""


@dataclass(frozen=True, slots=True)
class Region:
    """What stands in one column of one page, from top to bottom."""

    page: int
    items: tuple[Line | Table, ...]
    measure: Measure | None = None
    """None until it is measured against the others."""

    @property
    def lines(self) -> list[Line]:
        """Its lines without its tables."""
        return [item for item in self.items if isinstance(item, Line)]


def regions_of(pages: Sequence[Printed], size: float) -> Iterator[Region]:
    """The columns of pages in reading order, not yet measured against each other; `size` is that of the body."""
    pieces = [_pieces(page) for page in pages]
    gutters = find_gutters(pieces, size)
    for number, page in enumerate(pages):
        runs = [run for row in page.rows for run in row]
        for band in in_reading_order(pieces[number], size, gutters):
            items: list[Line | Table] = []
            for row in band:
                table = page.tables[row[0][1] - len(runs)] if row[0][1] >= len(runs) else None
                if table is None:
                    items.append(line_of([runs[at] for _, at in row]))
                elif table.holds_data:
                    items.append(table)
                else:
                    if items:
                        yield Region(number, tuple(items))
                    items = []
                    yield from (Region(number, cell.lines, cell.measure) for cell in table.cells)
            if items:
                yield Region(number, tuple(items))


def _pieces(page: Printed) -> list[Row]:
    """The runs and tables of a page with their numbers, by rows from the top."""
    numbers = count()
    rows: list[Row] = [[(run.box, next(numbers)) for run in row] for row in page.rows]
    rows += [[(table.box, next(numbers))] for table in page.tables]
    return sorted(rows, key=lambda row: max(box[3] for box, _ in row))


def measured(regions: Sequence[Region], widths: Sequence[float], size: float) -> list[Region]:
    """The regions, those that cannot tell their own width with that of the column they belong to.

    `widths` are those of the pages.
    """
    ends: dict[int, float] = defaultdict(float)  # how far text reaches on each page
    for region in regions:
        ends[region.page] = max(ends[region.page], *(item.box[2] for item in region.items), 0.0)
    own = [_measure_of(region, widths[region.page], ends[region.page], size) for region in regions]
    told = [(region, one.measure) for region, one in zip(regions, own, strict=True) if one.is_sure]
    is_justified = are_justified([(line, measure) for region, measure in told for line in region.lines], size)
    sure = sorted({measure for _, measure in told}, key=lambda measure: measure.right - measure.left)
    others = sorted({one.widest for one in own if not one.is_sure}, key=lambda measure: measure.left - measure.right)
    certain = set(sure)
    found = []
    for region, one in zip(regions, own, strict=True):
        measure = one.measure
        if not one.is_sure and not region.measure:  # the narrowest column that is known, else the widest there may be
            measure = next(known for known in (*sure, *others) if _holds(known, measure, size))
        found.append(replace(region, measure=replace(measure, is_justified=is_justified and measure in certain)))
    return found


class _Own(NamedTuple):
    """What a region tells of its measure by itself."""

    measure: Measure
    is_sure: bool
    widest: Measure
    """What it may be at the most, where it is not sure."""


def _measure_of(region: Region, width: float, end: float, size: float) -> _Own:
    """The measure of a region on a page of that width, where text reaches to `end`."""
    if region.measure:
        return _Own(region.measure, False, region.measure)
    measure, is_sure = own_measure(region.lines, size)
    edge = width - measure.left  # margins are alike, and lines that all stop early are short
    is_last = measure.right + size >= end and measure.left < NEAR_LEFT * width
    if is_last and measure.right < edge - LEAST_MARGIN * (edge - measure.left):
        return _Own(measure, False, Measure(measure.left, edge))
    return _Own(measure, is_sure, measure)


def _holds(measure: Measure, other: Measure, size: float) -> bool:
    return measure.left - size <= other.left and other.right <= measure.right + size
