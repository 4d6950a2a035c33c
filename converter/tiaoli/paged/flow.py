"""The flow of a document: columns of lines and tables, each with the measure that its lines fill."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tiaoli.paged.columns import in_reading_order
from tiaoli.paged.grid import Grid
from tiaoli.paged.lines import Line, line_of, rows_of
from tiaoli.paged.sheet import Box, Run

LEAST_LINES = 6
EDGE_SHARE = 0.35
"""A column tells itself how wide it is where it has so many lines, and this share of them ends at its edge."""
SHARED = 0.08
"""An edge is where this share of the lines begins or ends."""
FULL, HAIR, JUSTIFIED = 1.5, 0.2, 0.9
"""Lines within so many characters of the edge are full; where this share of them ends within a hair of it, the
document is justified."""
NEAR_LEFT, LEAST_MARGIN = 0.3, 0.2
"""A column that begins in this part of the page and has no neighbour reaches so far to the other side at least."""
PROSE_CHARACTERS = 800
PAGE_SHARE = 0.8
"""A cell holds a page, not a value, where it has nearly all of the table's text, or half of it and so much."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the lines of a column begin and end when they fill it."""

    left: float
    right: float
    is_justified: bool = False
    """Whether lines that run on end where the column does, to a hair."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell by its place in the grid, from 0, with its lines and the width that they may fill."""

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[Line, ...]
    measure: Measure


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with its cells in reading order."""

    box: Box
    cells: tuple[TableCell, ...]

    @property
    def holds_data(self) -> bool:
        """Whether its cells are values: several rows and columns of them, and none with a page's prose."""
        if len({cell.row for cell in self.cells}) < 2 or len({cell.column for cell in self.cells}) < 2:
            return False
        sizes = [sum(len(line.text) for line in cell.lines) for cell in self.cells]
        size, total = max(sizes), sum(sizes)
        is_page = len(self.cells[sizes.index(size)].lines) > 2 and size > PAGE_SHARE * total
        return not is_page and not (size > PROSE_CHARACTERS and size * 2 > total)


@dataclass(frozen=True, slots=True)
class Region:
    """What stands in one column of one page, from top to bottom."""

    page: int
    items: tuple[Line | Table, ...]
    measure: Measure

    @property
    def lines(self) -> list[Line]:
        """Its lines without its tables."""
        return [item for item in self.items if isinstance(item, Line)]


def split_tables(runs: Sequence[Run], grids: Iterable[Grid]) -> tuple[list[Run], list[Table]]:
    """The runs that stand in no grid, and the tables that the others make."""
    runs = sorted(runs, key=_middle)
    heights = [_middle(run) for run in runs]
    taken: set[int] = set()
    tables = []
    for grid in grids:
        by_cell: dict[int, list[Run]] = {}
        for at in range(bisect_left(heights, grid.box[1]), bisect_right(heights, grid.box[3])):
            run = runs[at]
            cell = grid.cell_at((run.box[0] + run.box[2]) / 2, heights[at]) if at not in taken else None
            if cell is not None:
                taken.add(at)
                by_cell.setdefault(cell, []).append(run)
        if by_cell:
            tables.append(_table(grid, by_cell))
    return [run for at, run in enumerate(runs) if at not in taken], tables


def _middle(run: Run) -> float:
    return (run.box[1] + run.box[3]) / 2


def _table(grid: Grid, by_cell: dict[int, list[Run]]) -> Table:
    cells = []
    for number in sorted(by_cell):
        cell = grid.cells[number]
        lines = tuple(line_of(row) for row in rows_of(by_cell[number]))
        left, right = grid.columns[cell.column], grid.columns[cell.column + cell.columns]
        margin = max(0.0, min(line.box[0] for line in lines) - left)  # the same on both sides, mostly
        measure = Measure(left + margin, right - min(margin, lines[0].size))
        cells.append(TableCell(cell.row, cell.column, cell.rows, cell.columns, lines, measure))
    return Table(grid.box, tuple(cells))


def regions_of(page: int, rows: Sequence[Sequence[Run]], tables: Sequence[Table], size: float) -> Iterator[Region]:
    """The columns of a page in reading order, not yet measured against the others; `size` is that of the body."""
    runs = [run for row in rows for run in row]
    count = len(runs)
    numbers = iter(range(count))
    pieces = [[(run.box, next(numbers)) for run in row] for row in rows]
    pieces += [[(table.box, count + at)] for at, table in enumerate(tables)]
    pieces.sort(key=lambda row: max(box[3] for box, _ in row))
    for band in in_reading_order(pieces, size):
        lines: list[Line | Table] = []
        for row in band:
            table = tables[row[0][1] - count] if row[0][1] >= count else None
            if table is None:
                lines.append(line_of([runs[number] for _, number in row]))
            elif table.holds_data:
                lines.append(table)
            else:
                yield from _closed(page, lines, size)
                lines = []
                for cell in table.cells:
                    yield Region(page, cell.lines, cell.measure)
        yield from _closed(page, lines, size)


def _closed(page: int, items: Sequence[Line | Table], size: float) -> Iterator[Region]:
    if items:
        yield Region(page, tuple(items), _own_measure([item for item in items if isinstance(item, Line)], size)[0])


def measured(regions: Sequence[Region], widths: Sequence[float], size: float) -> list[Region]:
    """The regions, those that cannot tell their own width with that of the column they belong to.

    `widths` are those of the pages.
    """
    rights: dict[int, float] = defaultdict(float)  # how far text reaches on each page
    for region in regions:
        rights[region.page] = max(rights[region.page], *(item.box[2] for item in region.items), 0.0)
    own: list[tuple[Measure, bool]] = []
    for region in regions:
        measure, is_sure = _own_measure(region.lines, size)
        edge = widths[region.page] - measure.left  # margins are alike, and lines that all stop early are short
        is_last = measure.right + size >= rights[region.page] and measure.left < NEAR_LEFT * widths[region.page]
        if is_last and measure.right < edge - LEAST_MARGIN * (edge - measure.left):
            measure, is_sure = Measure(measure.left, edge), False
        own.append((measure, is_sure))
    justified = _are_justified(
        [(line, one[0]) for region, one in zip(regions, own, strict=True) if one[1] for line in region.lines], size
    )
    known = sorted({measure for measure, is_sure in own if is_sure}, key=lambda one: one.right - one.left)
    found = []
    for region, (measure, is_sure) in zip(regions, own, strict=True):
        if not is_sure and region.lines:
            measure, is_sure = next(((one, True) for one in known if _holds(one, region.lines, size)), (measure, False))
        found.append(replace(region, measure=replace(measure, is_justified=justified and is_sure)))
    return found


def _are_justified(lines: Sequence[tuple[Line, Measure]], size: float) -> bool:
    """Whether lines that fill their measures, or nearly, mostly end with them to a hair."""
    rooms = [abs(measure.right - line.box[2]) for line, measure in lines if not may_hang(line.text)]
    full = [room for room in rooms if room <= FULL * size]
    return sum(room <= HAIR * size for room in full) > JUSTIFIED * len(full)


def _holds(measure: Measure, lines: Sequence[Line], size: float) -> bool:
    return all(measure.left - size <= line.box[0] and line.box[2] <= measure.right + size for line in lines)


def _own_measure(lines: Sequence[Line], size: float) -> tuple[Measure, bool]:
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
