"""Shards to tables on Spark 3.5 or later, by `mapInArrow`; pyspark is imported where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from tiaoli.engines.batches import BATCH_ROWS, Settings, run_batches
from tiaoli.engines.output import STAGED, Output
from tiaoli.engines.schema import JSON, LEDGER, result_schema
from tiaoli.writing.columns import Column

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_SMALL_BATCHES = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": BATCH_ROWS,
    "spark.sql.parquet.columnarReaderBatchSize": BATCH_ROWS,
}
"""Spark's own sizes are made for rows of a few bytes; ours are whole files, and would not fit into memory."""


def convert_shards(
    spark: SparkSession, shards: Output, out: Output, settings: Settings, *, force: bool = False
) -> dict[str, Any]:
    """Converts the sources of shards to tables below `out`, and gives what `_SUCCESS` there says.

    Raises UsageError where `out` holds a whole result, unless `force` is given. What is written by a task that is
    tried again counts once: Spark's committer sees to it.
    """
    from pyspark.sql.functions import inline
    from pyspark.sql.pandas.types import from_arrow_schema

    shards.parts()
    out.clear(settings, force=force)
    session = spark.newSession()
    for name, rows in _SMALL_BATCHES.items():
        session.conf.set(name, str(rows))
    converted = session.read.parquet(_address(shards)).mapInArrow(
        partial(run_batches, settings=settings), from_arrow_schema(result_schema(settings.tables))
    )
    converted.write.mode("overwrite").parquet(_address(out, STAGED))
    staged = session.read.parquet(_address(out, STAGED))
    parts = {name: staged.select(inline(name)) for name in settings.tables}
    parts |= {"ledger": staged.select(*_names(LEDGER)), "json": staged.select(*_names(JSON))}
    for name, rows_of in parts.items():
        rows_of.write.mode("overwrite").parquet(_address(out, name))
    out.files.rm(f"{out.root}/{STAGED}", recursive=True)
    return out.complete(shards, settings, f"spark {spark.version}")


def _names(columns: Sequence[Column]) -> list[str]:
    return [column.name for column in columns]


def _address(folder: Output, name: str = "") -> str:
    """The address as Spark takes it: a plain path could be one of its own file system."""
    place = folder.place(name) if name else folder.address
    return place if "://" in place else f"file://{place}"
