"""An Excel workbook: a sheet a table; every cell is a value, none a formula."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Iterable, Sequence
from itertools import chain, count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tiaoli.writing.exports.table import Table
from tiaoli.writing.rows import Row

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SHEET_ROWS = 1_048_576
"""Excel's limit, the head among them."""
CELL_UNITS = 32_767
"""Excel's limit for the UTF-16 units of a cell."""
SHEET_LINKS = 65_530
LINK_CHARACTERS = 2_079
NAME_CHARACTERS = 31
WIDEST = 60
"""Of a column, in half-width characters; longer text is read in the cell itself."""
FILTER_BUTTON = 3
"""The room it takes in a head, in half-width characters."""
MEASURED_ROWS = 1_000
"""That the widths of columns are taken from."""

_LINKED = {"quote": "doc_id", "target_quote": "target_doc_id", "actual_quote": "actual_doc_id"}
"""Columns whose cells link to a source, with the column that names its document."""
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Book:
    """A workbook that is being written: its sheets, and where it will stand."""

    def __init__(self, book: Workbook, folder: Path) -> None:
        self._book = book
        self._folder = folder
        self._head: Format = book.add_format({"bold": True, "bottom": 1})

    def add(self, table: Table) -> int:
        """Writes a table to as many sheets as it needs; how many rows it has."""
        rows = iter(table.read())
        total = 0
        while True:
            written = self._add_sheet(table, islice(rows, SHEET_ROWS - 1))
            total += written
            if written < SHEET_ROWS - 1:
                return total

    def _add_sheet(self, table: Table, rows: Iterable[Row]) -> int:
        sheet = self._book.add_worksheet(self._free_name(table.name))
        sheet.freeze_panes(1, 0)
        widths = [_width(column.name) + FILTER_BUTTON for column in table.columns]
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, column.name, self._head)
        links = _Links(table, self._folder)
        line = 0
        for line, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                _write_cell(sheet, line, at, value, links.to(at, row))
                if line <= MEASURED_ROWS:
                    widths[at] = max(widths[at], _width(value))
        sheet.autofilter(0, 0, line, len(widths) - 1)
        for at, cells in enumerate(widths):
            sheet.set_column(at, at, min(cells + 1, WIDEST))
        return line

    def _free_name(self, name: str) -> str:
        """A name for a sheet, of the length that Excel takes and not yet in use."""
        taken = {sheet.get_name().lower() for sheet in self._book.worksheets()}
        suffixes = chain([""], (f"_{number}" for number in count(2)))
        names = (name[: NAME_CHARACTERS - len(suffix)] + suffix for suffix in suffixes)
        return next(free for free in names if free.lower() not in taken)


class _Links:
    """The links of a sheet: from the words of a value to their source, as many as Excel takes."""

    def __init__(self, table: Table, folder: Path) -> None:
        names = [column.name for column in table.columns]
        pairs = {name: doc for name, doc in _LINKED.items() if name in names} or (
            {"doc_id": "doc_id"} if "doc_id" in names else {}
        )
        self._documents = {names.index(name): names.index(doc) for name, doc in pairs.items()}
        self._source_of = table.source_of
        self._folder = folder
        self._left = SHEET_LINKS

    def to(self, at: int, row: Row) -> str | None:
        """Where the cell of a row links to; None where it does not."""
        if at not in self._documents or not row[at] or not self._left:
            return None
        link = self._address(self._source_of(row[self._documents[at]]))
        if link is None or len(link) > LINK_CHARACTERS:
            return None
        self._left -= 1
        return link

    def _address(self, source: str | Path | None) -> str | None:
        if isinstance(source, str):
            return source if source.startswith(("http://", "https://")) else None
        if source is None:
            return None
        try:
            path = Path(os.path.relpath(source, self._folder)).as_posix()
        except ValueError:  # it lies on another drive
            path = source.as_posix()
        return None if set(path) & set("#%") else f"external:{path}"  # which a link reads as other than themselves


def write(path: Path, tables: Sequence[Table]) -> int:
    """Writes the tables to a workbook; how many rows they have together."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".tiaoli-") as folder:
        try:
            with xlsxwriter.Workbook(path, {**_OPTIONS, "tmpdir": folder}) as book:
                book.set_properties({"created": datetime.datetime(2000, 1, 1)})  # the same each time
                sheets = _Book(book, path.parent)
                return sum(map(sheets.add, tables))
        except FileCreateError as error:
            raise OSError(str(error)) from error


def _write_cell(sheet: Worksheet, line: int, at: int, value: object, link: str | None) -> None:
    if isinstance(value, str):
        if link:
            sheet.write_url(line, at, link, string=_fitting(value))
        elif value:
            sheet.write_string(line, at, _fitting(value))
    elif isinstance(value, bool):
        sheet.write_boolean(line, at, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(line, at, value)


def _fitting(text: str) -> str:
    """The text as far as a cell takes it, with a mark where it is cut; lines end in LF, as Excel has them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) <= CELL_UNITS // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_UNITS:
        return text
    mark = f"…[cut: {len(text)} characters in all]"
    return units[: 2 * (CELL_UNITS - len(mark))].decode("utf-16-le", "ignore") + mark


def _width(value: object) -> int:
    """The room a value takes, in half-width characters; a Chinese one takes two."""
    text = "" if value is None else str(value)[:WIDEST]
    return len(text) + sum(char >= "\u2e80" for char in text)
