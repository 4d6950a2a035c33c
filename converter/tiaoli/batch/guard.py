"""Work on one document in a process of its own, with an end to its time and its memory.

A hang, a crash or a call of `os._exit` in there costs that one piece of work: the process is replaced.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from types import ModuleType
from typing import Any

from pebble import ProcessExpired, ProcessPool

MAX_SECONDS = 60.0
MAX_MEMORY_BYTES = 1 << 30
"""What one document may add to what a worker needs for itself."""

_PR_SET_PDEATHSIG = 1
_LAUNCH = threading.Lock()


@dataclass(frozen=True, slots=True)
class Allowance:
    """How long one piece of work may take, and how much memory."""

    seconds: float = MAX_SECONDS
    memory_bytes: int = MAX_MEMORY_BYTES


@dataclass(frozen=True, slots=True)
class Lost:
    """Work that gave no result: `reason` is timeout, memory or died, `why` says it in words."""

    reason: str
    why: str


def guarded_pool(workers: int, allowance: Allowance, prepare: Callable[[], object] | None = None) -> ProcessPool:
    """Processes that take work by `schedule`, and end with the process that made them.

    `prepare` is called in each before its first work: what it takes counts for no document.
    """
    settings = (os.getpid(), allowance.memory_bytes, prepare)
    return ProcessPool(max_workers=workers, context=_Spawning(), initializer=_settle, initargs=settings)


class _Worker(SpawnProcess):
    """A process that knows nothing of the script that asks for it."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802  the name that multiprocessing calls it by
        # What is spawned runs the caller's script once more, up to `if __name__ == "__main__"`; a script without that
        # line, or one from standard input, fails at it. A worker needs nothing of the script, and is given none.
        with _LAUNCH:
            script = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                return SpawnProcess._Popen(process_obj)
            finally:
                sys.modules["__main__"] = script


class _Spawning(SpawnContext):
    """Starts processes anew. A process with threads, as this one has by then, must not be forked; and a server that
    forks lives as long as a worker hangs, and so would keep that alive when this process is killed.
    """

    Process = _Worker


def end_workers(pool: ProcessPool) -> None:
    """Ends the workers at once, whatever they do."""
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def outcome_of(work: Future[Any], allowance: Allowance) -> Any:
    """What the work returned, or Lost; what it raised is raised here, but for a want of memory."""
    try:
        return work.result()
    except TimeoutError:
        return Lost("timeout", f"it took more than {allowance.seconds:g} s")
    except MemoryError:
        return Lost("memory", f"it wanted more than {allowance.memory_bytes >> 20} MiB of memory")
    except ProcessExpired as death:
        return Lost("died", f"its process ended ({_ending(death.exitcode)})")


def _ending(status: int) -> str:
    """How a process ended, by its exit status: the name of the signal where one ended it."""
    if status >= 0:
        return f"exit status {status}"
    with contextlib.suppress(ValueError):
        return signal.Signals(-status).name
    return f"signal {-status}"


def _settle(parent: int, memory_bytes: int, prepare: Callable[[], object] | None) -> None:
    """What a new worker does first. Where the system lacks a means, the worker does without."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers itself
    _die_with(parent)
    if prepare:
        prepare()
    _limit_memory(memory_bytes)


def _die_with(parent: int) -> None:
    """Has Linux kill this process when the one that made it dies, so that a hung worker is no orphan."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)  # it died before this was asked for


def _limit_memory(allowed_bytes: int) -> None:
    """Limits the address space to what this process has by now and what its work may add; MemoryError beyond it."""
    if sys.platform == "win32":
        return
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return  # without /proc nothing says what the process has, and macOS heeds no such limit
    limit = pages * os.sysconf("SC_PAGE_SIZE") + allowed_bytes
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
