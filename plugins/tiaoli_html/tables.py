"""Tells tables of data, and lists of names and values, from those that lay out a page or list metadata, and numbers
their cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tiaoli.plugin import fold
from tiaoli_html.lines import Lines

PROSE_CHARACTERS = 800
PAGE_SHARE = 0.8
"""A cell holds a page, not a value, where it has paragraphs and nearly all of the table's text, or half of it
and more characters than that."""

_TABLE, _LIST = ("tr", ("td", "th")), ("dt", ("dt", "dd"))
"""What begins a row, and what is a cell."""

_COLON = re.compile("[:：]")
_TELLING = frozenset(("文号", "发文字号", "索引号", "成文日期", "发文机关"))
"""Labels that head no row of a table of data: one of them among few cells makes it one of metadata."""
FEW_CELLS = 12
_MAX_COLUMNS = 100
_MAX_ROWS = 1000
_MAX_GRID = 1000


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with text: the range of its lines and its place in the grid, from 0."""

    first: int
    last: int
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data, `<table>` or `<dl>`: the range of its lines and its cells that hold text."""

    element: int
    first: int
    last: int
    cells: tuple[TableCell, ...]


def find_tables(lines: Lines, is_label: Callable[[str], bool]) -> list[Table]:
    """The tables of data of a page, in order; a table that lays out or lists metadata is none.

    A list of short names and values, such as the box of facts of an encyclopedia, is a table of two columns.
    """
    tables = _innermost(lines, "table", is_label)
    lists = [one for one in _innermost(lines, "dl", is_label) if not any(_overlap(one, table) for table in tables)]
    return sorted((*tables, *lists), key=lambda table: table.first)


def _overlap(one: Table, other: Table) -> bool:
    return one.first < other.last and other.first < one.last


def _innermost(lines: Lines, tag: str, is_label: Callable[[str], bool]) -> list[Table]:
    """The elements of a tag that hold data and none of their kind."""
    ends = lines.tree.ends
    found = []
    inner_end = len(ends) + 1
    for at in reversed(lines.tree.all_of(tag)):
        nests = inner_end <= ends[at] and inner_end > at
        first, last = lines.of(at)
        if not nests and first < last:
            table = Table(at, first, last, _cells(lines, at))
            if _holds_data(lines, table, is_label):
                found.append(table)
        if first < last:
            inner_end = ends[at]
    return found


def _cells(lines: Lines, table: int) -> tuple[TableCell, ...]:
    """The cells with text, placed as HTML's table model places them; each name of a list begins a row."""
    tree = lines.tree
    rows_begin, cells_are = _LIST if tree.tags[table] == "dl" else _TABLE
    cells = []
    row, column = -1, 0
    taken: dict[int, int] = {}  # column -> first row that is free again
    for at in range(table + 1, tree.ends[table]):
        tag, attributes = tree.tags[at], tree.attributes[at]
        if tag == rows_begin:
            row, column = row + 1, 0
        if tag in cells_are:
            row = max(row, 0)
            while taken.get(column, 0) > row:
                column += 1
            rows, columns = (
                _size(attributes.get("rowspan"), _MAX_ROWS),
                _size(attributes.get("colspan"), _MAX_COLUMNS),
            )
            if rows > 1 and column < _MAX_GRID:
                taken.update((one, row + rows) for one in range(column, column + columns))
            first, last = lines.of(at)
            if first < last:
                cells.append(TableCell(first, last, row, column, rows, columns))
            column += columns
    return tuple(cells)


def _size(text: str | None, most: int) -> int:
    digits = (text or "").strip()
    return min(max(int(digits), 1), most) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1


def _holds_data(lines: Lines, table: Table, is_label: Callable[[str], bool]) -> bool:
    """Whether the cells are values: several rows and columns, no prose, no links, no labels of metadata."""
    cells = table.cells
    if len({cell.row for cell in cells}) < 2 or len({cell.column for cell in cells}) < 2:
        return False
    if sum(cell.last - cell.first for cell in cells) < table.last - table.first - 2:
        return False  # text outside the cells: broken markup
    sizes = [sum(len(line.text) for line in lines.all[cell.first : cell.last]) for cell in cells]
    total = sum(sizes)
    size = max(sizes)
    largest = cells[sizes.index(size)]
    has_paragraphs = largest.last - largest.first > 1
    if (has_paragraphs and size > PAGE_SHARE * total) or (size > PROSE_CHARACTERS and size * 2 > total):
        return False
    inside = lines.all[table.first : table.last]
    if sum(line.linked for line in inside) > 0.5 * total:
        return False
    if lines.tree.tags[table.element] == "dl":  # with sentences it is prose, with one known label metadata
        return not any("。" in line.text or is_label(_COLON.split(line.text)[0]) for line in inside)
    named = [lines.all[cell.first].text for cell in cells if is_label(lines.all[cell.first].text)]
    if len(named) == 1 and len(cells) <= FEW_CELLS and "".join(fold(named[0]).split()).strip("[]():") in _TELLING:
        return False
    return len(named) < 2 or len(named) * 5 < len(cells)
