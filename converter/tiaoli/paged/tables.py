"""Tables: the grids of a page with the runs that stand in their cells."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tiaoli.paged.grid import Grid
from tiaoli.paged.lines import Line, line_of, rows_of
from tiaoli.paged.measure import Measure
from tiaoli.paged.sheet import Box, Run

PROSE_CHARACTERS = 800
PAGE_SHARE = 0.8
"""A cell holds a page, not a value, where it has nearly all of the table's text, or half of it and so much."""


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
        is_filled = margin <= lines[0].size  # else its lines are centred or set to the right, and none runs on
        measure = Measure(left + margin, right - margin if is_filled else math.inf)
        cells.append(TableCell(cell.row, cell.column, cell.rows, cell.columns, lines, measure))
    return Table(grid.box, tuple(cells))
