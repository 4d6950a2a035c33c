"""Shards to tables on Ray Data, by `map_batches`; ray is imported where it is used."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from tiaoli.engines.batches import Settings, run_batches
from tiaoli.engines.output import STAGED, Output
from tiaoli.engines.schema import LEDGER, Tables

if TYPE_CHECKING:
    import pyarrow as pa


def convert_shards(shards: Output, out: Output, settings: Settings, *, force: bool = False) -> dict[str, Any]:
    """Converts the sources of shards to tables below `out`, and gives what `_SUCCESS` there says.

    Raises UsageError where `out` holds a whole result, unless `force` is given. A task that is tried again writes
    to the same file names, so that what it wrote before is replaced.
    """
    import ray

    out.clear(settings, force=force)
    # A block, which is about a shard, is one call: it has a process of its own, whose start takes a second.
    ray.data.read_parquet(shards.root, filesystem=shards.files).map_batches(
        partial(_converted, settings=settings), batch_format="pyarrow", batch_size=None, zero_copy_batch=True
    ).write_parquet(f"{out.root}/{STAGED}", filesystem=out.files)
    for name in (*settings.tables, "ledger", "json"):
        out.files.makedirs(f"{out.root}/{name}", exist_ok=True)
    part = ray.remote(_part)
    ray.get([part.remote(file, out, settings.tables) for file in out.files.glob(f"{out.root}/{STAGED}/*.parquet")])
    return out.complete(shards, settings, f"ray {ray.__version__}")


def _converted(block: pa.Table, settings: Settings) -> Iterator[pa.Table]:
    import pyarrow as pa

    for batch in run_batches(iter(block.to_batches()), settings):
        yield pa.Table.from_batches([batch])


def _part(file: str, out: Output, known: Tables) -> None:
    """Parts a staged file into one file of each table, named like it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for name in known:
        rows = pc.list_flatten(_read(file, out, [name]).column(name)).combine_chunks()
        _write_whole(pa.Table.from_struct_array(rows), file, out, name)
    _write_whole(_read(file, out, [column.name for column in LEDGER]), file, out, "ledger")
    _write_whole(_read(file, out, ["uri", "doc_id", "json"]), file, out, "json")


def _read(file: str, out: Output, columns: list[str]) -> pa.Table:
    import pyarrow.parquet as pq

    with out.files.open(file, "rb") as stream:
        return pq.ParquetFile(stream).read(columns)


def _write_whole(rows: pa.Table, staged: str, out: Output, name: str) -> None:
    """Writes a file under a name that no reader of a table looks at, and renames it."""
    import pyarrow.parquet as pq

    file = f"{out.root}/{name}/{PurePosixPath(staged).name}"
    partial_file = f"{out.root}/{name}/.{os.getpid()}-{PurePosixPath(staged).name}"
    with out.files.open(partial_file, "wb") as stream:
        pq.write_table(rows, stream)
    out.files.mv(partial_file, file)
