"""A trial of an engine on this machine: files to shards in a temporary folder, to tables, and to documents."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tiaoli.batch.conversion import Choices
from tiaoli.batch.guard import Allowance
from tiaoli.batch.items import Input
from tiaoli.batch.outputs import plan_outputs, write_whole
from tiaoli.engines import on_ray, on_spark
from tiaoli.engines.batches import settings_of
from tiaoli.engines.output import Output, output_at
from tiaoli.engines.sessions import local_ray, local_spark
from tiaoli.engines.shards import GROUP_BYTES, write_shards
from tiaoli.engines.sources import rows_from
from tiaoli.errors import UsageError

TABLES = "tables"
"""The folder for what engines write, apart from the documents."""
TASKS_PER_WORKER = 4
"""So that no worker waits long for the last one."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a trial."""

    counts: dict[str, Any]
    """What `_SUCCESS` says."""
    warnings: int
    failures: list[tuple[str, str]]
    """Each failed document with its reason."""
    left_out: Counter[str] = field(default_factory=Counter)
    """What web archives held beside documents."""


def try_engine(
    engine: str, inputs: Sequence[Input], out: Path, choices: Choices, allowance: Allowance, workers: int,
    *, force: bool = False,
) -> Trial:  # fmt: skip
    """Converts inputs on an engine of this machine: tables to `out/tables/`, documents to `out/<path>.json`.

    Raises UsageError where the engine is missing or `out` holds a whole result, unless `force` is given.
    """
    if any(item.relative.parts[0] == TABLES for item in inputs):
        raise UsageError(f"a folder of sources is named {TABLES}, as that of the tables is; convert it by itself")
    files = {item.uri: paths[0] for item, paths in zip(inputs, plan_outputs(inputs, out, [".json"]), strict=True)}
    settings = settings_of(choices, allowance)
    target = output_at(out / TABLES)
    left_out: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="tiaoli-") as folder:
        size = sum(item.path.stat().st_size for item in inputs if item.path and item.path.is_file())
        shard_bytes = min(GROUP_BYTES, size // (workers * TASKS_PER_WORKER) + 1)
        write_shards(rows_from(inputs, choices, left_out), Path(folder) / "shards", shard_bytes)
        shards = output_at(Path(folder) / "shards")
        if engine == "spark":
            with local_spark(workers) as spark:
                counts = on_spark.convert_shards(spark, shards, target, settings, force=force)
        else:
            with local_ray(workers):
                counts = on_ray.convert_shards(shards, target, settings, force=force)
    _write_documents(target, files)
    return Trial(counts, _count_warnings(target), list(_failures(target)), left_out)


def _write_documents(out: Output, files: dict[str, Path]) -> None:
    """Writes each document to the file that is planned for it; one out of a web archive stays in the table."""
    for batch in out.batches("json", ["uri", "json"]):
        for uri, data in zip(*(column.to_pylist() for column in batch), strict=True):
            if uri in files:
                write_whole(files[uri], data)


def _failures(out: Output) -> list[tuple[str, str]]:
    found = [row for batch in out.batches("ledger", ["uri", "status", "error"]) for row in batch.to_pylist()]
    return sorted((row["uri"], row["error"]) for row in found if row["status"] == "failed")


def _count_warnings(out: Output) -> int:
    return sum(sum(batch[0].to_pylist()) for batch in out.batches("documents", ["warnings"]))
