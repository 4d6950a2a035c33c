"""A table while it is read: where its cells stand in the grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tiaoli_docx.content import Cell, Item, Table
from tiaoli_docx.names import number, value

_MOST_COLUMNS = 100


@dataclass(slots=True)
class TableState:
    """A table whose rows are still coming; what the properties of a row or a cell say holds until it ends."""

    table: Table
    row: int = -1
    column: int = 0
    columns: int = 1
    merge: str | None = None
    """`restart` for a cell that others continue downwards, `continue` for one of those."""
    is_row_deleted: bool = False
    is_cell_deleted: bool = False
    _merged: dict[int, Cell] = field(default_factory=dict)

    def start_row(self) -> None:
        """A row begins."""
        self.row += 1
        self.column = 0
        self.is_row_deleted = False

    def start_cell(self) -> None:
        """A cell begins."""
        self.columns, self.merge, self.is_cell_deleted = 1, None, False

    def note(self, name: str, attributes: Mapping[str, str]) -> None:
        """Takes a property of a row or a cell."""
        match name:
            case "w:gridBefore":
                self.column = _size(attributes, least=0)
            case "w:gridSpan":
                self.columns = _size(attributes, least=1)
            case "w:vMerge":
                self.merge = value(attributes) or "continue"
            case "w:cellDel":
                self.is_cell_deleted = True

    def end_cell(self, items: list[Item]) -> None:
        """A cell ends, with what stands in it; one that continues the cell above makes that one longer."""
        cell = Cell(self.row, self.column, 1, self.columns, items)
        above = self._merged.get(self.column)
        if self.merge == "continue" and above is not None:
            above.rows = self.row - above.row + 1
        else:
            self._merged.pop(self.column, None)
        if self.merge == "restart":
            self._merged[self.column] = cell
        if not self.is_row_deleted and not self.is_cell_deleted:
            self.table.cells.append(cell)
        self.column += self.columns


def _size(attributes: Mapping[str, str], least: int) -> int:
    return min(max(number(value(attributes)) or least, least), _MOST_COLUMNS)
