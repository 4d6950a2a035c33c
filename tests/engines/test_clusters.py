"""Clusters that lose a machine in the middle of a job: the result is whole, and each document is in it once."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from chaos_among_reports import Table, batches_in, rows_in, shards_of, write_reports
from processes import below, command_of, wait_until

from tiaoli.engines.batches import Settings, run_batches
from tiaoli.engines.output import SUCCESS, output_at

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are found by /proc"),
    pytest.mark.filterwarnings("default"),  # Ray warns of itself
]

GUARDED = "multiprocessing.spawn"
"""In the command line of each process that converts."""


def prepared(tmp_path: Path, settings: Settings) -> dict[str, Table]:
    """Shards of enough reports that a job is under way for a while, and the tables that have to come out."""
    folder = write_reports(tmp_path / "in", 200)
    (folder / "100-hang.chaos").write_text("hang")  # which lasts long enough for something to happen meanwhile
    shards_of(folder, tmp_path / "shards", settings.choices, 5_000)
    rows = [row for out in run_batches(batches_in(tmp_path / "shards"), settings) for row in out.to_pylist()]
    tables = {
        name: sorted((tuple(part.values()) for row in rows for part in row[name]), key=repr)
        for name in settings.tables
    }  # fmt: skip
    assert len(tables["documents"]) == 201
    return tables


def assert_whole(out: Path, tables: dict[str, Table]) -> None:
    assert (out / SUCCESS).is_file()
    assert {name: rows_in(out, name) for name in tables} == tables


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not here")
def test_spark_gets_over_an_executor_that_is_killed(tmp_path: Path, settings: Settings) -> None:
    pyspark = pytest.importorskip("pyspark")
    tables = prepared(tmp_path, settings)
    home = Path(pyspark.__file__).parent
    from tiaoli.engines import submit

    with spark_cluster(home) as (address, worker):
        command = [
            home / "bin/spark-submit", "--master", address, "--conf", "spark.ui.enabled=false", submit.__file__,
            "--engine", "spark", "--shards", tmp_path / "shards", "--out", tmp_path / "out", "--timeout", "8",
            "--pack", "mine.report", "--rules", tmp_path / "packs",
        ]  # fmt: skip
        with subprocess.Popen(command, env=environment(home)) as job:
            wait_until(lambda: bool(below(worker, GUARDED)))
            time.sleep(3)
            (executor, *_) = below(worker, "CoarseGrainedExecutorBackend")
            orphans = below(executor, "")
            os.kill(executor, signal.SIGKILL)
            wait_until(lambda: not any(GUARDED in command_of(process) for process in orphans), 60)
            assert job.wait() == 0

    assert_whole(tmp_path / "out", tables)


@contextmanager
def spark_cluster(home: Path) -> Iterator[tuple[str, int]]:
    """A master and a worker of this machine alone: the master's address, and the worker's process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"spark://127.0.0.1:{port}"
    calls = [
        ["org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"],
        ["org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "-c", "2", "-m", "2g", "--webui-port", "0",
         address],
    ]  # fmt: skip
    with ExitStack() as stack:
        for call in calls:
            process = subprocess.Popen([home / "bin/spark-class", *call], env=environment(home))
            stack.callback(process.wait)
            stack.callback(process.terminate)
        yield address, process.pid


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SPARK_")}
    return {**kept, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}


def test_ray_gets_over_a_node_that_is_removed(tmp_path: Path, settings: Settings) -> None:
    ray = pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    from tiaoli.engines.on_ray import convert_shards

    tables = prepared(tmp_path, settings)
    node = {"num_cpus": 1, "object_store_memory": 128 << 20, "node_ip_address": "127.0.0.1"}
    cluster = Cluster(initialize_head=True, head_node_args={**node, "include_dashboard": False})
    try:
        second = cluster.add_node(**node)
        ray.init(address=cluster.address, log_to_driver=False)
        raylet = next(info.process.pid for info in second.all_processes["raylet"])

        def remove() -> None:
            wait_until(lambda: bool(below(raylet, GUARDED)))
            time.sleep(3)
            cluster.remove_node(second, allow_graceful=False)

        removal = threading.Thread(target=remove)
        removal.start()
        convert_shards(output_at(tmp_path / "shards"), output_at(tmp_path / "out"), settings)
        removal.join()
        assert len([one for one in ray.nodes() if one["Alive"]]) == 1
    finally:
        ray.shutdown()
        cluster.shutdown()

    assert_whole(tmp_path / "out", tables)
