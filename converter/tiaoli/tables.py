"""Which cells head a cell of a table: what its number counts, and of what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tiaoli.chinese.quantities import Quantity, find_quantities
from tiaoli.page import Block, Cell, Page

_NUMBER = re.compile(r"[-+±−]?[\d,.]+\s*(?:%|‰)?|[-—–/…]+|\.{2,}")
"""A value of a table, or a sign that there is none, in folded text."""

_BOUND = re.compile("(?:以上|以下|以内|左右|上下)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Heads:
    """The cells above a cell and those before it that say what it is, from the outermost to the nearest."""

    columns: tuple[Cell, ...] = ()
    rows: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table with its head: so many first rows and first columns name what the other cells are."""

    cells: tuple[Cell, ...]
    head_rows: int
    head_columns: int

    @property
    def values(self) -> tuple[Cell, ...]:
        """The cells outside the head, in reading order."""
        return tuple(cell for cell in self.cells if cell.row >= self.head_rows and cell.column >= self.head_columns)

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    def heads(self, cell: Cell) -> Heads:
        """The heads of a cell; a cell of the head has those of its own kind before it."""
        above = {one for at in range(cell.column, cell.column + cell.columns) for one in self.above(at)}
        before = {one for at in range(cell.row, cell.row + cell.rows) for one in self.before(at)}
        return Heads(
            tuple(sorted(one for one in above if one.row < cell.row)),
            tuple(sorted(one for one in before if one.column < cell.column)),
        )

    def above(self, column: int) -> Sequence[Cell]:
        """The cells of the head over a column."""
        return self._above.get(column, ())

    def before(self, row: int) -> Sequence[Cell]:
        """The cells of the head in a row below the head's own."""
        return self._before.get(row, ())

    @cached_property
    def _above(self) -> Mapping[int, Sequence[Cell]]:
        found: defaultdict[int, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            if cell.row < self.head_rows:
                for column in range(cell.column, cell.column + cell.columns):
                    found[column].append(cell)
        return dict(found)

    @cached_property
    def _before(self) -> Mapping[int, Sequence[Cell]]:
        found: defaultdict[int, list[Cell]] = defaultdict(list)
        last = max((cell.row for cell in self.cells), default=0)
        for cell in self.cells:
            if cell.row >= self.head_rows and cell.column < self.head_columns:
                for row in range(cell.row, min(cell.row + cell.rows, last + 1)):
                    found[row].append(cell)
        return dict(found)


def read_grid(page: Page, block: Block) -> Grid:
    """The cells of a table block, and how much of it is head: its rows before the first with a number, and the
    columns of these rows before the first that holds numbers."""
    is_value = {cell: _is_value(page.folded[slice(*cell.span)]) for cell in block.cells}
    head_rows = _head_rows(block.cells, [cell for cell in block.cells if is_value[cell]])
    below = [cell for cell in block.cells if cell.row >= head_rows]
    columns = sorted({cell.column for cell in below})
    head_columns = next((at for at in columns if _mostly([is_value[c] for c in below if c.column == at])), len(columns))
    return Grid(block.cells, head_rows, head_columns)


def _head_rows(cells: Sequence[Cell], values: Sequence[Cell]) -> int:
    """The first row with a value outside the first column; 1 where there is none, 0 for no cells."""
    if not cells:
        return 0
    return min((cell.row for cell in values if cell.column > 0), default=1)


def _mostly(truths: Sequence[bool]) -> bool:
    return 2 * sum(truths) > len(truths)


def _is_value(text: str) -> bool:
    words = "".join(text.split())
    if _YEAR.fullmatch(words):
        return False
    return _NUMBER.fullmatch(words) is not None or read_amount(words) is not None


def read_amount(text: str) -> Quantity | None:
    """The quantity that a folded cell without white space holds, where it holds that alone or with what bounds it:
    6.5%左右, 1900人以上."""
    quantity = next(find_quantities(text), None) if text[:1].isdigit() else None
    return quantity if quantity and quantity.span[0] == 0 and _BOUND.fullmatch(text, quantity.span[1]) else None
