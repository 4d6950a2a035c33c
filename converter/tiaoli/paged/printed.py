"""One page sorted out: what is its text, what its tables, and what stands on it beside the flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tiaoli.paged.grid import find_grids
from tiaoli.paged.lines import Line, cleaned, line_of, rows_of
from tiaoli.paged.sheet import Run, Sheet
from tiaoli.paged.tables import Table, split_tables

SMALL = 0.92
"""Notes are set in type smaller than this part of the body's."""
LONGEST_NOTE_RULE = 0.5
"""Of the page's width, the stroke above notes."""


@dataclass(frozen=True)
class Printed:
    """The parts of a page; rows from the top, the runs of a row from the left."""

    sheet: Sheet
    rows: list[list[Run]]
    tables: list[Table]
    turned: list[Run] = field(default_factory=list)
    dropped: list[Run] = field(default_factory=list)
    """Runs that are no content, each with its reason."""

    def without(self, numbers: set[int]) -> Printed:
        """The page without some of its rows."""
        rows = [row for at, row in enumerate(self.rows) if at not in numbers]
        return Printed(self.sheet, rows, self.tables, self.turned, self.dropped)


def sort_out(sheet: Sheet) -> Printed:
    """The parts of a sheet."""
    runs = cleaned(sheet.runs)
    dropped = [run for run in runs if run.reason]
    rest, tables = split_tables([run for run in runs if not run.reason], find_grids(sheet.rules))
    turned = [run for run in rest if run.turned]  # in a table it is the head of a row or a column
    return Printed(sheet, rows_of([run for run in rest if not run.turned]), tables, turned, dropped)


def body_size_of(pages: Sequence[Printed]) -> float:
    """The size of most characters outside of tables; 10 where there are none."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for row in page.rows:
            for run in row:
                sizes[round(run.size * 2) / 2] += len(run.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


def split_notes(page: Printed, body_size: float) -> tuple[Printed, list[Line]]:
    """The page without its footnotes, and their lines: small print below a short stroke, and nothing else there."""
    runs = [run for row in page.rows for run in row]
    for rule in sorted(page.sheet.rules, key=lambda rule: rule.box[1]):
        left, top, right, _ = rule.box
        width = right - left
        if not rule.is_horizontal or not 2 * body_size <= width <= LONGEST_NOTE_RULE * page.sheet.width:
            continue
        below = [run for run in runs if run.box[1] >= top - 1 and run.box[2] > left]
        others = [run for run in below if run.size > SMALL * body_size]
        if below and not others and len(below) < len(runs):
            notes = set(map(id, below))
            rows = [kept for row in page.rows if (kept := [run for run in row if id(run) not in notes])]
            lines = [line_of(row) for row in rows_of(below)]
            return Printed(page.sheet, rows, page.tables, page.turned, page.dropped), lines
    return page, []
