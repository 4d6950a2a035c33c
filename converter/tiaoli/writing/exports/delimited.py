"""Comma-separated values as Excel in China opens them: UTF-8 with a byte order mark, lines that end in CR LF.

Text stands in quotes, always: programs that guess at the form of a file see them in its first rows. Null is an empty
cell, empty text a pair of quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tiaoli.writing.exports.table import Table


def write(path: Path, tables: Sequence[Table]) -> int:
    """Writes a table to a file; how many rows it has."""
    (table,) = tables
    return write_lines(path, lines_of(table), encoding="utf-8-sig")


def lines_of(table: Table) -> Iterator[str]:
    """The lines of a table, its head first."""
    return lines([column.name for column in table.columns], table.read())


def lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a head and rows."""
    yield _line(head)
    yield from map(_line, rows)


def write_lines(path: Path, lines: Iterable[str], *, encoding: str) -> int:
    """Writes lines to a file; how many there are behind the head."""
    number = 0
    with path.open("w", encoding=encoding, newline="") as file:
        for number, line in enumerate(lines):  # noqa: B007
            file.write(line)
    return number


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
