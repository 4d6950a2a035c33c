"""Shards to tables on Ray Data, by `map_batches`; ray is imported where it is used."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from tiaoli.engines.batches import Settings, run_batches
from tiaoli.engines.output import STAGED, Output
from tiaoli.engines.schema import LEDGER

if TYPE_CHECKING:
    import pyarrow as pa


def convert_shards(shards: Output, out: Output, settings: Settings, *, force: bool = False) -> dict[str, Any]:
    """Converts the sources of shards to tables below `out`, and gives what `_SUCCESS` there says.

    Raises UsageError where `out` holds a whole result, unless `force` is given. A task that is tried again writes
    to the same file names, so that what it wrote before is replaced.
    """
    import ray

    out.clear(settings, force=force)
    rows = ray.data.read_parquet(shards.root, filesystem=shards.files)
    _write(rows.map_batches(partial(_converted, settings=settings), **_WHOLE_BLOCKS), out, STAGED)
    for name in settings.tables:
        staged = _staged(out, [name])
        _write(staged.map_batches(partial(_parted, name=name), **_WHOLE_BLOCKS), out, name)
    _write(_staged(out, [column.name for column in LEDGER]), out, "ledger")
    _write(_staged(out, ["uri", "doc_id", "json"]), out, "json")
    return out.complete(shards, settings, f"ray {ray.__version__}")


_WHOLE_BLOCKS = {"batch_format": "pyarrow", "batch_size": None, "zero_copy_batch": True}
"""A block, which is about a shard, is one call: it has processes of its own, whose start takes a second."""


def _converted(block: pa.Table, settings: Settings) -> Iterator[pa.Table]:
    import pyarrow as pa

    for batch in run_batches(iter(block.to_batches()), settings):
        yield pa.Table.from_batches([batch])


def _parted(block: pa.Table, name: str) -> pa.Table:
    """The rows of one table, of all documents of a block."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = pc.list_flatten(block.column(name)).combine_chunks()
    return pa.Table.from_struct_array(rows)


def _staged(out: Output, columns: list[str]) -> Any:
    import ray

    return ray.data.read_parquet(f"{out.root}/{STAGED}", filesystem=out.files, columns=columns)


def _write(rows: Any, out: Output, name: str) -> None:
    rows.write_parquet(f"{out.root}/{name}", filesystem=out.files)
