"""How fast the engines are beside the local runner, with two workers each: `python -m benchmarks.engines FOLDER`."""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import tiaoli
from tiaoli.batch.conversion import Choices
from tiaoli.batch.inputs import find_inputs
from tiaoli.engines import on_ray, on_spark
from tiaoli.engines.batches import settings_of
from tiaoli.engines.output import output_at
from tiaoli.engines.sessions import local_ray, local_spark
from tiaoli.engines.shards import write_shards
from tiaoli.engines.sources import rows_from

WORKERS = 2
TIMES = 3
"""Each source is there so many times, under names of its own, so that starting counts for less."""


def main(folder: Path) -> None:
    """Prints the rate of each, the start of an engine left out; a shard for each worker, as a large job has many."""
    choices, settings = Choices(), settings_of(Choices())
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        for n in range(TIMES):
            shutil.copytree(folder, work / f"in/{n}")
        inputs, _ = find_inputs([str(work / "in")])
        size = sum(item.path.stat().st_size for item in inputs if item.path)
        write_shards(rows_from(inputs, choices, Counter()), work / "shards", size // WORKERS + 1)
        shards = output_at(work / "shards")
        rates = {
            "local": _rate(len(inputs), lambda: tiaoli.convert_folder(work / "in", work / "local", workers=WORKERS))
        }
        with local_spark(WORKERS) as spark:
            target = output_at(work / "spark")
            rates["spark"] = _rate(len(inputs), lambda: on_spark.convert_shards(spark, shards, target, settings))
        with local_ray(WORKERS):
            other = output_at(work / "ray")
            rates["ray"] = _rate(len(inputs), lambda: on_ray.convert_shards(shards, other, settings))
    for name, rate in rates.items():
        print(f"{name:6} {rate:6.1f} documents a second, {rate / rates['local']:.2f} of the local runner")


def _rate(count: int, run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return count / (time.perf_counter() - start)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    main(Path(sys.argv[1]))
