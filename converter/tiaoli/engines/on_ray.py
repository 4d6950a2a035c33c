"""Shards to tables on Ray Data, by `map_batches`; ray is imported where it is used."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from tiaoli.engines.batches import BATCH_ROWS, Settings, run_batches
from tiaoli.engines.output import Output
from tiaoli.engines.schema import JSON, LEDGER, schema_of

if TYPE_CHECKING:
    import pyarrow as pa


def convert_shards(shards: Output, out: Output, settings: Settings, *, force: bool = False) -> dict[str, Any]:
    """Converts the sources of shards to tables below `out`, and gives what `_SUCCESS` there says.

    A shard is one task, and gives one file of each table, named like it: a task that is tried again replaces what
    it wrote before. Raises UsageError where `out` holds a whole result, unless `force` is given.
    """
    import ray

    out.clear(settings, force=force)
    for name in settings.outputs:
        out.files.makedirs(f"{out.root}/{name}", exist_ok=True)
    files = shards.parts()
    task = partial(_convert_shard, shards=shards, out=out, settings=settings)
    # Not `read_parquet`: it joins small shards to one task, and parts large ones as memory, not work, demands.
    ray.data.from_items(files, override_num_blocks=len(files)).map_batches(task, batch_size=1).materialize()
    return out.complete(shards, settings, f"ray {ray.__version__}")


def _convert_shard(batch: Mapping[str, Any], shards: Output, out: Output, settings: Settings) -> Mapping[str, Any]:
    """Converts the one shard that the batch names, and gives the batch back."""
    import pyarrow.parquet as pq

    (file,) = (str(item) for item in batch["item"])
    partial_name = f".{os.getpid()}-{PurePosixPath(file).name}"  # which no reader of a table looks at
    with ExitStack() as opened:
        writers = {}
        for name, columns in settings.outputs.items():
            stream = opened.enter_context(out.files.open(f"{out.root}/{name}/{partial_name}", "wb"))
            writers[name] = opened.enter_context(pq.ParquetWriter(stream, schema_of(columns)))
        source = opened.enter_context(shards.files.open(file, "rb"))
        for rows in run_batches(pq.ParquetFile(source).iter_batches(BATCH_ROWS), settings):
            for name, writer in writers.items():
                writer.write_batch(_rows_of(name, rows))
    for name in writers:
        folder = f"{out.root}/{name}"
        out.files.mv(f"{folder}/{partial_name}", f"{folder}/{PurePosixPath(file).name}")
    return batch


def _rows_of(name: str, rows: pa.RecordBatch) -> pa.RecordBatch:
    """What a batch of documents holds of one table."""
    import pyarrow as pa

    flat = {"ledger": LEDGER, "json": JSON}.get(name)
    if flat:
        return rows.select([column.name for column in flat])
    return pa.RecordBatch.from_struct_array(rows.column(name).flatten())
