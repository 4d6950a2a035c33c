"""Comma-separated values as Excel in China opens them: UTF-8 with a byte order mark, lines that end in CR LF.

Text stands in quotes, always: programs that guess at the form of a file see them in its first rows. Null is an empty
cell, empty text a pair of quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from tiaoli.writing.exports.table import Table


def write(path: Path, tables: Sequence[Table]) -> int:
    """Writes a table to a file; how many rows it has."""
    (table,) = tables
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        return write_table(file, table)


def write_table(file: TextIO, table: Table) -> int:
    """Writes a table to an open file."""
    return write_rows(file, [column.name for column in table.columns], table.read())


def write_rows(file: TextIO, head: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Writes a head and rows to an open file; how many rows there were."""
    file.write(_line(head))
    count = 0
    for row in rows:
        file.write(_line(row))
        count += 1
    return count


def _line(values: Iterable[object]) -> str:
    return ",".join(map(_cell, values)) + "\r\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return repr(value)
