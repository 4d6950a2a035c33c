"""A Spark or a Ray of our own on this machine, for a trial: few resources, nothing open to the network."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tiaoli.errors import UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOOPBACK = "127.0.0.1"
OBJECT_STORE_BYTES = 256 << 20


@contextmanager
def local_spark(workers: int) -> Iterator[SparkSession]:
    """Spark in this process's machine alone; raises UsageError where it cannot start."""
    try:
        from pyspark.errors import PySparkException, PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError("the engine spark needs pyspark: pip install 'tiaoli[spark]'") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else whichever python3 comes first on the PATH
    os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)
    builder = SparkSession.builder.master(f"local[{workers}]").appName("tiaoli")
    for name, value in {"driver.host": LOOPBACK, "driver.bindAddress": LOOPBACK, "ui.enabled": "false"}.items():
        builder = builder.config(f"spark.{name}", value)
    try:
        spark = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    except (PySparkException, PySparkRuntimeError) as error:
        raise UsageError(f"Spark does not start; it needs Java 17, found by JAVA_HOME or the PATH: {error}") from error
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


@contextmanager
def local_ray(workers: int) -> Iterator[None]:
    """Ray on this machine alone; raises UsageError where it is missing."""
    # Read when ray is imported: without the first its services listen on every address of the machine; without the
    # second it would tell its makers how it is used.
    os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UsageError("the engine ray needs Ray Data: pip install 'tiaoli[ray]'") from error
    ray.init(
        "local", num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR,
        object_store_memory=OBJECT_STORE_BYTES, _node_ip_address=LOOPBACK,
    )  # fmt: skip
    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        yield
    finally:
        ray.shutdown()
