"""The guard: what goes wrong in a worker costs that one piece of work, and is told for what it is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from pebble import ProcessPool

from tiaoli import discovery
from tiaoli.batch.guard import Allowance, Lost, guarded_pool, outcome_of
from tiaoli.pipeline import convert
from tiaoli.testing import CHAOS

ALLOWANCE = Allowance(seconds=3, memory_bytes=1 << 30)

pytestmark = pytest.mark.timeout(120)


def converted(way: str) -> tuple[str, str]:
    """The status of a document that goes wrong in a way, and what is said of it."""
    document = convert(way.encode(), uri=f"{way}.chaos")
    return document.status, " ".join(remark.message for remark in document.diagnostics)


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    os.environ["TIAOLI_PLUGINS_DIR"] = str(CHAOS)
    discovery.forget()
    with guarded_pool(1, ALLOWANCE) as workers:
        yield workers
    del os.environ["TIAOLI_PLUGINS_DIR"]
    discovery.forget()


def outcome(pool: ProcessPool, way: str) -> object:
    return outcome_of(pool.schedule(converted, [way], timeout=ALLOWANCE.seconds), ALLOWANCE)


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("raise", "ValueError: chaos was asked for"),
        ("sys-exit", "SystemExit: 3"),
        ("recurse", "RecursionError"),
        ("memory", "MemoryError"),
        ("gigabyte", "MemoryError"),
        ("bad-spans", "a block over (1, 9)"),
        ("nonsense", "a str where a Page is asked for"),
    ],
)
def test_what_a_plugin_does_wrong_in_python_is_a_failed_document(pool: ProcessPool, way: str, said: str) -> None:
    status, words = outcome(pool, way)  # type: ignore[misc]

    assert status == "failed"
    assert said in words


@pytest.mark.parametrize(
    ("way", "lost"),
    [
        ("exit", Lost("died", "its process ended (exit status 3)")),
        ("segfault", Lost("died", "its process ended (SIGSEGV)")),
        ("hang", Lost("timeout", "it took more than 3 s")),
        ("hang-in-c", Lost("timeout", "it took more than 3 s")),
    ],
)
def test_what_ends_a_worker_is_told_and_the_next_document_is_converted(pool: ProcessPool, way: str, lost: Lost) -> None:
    assert outcome(pool, way) == lost
    assert outcome(pool, "sound") == ("ok", "")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends a process with its parent")
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "hanging.py").write_text(
        dedent("""
        import os, time

        def hang(path):
            open(path, "w").write(str(os.getpid()))
            time.sleep(600)
        """)
    )
    script = tmp_path / "parent.py"
    script.write_text(
        dedent("""
        import sys, time
        from hanging import hang
        from tiaoli.batch.guard import Allowance, guarded_pool

        with guarded_pool(1, Allowance()) as pool:
            pool.schedule(hang, [sys.argv[1]])
            time.sleep(600)
        """)
    )
    parent = subprocess.Popen([sys.executable, script, tmp_path / "pid"])
    worker = int(_waited(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text()))
    parent.kill()
    parent.wait()

    assert _waited(lambda: not Path(f"/proc/{worker}").exists())


def _waited(condition: object) -> str:
    """What the condition gives once it holds; fails by the test's own time limit."""
    while not (value := condition()):  # type: ignore[operator]
        time.sleep(0.05)
    return str(value)
