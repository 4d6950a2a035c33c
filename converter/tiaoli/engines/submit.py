"""The program of a cluster's job: `spark-submit …/submit.py --engine spark`, `python -m tiaoli.engines.submit`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tiaoli.batch.conversion import Choices
from tiaoli.batch.folder import corrections_for
from tiaoli.batch.guard import MAX_MEMORY_BYTES, MAX_SECONDS, Allowance
from tiaoli.engines import on_ray, on_spark
from tiaoli.engines.batches import settings_of
from tiaoli.engines.output import output_at
from tiaoli.errors import TiaoliError
from tiaoli.pipeline import Options


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a job as its arguments ask for; the exit status is 0, or 2 where it cannot be run."""
    asked = _parser().parse_args(arguments)
    options = Options(pack=asked.pack, rules=tuple(asked.rules), topics=asked.topics)
    try:
        choices = Choices(options, corrections=corrections_for(None, asked.corrections))
        settings = settings_of(choices, Allowance(asked.timeout, asked.memory << 20))
        shards, out = output_at(asked.shards), output_at(asked.out)
        if asked.engine == "spark":
            from pyspark.sql import SparkSession

            spark = SparkSession.builder.appName("tiaoli").getOrCreate()
            counts = on_spark.convert_shards(spark, shards, out, settings, force=asked.force)
        else:
            counts = on_ray.convert_shards(shards, out, settings, force=asked.force)
    except (TiaoliError, ImportError) as error:
        sys.stderr.write(f"Error: {error}\n")
        return 2
    sys.stdout.write(json.dumps(counts) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("tiaoli.engines.submit", description=__doc__)
    parser.add_argument("--engine", choices=("spark", "ray"), required=True)
    parser.add_argument("--shards", required=True, help="a path or an address that every machine reads")
    parser.add_argument("--out", required=True, help="the same, where every machine writes")
    parser.add_argument("--pack", help="use this rule pack")
    parser.add_argument("--rules", action="append", default=[], type=Path, help="rules at this path of every machine")
    parser.add_argument("--topics", action="store_true", help="count the terms of the pack's dictionaries")
    parser.add_argument("--corrections", type=Path, help="what was set right by hand, on the machine that starts this")
    parser.add_argument("--timeout", type=float, default=MAX_SECONDS, help="seconds for one document")
    parser.add_argument("--memory", type=int, default=MAX_MEMORY_BYTES >> 20, help="MiB for one document")
    parser.add_argument("--force", action="store_true", help="replace a whole result")
    return parser


if __name__ == "__main__":
    sys.exit(main())
