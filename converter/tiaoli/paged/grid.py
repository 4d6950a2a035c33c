"""Tables, by the lines that a page draws: which lines make a grid, and which cells the grid has."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiaoli.paged.sheet import Box, Rule, around

TOUCH = 3.0
"""Lines nearer than this, in points, touch; and columns narrower are the two strokes of a double line."""
MOST_RULES = 2_000
MOST_CELLS = 20_000
"""A page with more lines, a grid with more cells, is a drawing."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid; row and column count from 0."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Grid:
    """Where the rows and columns of a table begin and end, and its cells in reading order."""

    box: Box
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[GridCell, ...]
    owners: dict[tuple[int, int], int]
    """The cell that each place of the grid, by row and column, belongs to."""

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell at a point, None outside of the grid."""
        return self.owners.get((bisect_right(self.rows, y) - 1, bisect_right(self.columns, x) - 1))


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids on a page, from the top; a lone box or a stroke under a title is none."""
    rules = _merged(rules)
    if len(rules) > MOST_RULES:
        return []
    grids = (_grid(group) for group in _touching([rule for rule in rules if _length(rule) > TOUCH]))
    return sorted((grid for grid in grids if grid), key=lambda grid: (grid.box[1], grid.box[0]))


def _length(rule: Rule) -> float:
    return max(rule.box[2] - rule.box[0], rule.box[3] - rule.box[1])


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """The rules, pieces that go on from each other made one: most programs draw the sides of each cell."""
    merged: list[Rule] = []
    for across in (1, 0):  # level lines by height, then upright ones by place
        along = 1 - across
        of_kind = [rule.box for rule in rules if rule.is_horizontal == (across == 1)]
        line: Box | None = None
        for box in sorted(of_kind, key=lambda box: (round(box[across]), box[along])):
            if line and box[across] - line[across] <= 1 and box[along] - line[along + 2] <= TOUCH:
                line = around((line, box))
                continue
            if line:
                merged.append(Rule(line))
            line = box
        if line:
            merged.append(Rule(line))
    return merged


def _touching(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The rules in groups of those that touch each other."""
    owners = list(range(len(rules)))

    def owner(at: int) -> int:
        while owners[at] != at:
            owners[at] = owners[owners[at]]
            at = owners[at]
        return at

    order = sorted(range(len(rules)), key=lambda at: rules[at].box[1])
    open_rules: list[int] = []  # those that may still touch what begins further down
    for at in order:
        box = rules[at].box
        open_rules = [other for other in open_rules if rules[other].box[3] + TOUCH >= box[1]]
        for other in open_rules:
            if rules[other].box[0] - TOUCH <= box[2] and box[0] <= rules[other].box[2] + TOUCH:
                owners[owner(other)] = owner(at)
        open_rules.append(at)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for at in order:
        groups[owner(at)].append(rules[at])
    yield from groups.values()


def _grid(rules: Sequence[Rule]) -> Grid | None:
    level = [rule.box for rule in rules if rule.is_horizontal]
    upright = [rule.box for rule in rules if not rule.is_horizontal]
    if len(level) < 2 or not upright:
        return None
    box = around(rule.box for rule in rules)
    columns = _positions([(one[0] + one[2]) / 2 for one in upright] + [box[0], box[2]])
    rows = _positions([(one[1] + one[3]) / 2 for one in level] + [box[1], box[3]])
    if len(columns) < 2 or len(rows) < 2 or (len(columns) - 1) * (len(rows) - 1) > MOST_CELLS:
        return None
    right_of = _drawn(upright, columns, rows, across=0)
    below = {(row, column) for column, row in _drawn(level, rows, columns, across=1)}
    cells, owners = _cells(len(rows) - 1, len(columns) - 1, right_of, below)
    return Grid(box, columns, rows, cells, owners) if len(cells) > 1 else None


def _positions(places: Sequence[float]) -> tuple[float, ...]:
    """The places where lines stand, those of a double line taken as one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > TOUCH:
            kept.append(place)
    return tuple(kept)


def _drawn(
    lines: Sequence[Box], places: Sequence[float], steps: Sequence[float], *, across: int
) -> set[tuple[int, int]]:
    """For each line the steps along it that it covers: pairs of a step and the place before the line."""
    along = 1 - across
    found = set()
    for line in lines:
        place = bisect_right(places, (line[across] + line[across + 2]) / 2 + 0.01) - 1
        first = bisect_right(steps, line[along] + TOUCH) - 1
        for step in range(max(first, 0), len(steps) - 1):
            if steps[step] + TOUCH >= line[along + 2]:
                break
            if line[along] <= (steps[step] + steps[step + 1]) / 2 <= line[along + 2]:
                found.add((step, place - 1))
    return found


def _cells(
    rows: int, columns: int, right_of: set[tuple[int, int]], below: set[tuple[int, int]]
) -> tuple[tuple[GridCell, ...], dict[tuple[int, int], int]]:
    """The cells of a grid: each takes the places to its right and below that no line parts from it."""
    cells: list[GridCell] = []
    owners: dict[tuple[int, int], int] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owners:
                continue
            wide = 1
            while (
                column + wide < columns
                and (row, column + wide - 1) not in right_of
                and (row, column + wide) not in owners
            ):
                wide += 1
            span = range(column, column + wide)
            high = 1
            while row + high < rows and all(
                (row + high - 1, at) not in below and (row + high, at) not in owners for at in span
            ):
                high += 1
            owners |= {(row + down, at): len(cells) for down in range(high) for at in span}
            cells.append(GridCell(row, column, high, wide))
    return tuple(cells), owners
