"""The codebook: what the columns of the tables are, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tiaoli.writing.columns import Column
from tiaoli.writing.exports.table import Table

NAME = "codebook"

_COLUMNS = (
    Column("table", "text", "Table", "表"),
    Column("column", "text", "Column", "列"),
    Column("type", "text", "Type", "类型"),
    Column("label_en", "text", "Label in English", "英文标签"),
    Column("label_zh", "text", "Label in Chinese", "中文标签"),
    Column("values", "text", "Values that are known, with their Chinese names", "已知取值及其中文名"),
)


def codebook_of(columns: Mapping[str, Sequence[Column]]) -> Table:
    """The columns of each table, a row each."""
    rows = [
        (table, column.name, column.type, column.en, column.zh, values_of(column))
        for table, found in columns.items()
        for column in found
    ]
    return Table(NAME, _COLUMNS, len(rows), lambda: rows)


def values_of(column: Column) -> str | None:
    """The values of a column that has few, with their Chinese names; None for any other."""
    return "; ".join(f"{value} {chinese}" for value, chinese in column.values.items()) or None
