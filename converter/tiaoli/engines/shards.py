"""Shards: Parquet files of many sources each, which engines read better than millions of small files."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiaoli.engines.schema import shard_schema
from tiaoli.engines.sources import ShardRow
from tiaoli.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

SHARD_BYTES = 96_000_000
"""About how large a shard is: enough for a task to be worth its start, little enough to be done again."""
GROUP_BYTES = 16_000_000
"""A row group, the part of a shard that is read at once."""


def write_shards(rows: Iterable[ShardRow], folder: Path, shard_bytes: int = SHARD_BYTES) -> int:
    """Writes the rows to `folder`, which appears when all is written, and gives their number.

    The same bytes under the same URI count once. Raises UsageError where the folder is there already.
    """
    require_pyarrow()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty; shards go to a folder of their own")
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        count = _write_all(_each_once(rows), partial, shard_bytes)
        os.replace(partial, folder)  # noqa: PTH105  # which takes the place of an empty folder, too
    except OSError as error:
        raise UsageError(f"the shards {folder} cannot be written: {error.strerror or error}") from error
    return count


def require_pyarrow() -> None:
    """Raises UsageError where pyarrow is missing."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise UsageError("shards need pyarrow: pip install 'tiaoli[spark]' or 'tiaoli[ray]'") from error


def _each_once(rows: Iterable[ShardRow]) -> Iterator[ShardRow]:
    seen: set[bytes] = set()
    for row in rows:
        key = hashlib.blake2b(row.uri.encode() + b"\0" + (row.data or b""), digest_size=16).digest()
        if key not in seen:
            seen.add(key)
            yield row


def _write_all(rows: Iterable[ShardRow], folder: Path, shard_bytes: int) -> int:
    import pyarrow.parquet as pq

    writer: Any = None
    count = shards = size = 0
    for group in _groups(rows, min(GROUP_BYTES, shard_bytes)):
        if writer is None:
            writer = pq.ParquetWriter(folder / f"part-{shards:05}.parquet", shard_schema(), compression="zstd")
            shards, size = shards + 1, 0
        writer.write_batch(group)
        count += group.num_rows
        size += group.nbytes
        if size >= shard_bytes:
            writer.close()
            writer = None
    if writer is not None:
        writer.close()
    return count


def _groups(rows: Iterable[ShardRow], group_bytes: int) -> Iterator[pa.RecordBatch]:
    group: list[ShardRow] = []
    size = 0
    for row in rows:
        group.append(row)
        size += len(row.data or b"")
        if size >= group_bytes:
            yield _batch(group)
            group, size = [], 0
    if group:
        yield _batch(group)


def _batch(rows: list[ShardRow]) -> pa.RecordBatch:
    import pyarrow as pa

    schema = shard_schema()
    columns = [pa.array([getattr(row, name) for row in rows], schema.field(name).type) for name in schema.names]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
