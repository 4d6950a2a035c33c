"""Parquet: a folder of parts, each of groups of rows, so that no table is ever in memory whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tiaoli.writing.columns import Column
from tiaoli.writing.exports.files import PART
from tiaoli.writing.exports.table import Table
from tiaoli.writing.rows import Row

if TYPE_CHECKING:
    import pyarrow

GROUP_ROWS = 10_000
PART_ROWS = 100 * GROUP_ROWS


def write(path: Path, tables: Sequence[Table]) -> int:
    """Writes a table to a folder of parts; how many rows it has."""
    (table,) = tables
    schema = _schema(table.columns)
    rows = iter(table.read())
    path.mkdir()
    total = 0
    for part in count():
        written = _write_part(path / f"{PART}{part:05}.parquet", islice(rows, PART_ROWS), schema)
        total += written
        if written < PART_ROWS:  # a table without rows has a part all the same: it holds the columns
            break
    return total


def _write_part(path: Path, rows: Iterable[Row], schema: pyarrow.Schema) -> int:
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    rows = iter(rows)
    total = 0
    with ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(rows, GROUP_ROWS)):
            columns = zip(*group, strict=True)
            arrays = [pyarrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
            writer.write_batch(pyarrow.RecordBatch.from_arrays(arrays, schema=schema))
            total += len(group)
    return total


def _schema(columns: Sequence[Column]) -> pyarrow.Schema:
    """The columns by type, with their labels as metadata; Parquet keeps text as a dictionary by itself."""
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "real": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    return pyarrow.schema(
        pyarrow.field(column.name, types[column.type], metadata={"label_en": column.en, "label_zh": column.zh})
        for column in columns
    )
